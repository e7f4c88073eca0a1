//! Classifies the error of a login that is declared with the macro.

#[cfg(not(feature = "json"))]
use super::api::token_error::RejectionBody;
use super::api::token_error::TokenError;
#[cfg(feature = "json")]
use super::api::token_response::rejection;
use crate::error::{ConnectStage, DecodeCause, Delivery, Error, ErrorKind};

/// Classifies the error of a login's endpoint.
///
/// ```
/// use pointapi::auth::{TokenError, TokenSet};
/// use pointapi::{Client, Method};
///
/// async fn sign_in(login: &Client) -> Result<TokenSet, TokenError> {
///     let response = login.request(Method::POST, "/login").send().await?;
///     let token = String::from_utf8_lossy(&response).into_owned();
///     Ok(TokenSet::new(token))
/// }
/// ```
///
/// A response is classified by its status and, with the feature `json`, by the `error` member of its body (RFC 6749,
/// section 5.2), any other error by whether the request was sent.
impl From<&Error> for TokenError {
    fn from(error: &Error) -> Self {
        if let Some(error) = error.value::<Self>() {
            return error.clone();
        }
        let is_whole =
            !matches!(error.kind(), ErrorKind::Transport(_) | ErrorKind::Timeout(_) | ErrorKind::TooLarge(_));
        // A corrupt gzip has no body, and its response says nothing; an empty response is another error.
        let is_corrupt =
            |body: &[u8]| body.is_empty() && matches!(error.kind(), ErrorKind::Decode(DecodeCause::Syntax));
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
        let is_permanent = error.delivery() == Delivery::Unsent && !error.is_transient();
        token_error.connect(error.is_connect()).timeout(error.is_timeout()).permanent(is_permanent)
    }
}

impl From<Error> for TokenError {
    fn from(error: Error) -> Self {
        Self::from(&error)
    }
}

/// Without the feature `json` no body is read.
#[cfg(not(feature = "json"))]
fn rejection(_: http::StatusCode, _: &[u8]) -> RejectionBody {
    RejectionBody::Bare
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;
    use http::{HeaderMap, StatusCode};

    use super::*;
    use crate::auth::api::failure::AuthFailure;
    use crate::auth::api::token_error::TokenErrorClass as Class;
    use crate::auth::state::after_failure;
    use crate::clock::Moment;
    use crate::testing;

    #[test]
    fn a_response_is_classified_by_its_status_with_or_without_json() {
        let minute = Duration::from_secs(60);
        for (status, retry_after, class) in [
            (401, None, Class::RejectedBare),
            (404, None, Class::Protocol),
            (429, Some(minute), Class::Throttled(minute)),
            (500, None, Class::Transient),
            (503, None, Class::Transient),
            (503, Some(minute), Class::Throttled(minute)),
        ] {
            let error = Error::new(ErrorKind::Status, "a status")
                .with_status(StatusCode::from_u16(status).expect("a status"))
                .with_response(HeaderMap::new(), Bytes::from_static(b"<html>"))
                .with_retry_after(retry_after);
            assert_eq!(TokenError::from(&error).class(), class, "{status} {retry_after:?}");
        }
    }

    #[test]
    fn a_failure_at_the_login_is_retryable_where_it_is_on_a_call() {
        let proxy = Error::new(ErrorKind::Connect(ConnectStage::Proxy), "the proxy rejected the connection");
        for error in [testing::connect(), testing::tls(), testing::unknown_host(), proxy, testing::closed()] {
            let at_login = TokenError::from(&error);
            let failure = AuthFailure::new(after_failure::kind(&at_login), Some(at_login), None);
            let now = Moment { wall: std::time::SystemTime::UNIX_EPOCH, monotonic: Duration::ZERO };
            let of_call = Error::from_auth(failure, now);
            assert_eq!(of_call.is_retryable(), error.is_retryable(), "{error}");
            assert_eq!(of_call.is_connect(), error.is_connect(), "{error}");
        }
    }
}
