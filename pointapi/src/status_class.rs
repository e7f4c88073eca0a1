//! Classes of response statuses, as the retry, its error and the contract read them.

use http::StatusCode;

/// True for a status that passes, so that the same request could succeed later.
pub(crate) fn is_passing(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
}

/// True for a server that asks to slow down.
pub(crate) fn is_throttle(status: StatusCode, has_retry_after: bool) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || (status == StatusCode::SERVICE_UNAVAILABLE && has_retry_after)
}
