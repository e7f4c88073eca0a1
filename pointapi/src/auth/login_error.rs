//! Classifies the error of a login that is declared with the macro.

use super::api::token_error::TokenError;
#[cfg(feature = "json")]
use super::api::token_response::rejection;
#[cfg(feature = "json")]
use crate::error::DecodeCause;
use crate::error::{ConnectStage, Delivery, Error, ErrorKind};

/// Classifies the error of a login's endpoint.
///
/// ```
/// use pointapi::auth::{TokenError, TokenSet};
/// use pointapi::{Client, Method};
///
/// async fn sign_in(login: &Client) -> Result<TokenSet, TokenError> {
///     let response = login.request(Method::POST, "/login").send().await.map_err(|error| TokenError::from(&error))?;
///     let token = String::from_utf8_lossy(&response).into_owned();
///     Ok(TokenSet::new(token))
/// }
/// ```
///
/// A response is classified by its status and by the `error` member of its body (RFC 6749, section 5.2), any other
/// error by whether the request was sent.
impl From<&Error> for TokenError {
    fn from(error: &Error) -> Self {
        if let Some(error) = error.value::<Self>() {
            return error.clone();
        }
        #[cfg(feature = "json")]
        let is_whole =
            !matches!(error.kind(), ErrorKind::Transport(_) | ErrorKind::Timeout(_) | ErrorKind::TooLarge(_));
        // A corrupt gzip has no body, and its response says nothing; an empty response is another error.
        #[cfg(feature = "json")]
        let is_corrupt =
            |body: &[u8]| body.is_empty() && matches!(error.kind(), ErrorKind::Decode(DecodeCause::Syntax));
        #[cfg(feature = "json")]
        if let (true, Some(status), Some(body)) = (is_whole, error.status(), error.expose_body())
            && !is_corrupt(body)
        {
            return Self::from_status(status, rejection(status, body), error.retry_after());
        }
        let text = error.to_string();
        let token_error = match (error.kind(), error.delivery()) {
            (ErrorKind::Connect(ConnectStage::Tls), _) => Self::tls(text),
            (_, Delivery::Unsent) => Self::unsent(text),
            (ErrorKind::TooLarge(_) | ErrorKind::Decode(_), _) => Self::malformed(text),
            _ => Self::unanswered(text),
        };
        token_error.connect(error.is_connect()).timeout(error.is_timeout())
    }
}
