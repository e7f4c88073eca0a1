//! The media type of a request body, and the codecs that read it.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::rejection::Rejection;
use crate::codec::Codec;

pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// The media type of the body in lower case, without its parameters; `None` if the request names none.
pub(super) fn of(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(essence(value))
}

fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// True if the codec reads bodies of this media type. A request that names none is assumed to match
/// (RFC 9110, section 8.3).
pub(super) fn is_read_by<C: Codec>(headers: &HeaderMap) -> bool {
    let Some(own) = of(headers) else { return true };
    let expected = essence(C::CONTENT_TYPE);
    let suffix = |format: &str| own.rsplit(['+', '/']).next() == Some(format);
    match expected.as_str() {
        "application/json" => suffix("json"),
        "application/xml" => suffix("xml"),
        expected => own == expected,
    }
}

/// Decodes a whole body.
pub(super) fn decode<C: Codec, T: DeserializeOwned>(body: &[u8]) -> Result<T, Rejection> {
    C::decode(body).map_err(|error| match error.downcast_ref::<serde_json::Error>() {
        Some(error) if !error.is_data() => {
            let place = format!("line {}, column {}", error.line(), error.column());
            Rejection::bad_request(format!("the body is not valid JSON at {place}"))
        }
        Some(error) => {
            let place = format!("line {}, column {}", error.line(), error.column());
            Rejection::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                format!("the body does not have the expected shape at {place}"),
            )
        }
        None => Rejection::new(StatusCode::UNPROCESSABLE_ENTITY, "the body does not have the expected shape"),
    })
}
