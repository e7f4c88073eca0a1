//! JSON, the default format, and the one place that decides what a JSON body is.

use bytes::Bytes;
use http::HeaderMap;
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;

use super::Codec;
use crate::box_error::BoxError;
use crate::media_type::MediaType;

/// JSON in UTF-8. A byte order mark before it is skipped (RFC 8259, section 8.1), nesting is limited to 128.
#[derive(Debug)]
pub struct Json;

/// The byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

impl Json {
    /// The text without the byte order mark before it.
    pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
        bytes.strip_prefix(MARK).unwrap_or(bytes)
    }

    /// True for a JSON body that ends in the middle of a value. An object or a list is JSON without a media type too, and
    /// with any if JSON `is_expected`, since the codec does not read the media type.
    pub(crate) fn is_unfinished(headers: &HeaderMap, body: &[u8], is_expected: bool) -> bool {
        let is_json = match MediaType::of(headers) {
            Some(media_type) if media_type.is_json() => true,
            Some(_) if !is_expected => false,
            _ if is_part_of_mark(body) => is_expected,
            _ => matches!(Self::without_mark(body).trim_ascii_start().first(), Some(b'{' | b'[')),
        };
        is_json && !body.is_empty() && Self::ends_too_early(body)
    }

    /// True for a text that could be continued to JSON.
    pub(crate) fn ends_too_early(body: &[u8]) -> bool {
        let text = Self::without_mark(body);
        is_part_of_mark(body)
            || serde_json::from_slice::<IgnoredAny>(text).is_err_and(|error| error.is_eof() || ends_in_number(text))
    }
}

/// True for a byte order mark without text, or the beginning of one.
fn is_part_of_mark(body: &[u8]) -> bool {
    !body.is_empty() && MARK.starts_with(body)
}

/// True if another digit continues the text. A skipped number that ends before its next digit is invalid for
/// `serde_json`, not one that ends too early.
fn ends_in_number(text: &[u8]) -> bool {
    matches!(text.last(), Some(b'-' | b'+' | b'.' | b'e' | b'E'))
        && serde_json::from_slice::<IgnoredAny>(&[text, b"0"].concat()).map_or_else(|error| error.is_eof(), |_| true)
}

impl Codec for Json {
    const CONTENT_TYPE: &'static str = "application/json";

    fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Bytes, BoxError> {
        let mut text = Vec::with_capacity(128);
        let result = serde_json::to_writer(&mut text, value);
        finish(text, result)
    }

    fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BoxError> {
        serde_json::from_str(text(bytes)?).map_err(boxed)
    }
}

/// The body as one string. One check of the whole costs a fraction of a check of each string in it.
fn text(bytes: &[u8]) -> Result<&str, BoxError> {
    let bytes = Json::without_mark(bytes);
    str::from_utf8(bytes).map_err(|fault| match serde_json::from_slice::<&RawValue>(bytes) {
        Err(error) => boxed(error),
        Ok(_) => fault.into(),
    })
}

/// The non-generic part of `encode`, compiled once.
fn finish(text: Vec<u8>, result: serde_json::Result<()>) -> Result<Bytes, BoxError> {
    result.map(|()| text.into()).map_err(boxed)
}

#[cold]
fn boxed(error: serde_json::Error) -> BoxError {
    error.into()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use http::header::CONTENT_TYPE;

    use super::*;

    fn headers(media_type: Option<&'static str>) -> HeaderMap {
        media_type.map(|value| (CONTENT_TYPE, HeaderValue::from_static(value))).into_iter().collect()
    }

    #[test]
    fn a_cut_off_body_is_unfinished_whatever_the_spelling_of_json() {
        for media_type in [Some("application/json"), Some("text/json"), Some("application/hal+json"), None] {
            for body in [&b"{\"id\":"[..], b"\xEF\xBB\xBF{\"id\":", b" [1,", b"{\"a\": \"\xC3"] {
                assert!(Json::is_unfinished(&headers(media_type), body, false), "{media_type:?} {body:?}");
            }
        }
    }

    #[test]
    fn every_beginning_of_an_object_is_unfinished() {
        let text = r#"{"n":-1.5e+3,"m":[2E-1,"\u00e9é",true,null]}"#;
        for body in [text.to_owned(), format!("\u{feff}{text}")] {
            for length in 1..body.len() {
                let cut = &body.as_bytes()[..length];
                assert!(Json::is_unfinished(&headers(Some("application/json")), cut, false), "{length} of {body}");
                assert!(Json::is_unfinished(&headers(None), cut, true), "{length} of {body}");
            }
        }
    }

    #[test]
    fn whole_broken_and_foreign_bodies_are_not_unfinished() {
        for body in [&b"{\"id\":1}"[..], b"\xEF\xBB\xBF[]", b"{]", b"", b"[+", b"{]-", b"[1]e", b"\xEF\xBE"] {
            assert!(!Json::is_unfinished(&headers(Some("application/json")), body, true), "{body:?}");
        }
        for (is_expected, is_unfinished) in [(false, false), (true, true)] {
            let headers = headers(Some("text/plain"));
            assert_eq!(Json::is_unfinished(&headers, b"{\"id\":", is_expected), is_unfinished);
        }
        for media_type in [None, Some("text/plain")] {
            assert!(!Json::is_unfinished(&headers(media_type), b"\"plain", true), "{media_type:?}");
            assert!(!Json::is_unfinished(&headers(media_type), b"\xEF", false), "{media_type:?}");
        }
    }
}
