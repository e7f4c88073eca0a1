//! The builder of a verifier.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use super::super::log;
use super::{Shared, Verifier};
use crate::client::{Client, ClientBuilder};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::jwt::{CheckSettings, Rules};

/// The platform's tokens, which leave open less than the standards do.
const RULES: Rules = Rules { is_kind: |kind| kind == "JWT", is_key_id, needs_issue_time: true };

fn is_key_id(id: &str) -> bool {
    id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
}

/// Builds a [`Verifier`].
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
/// An invalid setting is an error of [`build`](Self::build).
#[must_use]
pub struct VerifierBuilder {
    check: CheckSettings,
    subjects: BTreeSet<String>,
    own_client: Option<Client>,
}

impl Verifier {
    /// Returns a builder of a verifier for tokens of `issuer` (like `https://securetoken.google.com/<tenant>`) for
    /// `audience`. Ask the platform for both; they are compared exactly.
    pub fn builder(issuer: impl Into<String>, audience: impl Into<String>) -> VerifierBuilder {
        VerifierBuilder::new(issuer.into(), audience.into())
    }
}

impl VerifierBuilder {
    pub(super) fn new(issuer: String, audience: String) -> Self {
        let check = CheckSettings::new(issuer, audience, RULES);
        Self { check, subjects: BTreeSet::new(), own_client: None }
    }

    /// Sets the address of the issuer's keys; `<issuer>/.well-known/jwks.json` if neither this nor
    /// [`discover_keys`](Self::discover_keys) is set.
    pub fn jwks_url(mut self, url: impl Into<String>) -> Self {
        self.check.jwks_url(url.into());
        self
    }

    /// Takes the address of the keys from the issuer: the `jwks_uri` of `<issuer>/.well-known/openid-configuration`.
    ///
    /// ```
    /// use pointapi::webhook::Verifier;
    ///
    /// # fn main() -> pointapi::Result<()> {
    /// let verifier = Verifier::builder("https://securetoken.google.com/larchfield", "larchfield")
    ///     .discover_keys()
    ///     .subject("xpps|4711")
    ///     .build()?;
    /// # drop(verifier);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The configuration is read at each key fetch. The address may be on another server, and must be `https`. The same
    /// limits apply to both responses: 256 KiB, 5 seconds, no redirects. The settings of
    /// [`fetch_with`](Self::fetch_with) must have no layers. Of this and [`jwks_url`](Self::jwks_url) the last call
    /// counts.
    pub fn discover_keys(mut self) -> Self {
        self.check.discover_keys();
        self
    }

    /// Accepts tokens of this subject (`sub`), like `xpps|4711`; may be set more than once.
    ///
    /// Set it: without a subject every token of the tenant is accepted, also the access token of any of its users.
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subjects.insert(subject.into());
        self
    }

    /// Rejects the current access token of this client, which other hosts have received.
    pub fn own_client(mut self, client: &Client) -> Self {
        self.own_client = Some(client.clone());
        self
    }

    /// Fetches keys with these settings, such as a proxy or a transport; the base URL is replaced.
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

    /// Builds the verifier; keys are fetched on first use.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the issuer, the audience or a subject is empty, the
    /// address of the keys is not an `https` URL, or the issuer of a default address has a query or a fragment.
    pub fn build(self) -> Result<Verifier> {
        if self.subjects.contains("") {
            return Err(Error::config("a subject of webhooks must not be empty"));
        }
        let check = self.check.build()?;
        if self.subjects.is_empty() {
            log::warn("no subject is set: every token of the tenant can send webhooks");
        }
        let shared = Shared { check, subjects: self.subjects, own_client: self.own_client };
        Ok(Verifier { shared: Arc::new(shared) })
    }
}

impl fmt::Debug for VerifierBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifierBuilder")
            .field("issuer", &self.check.issuer)
            .field("audience", &self.check.audience)
            .field("subjects", &self.subjects)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_password_in_an_address() {
        let builder = VerifierBuilder::new("https://issuer.example".into(), "larchfield".into());
        let builder = builder.jwks_url("https://greta:canary@keys.example");
        assert!(!format!("{builder:?}").contains("canary"));
        let error = builder.build().expect_err("a user name");
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}
