//! The key address that an issuer names in its configuration (OpenID Connect Discovery 1.0).

use serde::Deserialize;

use crate::error::{DecodeCause, Error, ErrorKind};
use crate::{Result, point_api};

/// The configuration of an issuer (section 4).
#[point_api(crate = crate)]
pub(super) trait Discovery {
    /// The configuration, in one attempt, as with the keys.
    #[point_endpoint(GET "", auth = none, timeout = "5s", attempts = 1, max_response = "256KiB")]
    async fn configuration(&self, #[url] url: &str) -> Result<Configuration>;
}

/// The used members of the configuration.
#[derive(Deserialize)]
pub(super) struct Configuration {
    issuer: String,
    jwks_uri: String,
}

impl Configuration {
    /// Returns the address of the keys, if the configuration is this issuer's.
    pub(super) fn jwks_url(self, issuer: &str) -> Result<String> {
        if self.issuer == issuer {
            Ok(self.jwks_uri)
        } else {
            let text = "the configuration is that of another issuer";
            Err(Error::new(ErrorKind::Decode(DecodeCause::Shape), text))
        }
    }
}

/// Returns the address of a well-known document, with or without a slash at the end of the issuer.
pub(super) fn well_known(issuer: &str, name: &str) -> Result<String> {
    if issuer.contains(['?', '#']) {
        return Err(Error::config("the issuer of tokens must have no query and no fragment, unless `jwks_url` is set"));
    }
    Ok(format!("{}/.well-known/{name}", issuer.trim_end_matches('/')))
}
