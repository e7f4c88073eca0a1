//! Records how the end of a response body is known, before a layer or the unpacking changes its headers.

#[cfg(any(feature = "reqwest", feature = "hyper"))]
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{Extensions, HeaderMap, StatusCode, Version};
#[cfg(any(feature = "reqwest", feature = "hyper"))]
use http_body::Body as _;

use crate::service::HttpResponse;

/// Extension of a response whose body ends with the connection (RFC 9112, section 6.3), so that a whole body cannot be
/// distinguished from a truncated one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EndsWithConnection {
    /// A packed body says itself where it ends, so one that was cut short after its first byte is an error of the decoder.
    pub(super) is_packed: bool,
}

impl EndsWithConnection {
    /// Returns true if the body of a response with these extensions may have been cut short.
    pub(crate) fn may_cut_short(extensions: &Extensions, is_empty: bool) -> bool {
        extensions.get::<Self>().is_some_and(|mark| is_empty || !mark.is_packed)
    }
}

/// Marks a response as it came from the wire.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
pub(super) fn mark(response: &mut HttpResponse) {
    // These two never have a body (RFC 9112, section 6.3).
    let has_body = !matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    // A body of known length was announced by the header, which need not be looked up.
    let is_framed =
        || response.body().size_hint().exact().is_some_and(|length| length > 0) || is_framed(response.headers());
    if response.version() <= Version::HTTP_11 && has_body && !is_framed() {
        response.extensions_mut().insert(EndsWithConnection { is_packed: false });
    }
}

/// Returns true if the headers say where the body ends: a transfer coding does only if `chunked` is the last one, and
/// overrides the length.
#[cfg(any(feature = "reqwest", feature = "hyper"))]
fn is_framed(headers: &HeaderMap) -> bool {
    let Some(codings) = headers.get_all(TRANSFER_ENCODING).iter().next_back() else {
        return headers.contains_key(CONTENT_LENGTH);
    };
    let last = codings.as_bytes().rsplit(|byte| *byte == b',').next().unwrap_or_default();
    last.trim_ascii().eq_ignore_ascii_case(b"chunked")
}
