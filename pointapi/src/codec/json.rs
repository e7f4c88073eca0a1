//! JSON, the format of an endpoint that names none.

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::Codec;
use crate::service::BoxError;

/// JSON in UTF-8, every byte of it; a byte order mark before it is skipped (RFC 8259, section 8.1), nesting is limited to
/// 128.
#[derive(Debug)]
pub struct Json;

impl Json {
    /// The text without a byte order mark before it.
    pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
        bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
    }
}

impl Codec for Json {
    const CONTENT_TYPE: &'static str = "application/json";

    fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Bytes, BoxError> {
        let mut text = Vec::with_capacity(128);
        let written = serde_json::to_writer(&mut text, value);
        finish(text, written)
    }

    fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BoxError> {
        serde_json::from_str(text(bytes)?).map_err(boxed)
    }
}

/// The body as one text: to look at it once costs a fraction of what it costs to look at each string in it.
fn text(bytes: &[u8]) -> Result<&str, BoxError> {
    let bytes = Json::without_mark(bytes);
    str::from_utf8(bytes).map_err(|fault| match serde_json::from_slice::<&RawValue>(bytes) {
        Err(error) => boxed(error),
        Ok(_) => fault.into(),
    })
}

/// What of encoding knows no type of the user's.
fn finish(text: Vec<u8>, written: serde_json::Result<()>) -> Result<Bytes, BoxError> {
    written.map(|()| text.into()).map_err(boxed)
}

#[cold]
fn boxed(error: serde_json::Error) -> BoxError {
    error.into()
}
