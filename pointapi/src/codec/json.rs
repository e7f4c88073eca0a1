//! JSON, the format of an endpoint that names none.

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Codec;
use crate::service::BoxError;

/// JSON; a byte order mark before it is skipped (RFC 8259, section 8.1), nesting is limited to 128.
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
        serde_json::from_slice(Self::without_mark(bytes)).map_err(boxed)
    }
}

/// What of encoding knows no type of the user's.
fn finish(text: Vec<u8>, written: serde_json::Result<()>) -> Result<Bytes, BoxError> {
    written.map(|()| text.into()).map_err(boxed)
}

#[cold]
fn boxed(error: serde_json::Error) -> BoxError {
    error.into()
}
