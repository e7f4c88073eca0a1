//! The seam for schemes below the token manager: basic, API keys, a scheme without `Bearer`.

use crate::box_error::BoxError;

/// Adds credentials to each request.
///
/// ```
/// use http::{HeaderValue, request::Parts};
/// use pointapi::{BoxError, auth::{Authenticator, Secret}};
///
/// struct ApiKey(Secret);
///
/// #[pointapi::async_trait]
/// impl Authenticator for ApiKey {
///     async fn authorize(&self, request: &mut Parts) -> Result<(), BoxError> {
///         let mut value = HeaderValue::from_str(self.0.expose())?;
///         value.set_sensitive(true);
///         request.headers.insert("x-api-key", value);
///         Ok(())
///     }
/// }
/// ```
///
/// It runs after the headers of the call are set, so it may sign them. It must not set `Host`, `Content-Length`,
/// `Transfer-Encoding`, `Connection` or `Proxy-*`, which the transport sets: that ends the call with
/// [`ErrorKind::Request`](crate::ErrorKind::Request). `Accept-Encoding` also follows in the transport. It never sees
/// the body: sign that in an [`attempt_layer`](crate::ClientBuilder::attempt_layer). An error that it returns ends the
/// call with [`ErrorKind::Auth`](crate::ErrorKind::Auth). In both cases nothing is sent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an authenticator",
    label = "not an authenticator",
    note = "implement `pointapi::auth::Authenticator` for it, or write `auth = bearer` or `auth = none`"
)]
#[async_trait::async_trait]
pub trait Authenticator: Send + Sync + 'static {
    /// Adds the credentials to the request.
    ///
    /// # Errors
    ///
    /// If there are no credentials to add; the text must not hold a secret.
    async fn authorize(&self, request: &mut http::request::Parts) -> Result<(), BoxError>;

    /// Returns true if the server rejected the credentials and new ones may be accepted: the request is authorized again
    /// and replayed, once.
    async fn refused(&self, response: &http::response::Parts) -> bool {
        let _ = response;
        false
    }
}
