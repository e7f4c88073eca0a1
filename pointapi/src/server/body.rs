//! Checks, collects and decodes the body of a request.

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body::Body as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::{DeserializeOwned, IgnoredAny};

use super::rejection::Rejection;
use crate::body::Body;
use crate::codec::{Codec, Json};
use crate::media_type::MediaType;

pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// Returns true if the body can be decoded as the media type `expected`, or is empty and has no media type.
///
/// Content without a media type is rejected: a browser sends it to another site without a preflight request.
pub(super) fn is_of(headers: &HeaderMap, body: &[u8], expected: &str) -> bool {
    // The usual case, which takes no parsing.
    headers.get(CONTENT_TYPE).is_some_and(|own| own == expected)
        || MediaType::of(headers).map_or(body.is_empty(), |own| own.is_read_as(MediaType::parse(expected)))
}

/// Rejects a body with a content coding.
///
/// # Errors
///
/// 415, with the accepted codings in `Accept-Encoding` (RFC 9110, section 12.5.3).
pub(super) fn forbid_encoding(headers: &HeaderMap) -> Result<(), Rejection> {
    if has_only(b"identity", headers, &CONTENT_ENCODING) {
        return Ok(());
    }
    let rejection = Rejection::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "the body has a content coding; send it without `Content-Encoding`",
    );
    Err(rejection.header(ACCEPT_ENCODING, HeaderValue::from_static("identity")))
}

/// Rejects a body with a transfer coding that the connection has not removed: it removes `chunked`.
///
/// # Errors
///
/// 501 (RFC 9112, section 6.1).
pub(super) fn forbid_transfer_coding(headers: &HeaderMap, body: &Body) -> Result<(), Rejection> {
    // The length of a body with a transfer coding is unknown.
    if body.size_hint().exact().is_some() || has_only(b"chunked", headers, &TRANSFER_ENCODING) {
        return Ok(());
    }
    Err(Rejection::new(StatusCode::NOT_IMPLEMENTED, "the body has a transfer coding other than `chunked`"))
}

/// True if a list of codings has no other than `coding`.
fn has_only(coding: &[u8], headers: &HeaderMap, name: &HeaderName) -> bool {
    let codings = headers.get_all(name).into_iter().flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    let mut codings = codings.map(<[u8]>::trim_ascii).filter(|own| !own.is_empty());
    codings.all(|own| own.eq_ignore_ascii_case(coding))
}

/// Collects a whole body.
///
/// # Errors
///
/// 413 if it is longer than `limit`, at once if its announced length is. 400 if it ends too early.
pub(super) async fn collect(body: Body, limit: usize) -> Result<Bytes, Rejection> {
    let too_large = || {
        let detail = format!("the body is longer than {limit} bytes");
        Rejection::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    };
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large());
    }
    // A body of one frame is not copied. Several are, since a list of one-byte frames would take many times their size.
    let (mut body, mut bytes) = (Limited::new(body, limit), BytesMut::new());
    while let Some(frame) = body.frame().await {
        match frame.map(|frame| frame.into_data().unwrap_or_default()) {
            Ok(data) if bytes.is_empty() && body.is_end_stream() => return Ok(data),
            Ok(data) => bytes.extend_from_slice(&data),
            Err(error) if error.is::<LengthLimitError>() => return Err(too_large()),
            Err(_) => return Err(Rejection::bad_request("the body was cut short")),
        }
    }
    Ok(bytes.freeze())
}

/// Decodes a whole body.
///
/// # Errors
///
/// 400 for a body that is not of the codec's format, 422 for a value of another shape, and for any error of a codec
/// that does not distinguish the two.
pub(super) fn decode<C: Codec, T: DeserializeOwned>(body: &[u8]) -> Result<T, Rejection> {
    C::decode(body).map_err(|error| {
        let json = error.downcast_ref::<serde_json::Error>();
        let place = json.map(|error| format!(" at line {}, column {}", error.line(), error.column()));
        let place = place.unwrap_or_default();
        if error.is::<std::str::Utf8Error>() {
            Rejection::bad_request("the body is not UTF-8")
        } else if error.is::<std::io::Error>() {
            Rejection::bad_request(format!("the body is not valid `{}`", C::CONTENT_TYPE))
        } else if json.is_some_and(|error| !error.is_data()) && !is_json(body) {
            Rejection::bad_request(format!("the body is not valid JSON{place}"))
        } else {
            let detail = format!("the body does not have the expected shape{place}");
            Rejection::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
        }
    })
}

/// True for JSON, also with a number that no type holds, which `serde_json` reports as an error of the syntax.
fn is_json(body: &[u8]) -> bool {
    // What is ignored is not checked for UTF-8.
    str::from_utf8(Json::without_mark(body)).is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok())
}
