//! An API key in a header.

use std::fmt;

use async_trait::async_trait;
use http::HeaderName;
use http::request::Parts;
use subtle::ConstantTimeEq;

use super::{CredentialHeader, Verify};
use crate::auth::Secret;
#[cfg(feature = "openapi")]
use crate::openapi::Security;
use crate::server::caller::Caller;
use crate::server::rejection::Rejection;

/// Accepts requests that have one of the given keys in a header.
///
/// ```
/// use pointapi::auth::Secret;
/// use pointapi::server::ApiKey;
///
/// let keys = ApiKey::header(http::HeaderName::from_static("x-api-key"), [Secret::new("k-1"), Secret::new("k-2")]);
/// # drop(keys);
/// ```
///
/// The request's [`Caller`] is `api key N`, where `N` is the position of the key, from 0. Every key is compared in full, in time that depends only on the lengths.
pub struct ApiKey {
    header: HeaderName,
    keys: Vec<Secret>,
}

impl ApiKey {
    /// Reads the key from `header`.
    #[must_use]
    pub fn header(header: HeaderName, keys: impl IntoIterator<Item = Secret>) -> Self {
        Self { header, keys: keys.into_iter().collect() }
    }
}

#[async_trait]
impl Verify for ApiKey {
    async fn verify(&self, request: &mut Parts) -> Result<(), Rejection> {
        let given = request.headers.get(&self.header).map(|value| value.as_bytes()).unwrap_or_default();
        // An empty key is no key, whatever the settings of the server hold.
        let known = self.keys.iter().enumerate().fold(None, |known, (index, key)| {
            let key = key.expose().as_bytes();
            if !key.is_empty() && bool::from(key.ct_eq(given)) { Some(index) } else { known }
        });
        let index = known.ok_or_else(|| Rejection::unauthorized("ApiKey"))?;
        request.extensions.insert(CredentialHeader(self.header.clone()));
        request.extensions.insert(Caller::new(format!("api key {index}")));
        Ok(())
    }

    #[cfg(feature = "openapi")]
    fn security(&self) -> Option<Security> {
        Some(Security::api_key_header(self.header.as_str()))
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiKey").field("header", &self.header).finish_non_exhaustive()
    }
}
