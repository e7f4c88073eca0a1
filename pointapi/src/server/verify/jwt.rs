//! Bearer tokens that an issuer signed.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use http::header::{AUTHORIZATION, RETRY_AFTER};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::Verify;
use crate::client::ClientBuilder;
use crate::clock::Clock;
use crate::error::Result;
use crate::jwt::{CheckSettings, FaultKind, Rules, TokenCheck, TokenFault};
#[cfg(feature = "openapi")]
use crate::openapi::Security;
use crate::server::caller::Caller;
use crate::server::log;
use crate::server::rejection::Rejection;

/// A key id is any text, and `iat` is optional (RFC 7517, section 4.5; RFC 7519, section 4.1.6).
const RULES: Rules = Rules { is_kind, is_key_id: |_| true, needs_issue_time: false };

/// The accepted values of `typ` (RFC 7519, section 5.1; RFC 9068, section 2.1). A media type has no case, and its
/// `application/` may be left out (RFC 7515, section 4.1.9).
fn is_kind(kind: &str) -> bool {
    ["JWT", "application/jwt", "at+jwt", "application/at+jwt"].iter().any(|own| own.eq_ignore_ascii_case(kind))
}

/// Accepts requests with a bearer token (RFC 6750) that is a JWT of an issuer for this server.
///
/// ```
/// use pointapi::server::Jwt;
///
/// # fn main() -> pointapi::Result<()> {
/// let verifier = Jwt::builder("https://login.example.com", "orders-api").discover_keys().build()?;
/// # drop(verifier);
/// # Ok(())
/// # }
/// ```
///
/// The token's subject is the request's [`Caller`]. A token must be signed with RS256, have `kid`, `sub` and `exp`, and
/// name the audience. It must not have expired, with a minute of leeway, nor be valid for more than 24 hours, counted from
/// now if it lacks `iat`. Keys are fetched on first use, again
/// after an hour (or as `Cache-Control` says, between 5 minutes and 24 hours), and for a new key id or a wrong
/// signature, but at most every 30 seconds; five times a minute as long as none has been fetched. While they cannot be
/// fetched, old ones are used for up to 24 hours.
///
/// The response is 503 with `Retry-After` if a token cannot be verified now: without usable keys, for a key id that
/// newer keys may have, or if the clock of this machine is off by more than a minute.
pub struct Jwt {
    check: TokenCheck,
}

/// Builds a [`Jwt`]. An invalid setting is an error of [`build`](Self::build).
#[must_use]
pub struct JwtBuilder {
    check: CheckSettings,
}

impl Jwt {
    /// Returns a builder for tokens of `issuer` (`iss`) for `audience` (`aud`); both are compared exactly.
    pub fn builder(issuer: impl Into<String>, audience: impl Into<String>) -> JwtBuilder {
        JwtBuilder { check: CheckSettings::new(issuer.into(), audience.into(), RULES) }
    }
}

impl JwtBuilder {
    /// Sets the address of the issuer's keys; `<issuer>/.well-known/jwks.json` if neither this nor
    /// [`discover_keys`](Self::discover_keys) is set.
    pub fn jwks_url(mut self, url: impl Into<String>) -> Self {
        self.check.jwks_url(url.into());
        self
    }

    /// Takes the address of the keys from `<issuer>/.well-known/openid-configuration`, at each key fetch.
    pub fn discover_keys(mut self) -> Self {
        self.check.discover_keys();
        self
    }

    /// Fetches keys with these settings, such as a proxy or a transport; their base URL is ignored.
    pub fn fetch_with(mut self, settings: ClientBuilder) -> Self {
        self.check.fetcher = settings;
        self
    }

    /// Accepts an `http` address of keys on this machine (127.0.0.0/8, `::1`, `localhost`); for tests.
    pub fn allow_insecure_loopback(mut self) -> Self {
        self.check.allows_insecure_loopback = true;
        self
    }

    /// Sets the clock by which tokens and keys expire; the machine's if not set. For tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.check.clock = Some(Arc::new(clock));
        self
    }

    /// Builds the verifier.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the issuer or the audience is empty, or the address of the
    /// keys is not an `https` URL.
    pub fn build(self) -> Result<Jwt> {
        Ok(Jwt { check: self.check.build()? })
    }
}

#[async_trait]
impl Verify for Jwt {
    async fn verify(&self, request: &mut Parts) -> std::result::Result<(), Rejection> {
        let verified = match self.check.signed(&request.headers).await {
            Ok(signed) => self.check.in_time(signed).await,
            Err(fault) => Err(fault),
        };
        match verified {
            Ok(subject) => {
                request.extensions.insert(Caller::new(subject));
                Ok(())
            }
            Err(fault) => {
                log::token_rejected(fault.reason());
                Err(rejection(&fault, has_bearer_token(&request.headers)))
            }
        }
    }

    #[cfg(feature = "openapi")]
    fn security(&self) -> Option<Security> {
        Some(Security::bearer())
    }
}

/// Returns true for credentials of the scheme `Bearer`, whose name has no case (RFC 9110, section 11.1).
fn has_bearer_token(headers: &HeaderMap) -> bool {
    let is_bearer = |value: &HeaderValue| {
        value
            .as_bytes()
            .split(u8::is_ascii_whitespace)
            .next()
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"bearer"))
    };
    headers.get_all(AUTHORIZATION).iter().any(is_bearer)
}

/// The response to a request without a valid token: no error code if it has none (RFC 6750, section 3.1).
fn rejection(fault: &TokenFault, has_token: bool) -> Rejection {
    match fault.kind() {
        FaultKind::Rejected if has_token => Rejection::unauthorized("Bearer error=\"invalid_token\""),
        FaultKind::Rejected => Rejection::unauthorized("Bearer"),
        FaultKind::Keys | FaultKind::UnknownKey | FaultKind::Clock => {
            let detail = "the token cannot be verified now";
            Rejection::new(StatusCode::SERVICE_UNAVAILABLE, detail).header(RETRY_AFTER, HeaderValue::from_static("30"))
        }
    }
}

impl fmt::Debug for Jwt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (issuer, audience) = (self.check.issuer(), self.check.audience());
        f.debug_struct("Jwt").field("issuer", &issuer).field("audience", &audience).finish_non_exhaustive()
    }
}

impl fmt::Debug for JwtBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (issuer, audience) = (&self.check.issuer, &self.check.audience);
        f.debug_struct("JwtBuilder").field("issuer", issuer).field("audience", audience).finish_non_exhaustive()
    }
}
