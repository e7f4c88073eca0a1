//! Where an issuer says that its keys are.

use serde::Deserialize;

use crate::error::{DecodeCause, Error, ErrorKind};
use crate::{Result, point_api};

/// Where an issuer describes itself (OpenID Connect Discovery 1.0, section 4).
#[point_api(crate = crate)]
pub(super) trait Discovery {
    /// The description. As with the keys, it is asked for once each time.
    #[point_endpoint(GET "", auth = none, timeout = "5s", attempts = 1, max_response = "256KiB")]
    async fn configuration(&self, #[url] url: &str) -> Result<Configuration>;
}

/// Of the description what is needed here.
#[derive(Deserialize)]
pub(super) struct Configuration {
    issuer: String,
    jwks_uri: String,
}

impl Configuration {
    /// The address of the keys, if it is this issuer that says so.
    pub(super) fn jwks_url(self, issuer: &str) -> Result<String> {
        if self.issuer == issuer {
            Ok(self.jwks_uri)
        } else {
            let text = "the issuer's configuration is that of another issuer";
            Err(Error::new(ErrorKind::Decode(DecodeCause::Shape), text))
        }
    }
}

/// The address of what an issuer publishes under this name, whether or not the issuer ends in a slash.
pub(super) fn well_known(issuer: &str, name: &str) -> Result<String> {
    if issuer.contains(['?', '#']) {
        return Err(Error::config("an issuer of webhooks must have no query and no fragment, or `jwks_url` be set"));
    }
    Ok(format!("{}/.well-known/{name}", issuer.trim_end_matches('/')))
}
