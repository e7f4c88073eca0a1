//! An API key in a header.

use std::fmt;

use async_trait::async_trait;
use blake2::{Blake2s256, Digest};
use http::HeaderName;
use http::request::Parts;
use subtle::ConstantTimeEq;

use super::{CredentialHeader, Verify, single};
use crate::auth::Secret;
use crate::encode::hex;
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
/// let header = http::HeaderName::from_static("x-api-key");
/// let keys = ApiKey::named(header, [("ada", Secret::new("k-1")), ("greta", Secret::new("k-2"))]);
/// # drop(keys);
/// ```
///
/// A request with several keys is rejected. The request's [`Caller`] has the name of the key. Every key is compared in
/// full, in time that depends only on the lengths.
pub struct ApiKey {
    header: HeaderName,
    /// With the name of the caller.
    keys: Vec<(String, Secret)>,
}

impl ApiKey {
    /// Reads the key from `header`.
    ///
    /// The caller is `api key D`, where `D` is a digest of the key in 16 digits. It stays the same when other keys are
    /// added or removed, and is another one for a new key of the same client; see [`named`](Self::named). Nothing of a
    /// key that is long and random can be read from it.
    #[must_use]
    pub fn header(header: HeaderName, keys: impl IntoIterator<Item = Secret>) -> Self {
        Self::named(header, keys.into_iter().map(|key| (format!("api key {}", digest(&key)), key)))
    }

    /// Reads the key from `header`; each key has the name of its caller. Several keys may have one name.
    #[must_use]
    pub fn named<N: Into<String>>(header: HeaderName, keys: impl IntoIterator<Item = (N, Secret)>) -> Self {
        Self { header, keys: keys.into_iter().map(|(name, key)| (name.into(), key)).collect() }
    }
}

#[async_trait]
impl Verify for ApiKey {
    async fn verify(&self, request: &mut Parts) -> Result<(), Rejection> {
        let given = single(&request.headers, &self.header).map(|value| value.as_bytes()).unwrap_or_default();
        // An empty key is no key, whatever the settings of the server hold.
        let known = self.keys.iter().fold(None, |known, (name, key)| {
            let key = key.expose().as_bytes();
            if !key.is_empty() && bool::from(key.ct_eq(given)) { Some(name) } else { known }
        });
        let name = known.ok_or_else(|| Rejection::unauthorized("ApiKey"))?;
        request.extensions.insert(CredentialHeader(self.header.clone()));
        request.extensions.insert(Caller::new(name));
        Ok(())
    }

    #[cfg(feature = "openapi")]
    fn security(&self) -> Option<Security> {
        Some(Security::api_key_header(self.header.as_str()))
    }
}

/// The first 8 bytes of a digest, in hexadecimal digits.
fn digest(key: &Secret) -> String {
    hex(&Blake2s256::digest(key.expose())[..8])
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiKey").field("header", &self.header).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn caller(keys: &ApiKey, key: &str) -> Option<String> {
        let mut request = http::Request::get("/").header("x-key", key).body(()).unwrap().into_parts().0;
        keys.verify(&mut request).await.ok()?;
        Some(request.extensions.get::<Caller>().unwrap().name().to_owned())
    }

    fn header() -> HeaderName {
        HeaderName::from_static("x-key")
    }

    #[tokio::test]
    async fn a_key_has_the_name_of_its_caller() {
        let named = ApiKey::named(
            header(),
            [("ada", Secret::new("a")), ("greta", Secret::new("g")), ("none", Secret::new(""))],
        );
        for (key, name) in [("a", Some("ada")), ("g", Some("greta")), ("", None), ("x", None)] {
            assert_eq!(caller(&named, key).await.as_deref(), name, "{key}");
        }
    }

    #[tokio::test]
    async fn two_keys_are_rejected() {
        let keys = ApiKey::header(header(), [Secret::new("a")]);
        for second in ["a", "x"] {
            let request = http::Request::get("/").header("x-key", "a").header("x-key", second);
            let verified = keys.verify(&mut request.body(()).unwrap().into_parts().0).await;
            assert_eq!(verified.unwrap_err().status(), http::StatusCode::UNAUTHORIZED, "{second}");
        }
    }

    #[tokio::test]
    async fn the_caller_of_a_key_without_a_name_does_not_depend_on_other_keys() {
        let keys = |keys: &[&str]| ApiKey::header(header(), keys.iter().map(|key| Secret::new(*key)));
        let (both, one) = (keys(&["canary", "g"]), keys(&["g"]));
        let [first, second] = [caller(&both, "canary").await.unwrap(), caller(&both, "g").await.unwrap()];
        assert_eq!(caller(&one, "g").await.as_ref(), Some(&second));
        assert!(first != second && !first.contains("canary"), "{first}");
    }
}
