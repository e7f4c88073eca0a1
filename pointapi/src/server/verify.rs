//! Authentication on the side of the server.

mod api_key;
mod basic;
mod jwt;

use async_trait::async_trait;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue};

pub use api_key::ApiKey;
pub use basic::Basic;
pub use jwt::{Jwt, JwtBuilder};

use super::rejection::Rejection;
#[cfg(feature = "openapi")]
use crate::openapi::Security;

/// The header that proved who sent a request, in its extensions: methods do not get it.
#[derive(Clone)]
pub(super) struct CredentialHeader(pub(super) HeaderName);

/// The value of a header, unless it is there more than once: a proxy may have read another one.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a HeaderValue> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())
}

/// Decides whether a request may reach a method.
///
/// It runs for every endpoint that is not `auth = none`, before the body is read. An identity reaches the method by
/// the request's extensions: insert it here, and declare an argument `#[extension] caller: Caller`.
///
/// ```
/// use http::request::Parts;
/// use pointapi::server::{Rejection, Verify};
///
/// #[derive(Clone)]
/// struct Caller(String);
///
/// struct Tokens;
///
/// #[pointapi::async_trait]
/// impl Verify for Tokens {
///     async fn verify(&self, request: &mut Parts) -> Result<(), Rejection> {
///         let token = request.headers.get("authorization").and_then(|value| value.to_str().ok());
///         match token {
///             Some("Bearer of-the-day") => {
///                 request.extensions.insert(Caller("branch-7".into()));
///                 Ok(())
///             }
///             _ => Err(Rejection::unauthorized("Bearer")),
///         }
///     }
/// }
/// ```
///
/// Compare secrets in constant time, as [`ApiKey`] and [`Basic`] do.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not verify callers",
    label = "not a verifier",
    note = "implement `pointapi::server::Verify` for it, or use `ApiKey`, `Basic` or `Jwt`"
)]
#[async_trait]
pub trait Verify: Send + Sync + 'static {
    /// Accepts or rejects the request.
    ///
    /// # Errors
    ///
    /// The response that the client gets instead: [`Rejection::unauthorized`] or [`Rejection::forbidden`].
    async fn verify(&self, request: &mut Parts) -> Result<(), Rejection>;

    /// The scheme by which a served OpenAPI document says how callers are known; a bearer token if it is `None`.
    #[cfg(feature = "openapi")]
    fn security(&self) -> Option<Security> {
        None
    }
}
