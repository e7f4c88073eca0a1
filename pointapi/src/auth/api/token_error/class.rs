//! The classes of failures of a login.

use std::time::Duration;

use http::StatusCode;

use super::rejection_body::RejectionBody;
use crate::auth::numbers::UNSTATED_THROTTLE;

/// The class of a failure; each has its row in the tables of [`crate::auth`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenErrorClass {
    /// A rejection with a readable `error`.
    Rejected,
    /// 400, 401 or 403 without one: a firewall's or a proxy's page.
    RejectedBare,
    /// 408, 425, 5xx.
    Transient,
    /// An `error` that says that the server cannot decide now. The server read the request, so it may have counted it.
    ServerFault,
    /// There are no credentials, so nothing was sent.
    Missing,
    /// Provably not sent.
    Unsent,
    /// Sent, without a complete response.
    Unanswered,
    /// A 2xx without a token.
    Malformed,
    /// A token of a type that cannot be sent.
    Unsupported,
    /// 429, or 503 with `Retry-After`.
    Throttled(Duration),
    /// 404, 405, 410, 415, 422: not the response of a login.
    Protocol,
    /// The server's certificate is not valid.
    Tls,
    /// 3xx, which is never followed.
    Redirect,
}

impl TokenErrorClass {
    /// The class of a response without a token.
    pub(super) fn of(status: StatusCode, rejection: &RejectionBody, retry_after: Option<Duration>) -> Self {
        match (status.as_u16(), rejection, retry_after) {
            (429, _, wait) => Self::Throttled(wait.unwrap_or(UNSTATED_THROTTLE)),
            (503, _, Some(wait)) => Self::Throttled(wait),
            // Frameworks put an `error` of their own into these bodies, such as "Not Found".
            (408 | 425 | 500..=599, ..) => Self::Transient,
            (404 | 405 | 410 | 415 | 422, ..) => Self::Protocol,
            (300..=399, ..) => Self::Redirect,
            (_, RejectionBody::Readable { .. }, _) => Self::Rejected,
            (400 | 401 | 403, RejectionBody::Bare, _) => Self::RejectedBare,
            (200..=299, ..) => Self::Malformed,
            _ => Self::Protocol,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(status: u16, rejection: RejectionBody, retry_after: Option<u64>) -> TokenErrorClass {
        let status = StatusCode::from_u16(status).expect("a status");
        TokenErrorClass::of(status, &rejection, retry_after.map(Duration::from_secs))
    }

    #[test]
    fn a_rejection_with_a_json_error_is_a_rejection_and_without_one_is_bare() {
        for status in [200, 400, 401, 402, 403, 409] {
            assert_eq!(class(status, RejectionBody::with_code("access_denied"), None), TokenErrorClass::Rejected);
        }
        for status in [400, 401, 403] {
            assert_eq!(class(status, RejectionBody::Bare, None), TokenErrorClass::RejectedBare);
        }
    }

    #[test]
    fn wrong_endpoints_redirects_and_throttles_have_their_own_class() {
        for status in [404, 405, 410, 415, 422] {
            assert_eq!(class(status, RejectionBody::Bare, None), TokenErrorClass::Protocol);
        }
        for status in [301, 302, 307, 308] {
            assert_eq!(class(status, RejectionBody::Bare, None), TokenErrorClass::Redirect);
        }
        for status in [408, 425, 500, 502, 503, 504] {
            assert_eq!(class(status, RejectionBody::Bare, None), TokenErrorClass::Transient);
        }
        let throttled = |seconds| TokenErrorClass::Throttled(Duration::from_secs(seconds));
        assert_eq!(class(503, RejectionBody::Bare, Some(9)), throttled(9));
        assert_eq!(class(429, RejectionBody::Bare, Some(9)), throttled(9));
        assert_eq!(class(429, RejectionBody::Bare, None), throttled(30));
        assert_eq!(class(418, RejectionBody::Bare, None), TokenErrorClass::Protocol);
        assert_eq!(class(204, RejectionBody::Bare, None), TokenErrorClass::Malformed);
    }
}
