//! The body of a request, by its media type and its codec.

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::rejection::Rejection;
use crate::codec::Codec;
use crate::media_type::MediaType;

pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// True for a body of the media type `expected`. A request that names none is assumed to match (RFC 9110, section 8.3).
pub(super) fn is_of(headers: &HeaderMap, expected: &str) -> bool {
    MediaType::of(headers).is_none_or(|own| own.is_read_as(MediaType::parse(expected)))
}

/// Decodes a whole body.
///
/// # Errors
///
/// 400 for bytes that are not of the codec's format, 422 for a value of another shape, where the codec distinguishes them.
pub(super) fn decode<C: Codec, T: DeserializeOwned>(body: &[u8]) -> Result<T, Rejection> {
    C::decode(body).map_err(|error| {
        let json = error.downcast_ref::<serde_json::Error>();
        let place = json.map(|error| format!(" at line {}, column {}", error.line(), error.column()));
        let place = place.unwrap_or_default();
        if error.is::<std::str::Utf8Error>() {
            Rejection::bad_request("the body is not UTF-8")
        } else if json.is_some_and(|error| !error.is_data()) {
            Rejection::bad_request(format!("the body is not valid JSON{place}"))
        } else {
            let detail = format!("the body does not have the expected shape{place}");
            Rejection::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
        }
    })
}
