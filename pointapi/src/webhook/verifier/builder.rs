//! From settings to a verifier.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use http::Uri;

use super::super::jwks::JwksClient;
use super::super::keys::KeyCache;
use super::super::log;
use super::super::signature::JsonWebToken;
use super::{Shared, Verifier};
use crate::client::{Client, ClientBuilder};
use crate::clock::{Clock, SystemClock};
use crate::error::{Error, Result};

/// Settings of a [`Verifier`].
///
/// ```
/// use pointapi::webhook::Verifier;
///
/// # fn main() -> pointapi::Result<()> {
/// let verifier = Verifier::builder("https://securetoken.google.com/larchfield", "larchfield")
///     .jwks_url("https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com")
///     .subject("xpps|4711")
///     .build()?;
/// # drop(verifier);
/// # Ok(())
/// # }
/// ```
///
/// A mistake in any of them is an error of [`build`](Self::build).
#[must_use]
pub struct VerifierBuilder {
    issuer: String,
    audience: String,
    jwks_url: Option<String>,
    subjects: BTreeSet<String>,
    allows_insecure_loopback: bool,
    fetcher: ClientBuilder,
    clock: Arc<dyn Clock>,
    own_client: Option<Client>,
}

impl VerifierBuilder {
    pub(super) fn new(issuer: String, audience: String) -> Self {
        Self {
            issuer,
            audience,
            jwks_url: None,
            subjects: BTreeSet::new(),
            allows_insecure_loopback: false,
            fetcher: Client::builder(),
            clock: Arc::new(SystemClock::new()),
            own_client: None,
        }
    }

    /// Where the issuer publishes its keys; `<issuer>/.well-known/jwks.json` if not set.
    pub fn jwks_url(mut self, url: impl Into<String>) -> Self {
        self.jwks_url = Some(url.into());
        self
    }

    /// Takes tokens of this subject (`sub`), like `xpps|4711`; may be given more than once.
    ///
    /// Set it: without one every token of the tenant is taken, the access token of any of its users included.
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subjects.insert(subject.into());
        self
    }

    /// Refuses the access token that this client has at the time, which others have seen.
    pub fn own_client(mut self, client: &Client) -> Self {
        self.own_client = Some(client.clone());
        self
    }

    /// Fetches keys by a client of these settings (a proxy, say, or a transport); its base URL is replaced.
    pub fn fetch_with(mut self, settings: ClientBuilder) -> Self {
        self.fetcher = settings;
        self
    }

    /// Takes an `http` address of keys if it leads to this machine (127.0.0.0/8, `::1`, `localhost`); for tests.
    pub fn allow_insecure_loopback(mut self) -> Self {
        self.allows_insecure_loopback = true;
        self
    }

    /// The clock by which tokens and keys expire; the machine's if not set. For tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Makes the verifier; keys are fetched when they are first needed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the issuer, the audience or a subject is empty, or the
    /// address of the keys is not an `https` URL.
    pub fn build(self) -> Result<Verifier> {
        if self.issuer.is_empty() || self.audience.is_empty() || self.subjects.contains("") {
            return Err(Error::config("the issuer, the audience and a subject of webhooks must not be empty"));
        }
        if self.subjects.is_empty() {
            log::warn("no subject is set: any token of the tenant can send webhooks");
        }
        let jwks_url = self.jwks_url.unwrap_or_else(|| format!("{}/.well-known/jwks.json", self.issuer));
        let jwks = fetcher(self.fetcher, &jwks_url, self.allows_insecure_loopback)?;
        let clock = self.clock;
        let shared = Shared {
            keys: KeyCache::new(jwks, jwks_url, Arc::clone(&clock)),
            signatures: Box::new(JsonWebToken::new(&self.issuer, &self.audience)),
            issuer: self.issuer,
            audience: self.audience,
            subjects: self.subjects,
            clock,
            own_client: self.own_client,
        };
        Ok(Verifier { shared: Arc::new(shared) })
    }
}

/// A client of the origin of `jwks_url`.
fn fetcher(settings: ClientBuilder, jwks_url: &str, allows_insecure_loopback: bool) -> Result<JwksClient> {
    let refuse = || Error::config("the address of the keys is not a URL: write it like `https://example.com/keys`");
    let parts = jwks_url.parse::<Uri>().map_err(|_| refuse())?.into_parts();
    let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else { return Err(refuse()) };
    let settings = settings.base_url(format!("{scheme}://{authority}"));
    let client = if allows_insecure_loopback { settings.allow_insecure_loopback() } else { settings }.build()?;
    client
        .own_target(jwks_url)
        .map_err(|error| Error::config("the address of the keys is not plain").with_source(error))?;
    Ok(JwksClient::new(client))
}

impl fmt::Debug for VerifierBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifierBuilder")
            .field("issuer", &self.issuer)
            .field("audience", &self.audience)
            .field("jwks_url", &self.jwks_url)
            .field("subjects", &self.subjects)
            .finish_non_exhaustive()
    }
}
