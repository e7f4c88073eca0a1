//! The settings of a check.

use std::sync::Arc;

use super::check::TokenCheck;
use super::discovery::well_known;
use super::key_source::KeySource;
use super::keys::KeyCache;
use super::rules::Rules;
use super::signature::SignatureCheck;
use crate::client::{Client, ClientBuilder};
use crate::clock::{Clock, SystemClock};
use crate::error::{Error, Result};

/// Builds a [`TokenCheck`].
pub(crate) struct CheckSettings {
    pub(crate) issuer: String,
    pub(crate) audience: String,
    rules: Rules,
    keys_at: KeysAt,
    pub(crate) allows_insecure_loopback: bool,
    /// The settings of key fetches; the base URL is replaced.
    pub(crate) fetcher: ClientBuilder,
    /// The clock of this machine if not set.
    pub(crate) clock: Option<Arc<dyn Clock>>,
}

/// The address of the keys.
enum KeysAt {
    /// `<issuer>/.well-known/jwks.json`
    Default,
    Url(String),
    /// The `jwks_uri` of `<issuer>/.well-known/openid-configuration`.
    Discovered,
}

impl CheckSettings {
    pub(crate) fn new(issuer: String, audience: String, rules: Rules) -> Self {
        Self {
            issuer,
            audience,
            rules,
            keys_at: KeysAt::Default,
            allows_insecure_loopback: false,
            fetcher: Client::builder(),
            clock: None,
        }
    }

    pub(crate) fn jwks_url(&mut self, url: String) {
        self.keys_at = KeysAt::Url(url);
    }

    pub(crate) fn discover_keys(&mut self) {
        self.keys_at = KeysAt::Discovered;
    }

    /// # Errors
    ///
    /// If the issuer or the audience is empty, or the address of the keys is invalid.
    pub(crate) fn build(self) -> Result<TokenCheck> {
        if self.issuer.is_empty() || self.audience.is_empty() {
            return Err(Error::config("the issuer and the audience of tokens must not be empty"));
        }
        let fetcher = if self.allows_insecure_loopback { self.fetcher.allow_insecure_loopback() } else { self.fetcher };
        let source = match self.keys_at {
            KeysAt::Default => KeySource::at(well_known(&self.issuer, "jwks.json")?, fetcher)?,
            KeysAt::Url(url) => KeySource::at(url, fetcher)?,
            KeysAt::Discovered => KeySource::discovered_by(&self.issuer, fetcher)?,
        };
        let clock = self.clock.unwrap_or_else(|| Arc::new(SystemClock::new()));
        Ok(TokenCheck {
            keys: KeyCache::new(source, Arc::clone(&clock)),
            signatures: SignatureCheck::new(&self.issuer, &self.audience),
            issuer: self.issuer,
            audience: self.audience,
            rules: self.rules,
            clock,
        })
    }
}
