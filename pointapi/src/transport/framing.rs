//! Records how the end of a response body is known, before a layer or the unpacking changes its headers.

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{StatusCode, Version};

use crate::service::HttpResponse;

/// Extension of a response whose body ends with the connection (RFC 9112, section 6.3), so that a whole body cannot be
/// distinguished from a truncated one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EndsWithConnection;

/// Marks a response as it came from the wire.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
pub(super) fn mark(mut response: HttpResponse) -> HttpResponse {
    let headers = response.headers();
    let is_framed = headers.contains_key(CONTENT_LENGTH) || headers.contains_key(TRANSFER_ENCODING);
    // These two never have a body (RFC 9112, section 6.3).
    let has_body = !matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    if response.version() <= Version::HTTP_11 && has_body && !is_framed {
        response.extensions_mut().insert(EndsWithConnection);
    }
    response
}
