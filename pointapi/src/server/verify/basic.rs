//! User name and password by the Basic scheme (RFC 7617).

use std::fmt;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use http::request::Parts;
use subtle::ConstantTimeEq;

use super::{Verify, single};
use crate::auth::Secret;
#[cfg(feature = "openapi")]
use crate::openapi::Security;
use crate::server::caller::Caller;
use crate::server::log;
use crate::server::rejection::Rejection;

/// Accepts requests of one user with a password.
///
/// ```
/// use pointapi::auth::Secret;
/// use pointapi::server::Basic;
///
/// let user = Basic::new("monitor", Secret::new("s3cret"));
/// # drop(user);
/// ```
///
/// An empty password is never accepted, since it is most likely a variable that is not set. Nor is a user name with `:`,
/// which ends the name in this scheme; such a verifier is logged when it is built.
///
/// A request with several `Authorization` headers is rejected. The user is the request's [`Caller`]. User name and
/// password are compared in full, in time that depends only on the lengths.
pub struct Basic {
    user: String,
    /// `user:password`, before base64 encoding. `None` accepts no request.
    expected: Option<Secret>,
}

impl Basic {
    /// Accepts `user` with `password`.
    #[must_use]
    pub fn new(user: &str, password: Secret) -> Self {
        let is_usable = !password.expose().is_empty() && !user.contains(':');
        if !is_usable {
            log::unusable_basic();
        }
        let expected = is_usable.then(|| Secret::new(format!("{user}:{}", password.expose())));
        Self { user: user.to_owned(), expected }
    }
}

#[async_trait]
impl Verify for Basic {
    async fn verify(&self, request: &mut Parts) -> Result<(), Rejection> {
        let given =
            single(&request.headers, &AUTHORIZATION).and_then(|value| given(value.as_bytes())).unwrap_or_default();
        let is_same = |expected: &Secret| bool::from(expected.expose().as_bytes().ct_eq(&given));
        let is_known = self.expected.as_ref().is_some_and(is_same);
        if !is_known {
            return Err(Rejection::unauthorized("Basic realm=\"api\", charset=\"UTF-8\""));
        }
        request.extensions.insert(Caller::new(self.user.as_str()));
        Ok(())
    }

    #[cfg(feature = "openapi")]
    fn security(&self) -> Option<Security> {
        Some(Security::basic())
    }
}

/// The decoded `user:password` of the header.
fn given(header: &[u8]) -> Option<Vec<u8>> {
    let (scheme, encoded) = header.split_at_checked("Basic ".len())?;
    scheme.eq_ignore_ascii_case(b"Basic ").then(|| STANDARD.decode(encoded.trim_ascii()).ok()).flatten()
}

impl fmt::Debug for Basic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Basic")
    }
}
