//! The signed form of an order.

use std::fmt;

#[cfg(feature = "server")]
use base64::Engine;
use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::{Serialize, Serializer};

use crate::platform::InvalidField;
use crate::platform::schema::text_schema;

/// PDF readers search this many bytes for the header.
const MAX_HEADER_OFFSET: usize = 1024;

/// A PDF that is attached to an order; `Debug` shows its size alone.
///
/// ```
/// use pointapi::platform::Document;
///
/// let form = Document::pdf(&b"%PDF-1.4\n% made up\n%%EOF\n"[..]).unwrap();
/// assert_eq!(format!("{form:?}"), "Document(25 bytes)");
/// assert_eq!(Document::pdf("a letter").unwrap_err().field(), "Attachment.Document");
/// ```
///
/// Clones share the bytes. They are encoded as base64 directly into the request.
#[derive(Clone)]
pub struct Document(Bytes);

impl Document {
    /// Accepts a PDF.
    ///
    /// # Errors
    ///
    /// If the bytes do not begin like a PDF.
    pub fn pdf(bytes: impl Into<Bytes>) -> Result<Self, InvalidField> {
        let bytes = bytes.into();
        let beginning = &bytes[..bytes.len().min(MAX_HEADER_OFFSET)];
        if beginning.windows(5).any(|window| window == b"%PDF-") {
            Ok(Self(bytes))
        } else {
            Err(InvalidField::new("Attachment.Document", "a PDF"))
        }
    }
}

text_schema!(Document, "A PDF as base64 on one line.", {
    "contentEncoding": "base64", "contentMediaType": "application/pdf", "minLength": 4, "writeOnly": true
});

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({} bytes)", self.0.len())
    }
}

/// Base64 of the standard alphabet, padded, on one line.
impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Base64Display::new(&self.0, &STANDARD))
    }
}

/// The bytes as they were sent; the server decides whether they are a PDF.
#[cfg(feature = "server")]
impl<'de> serde::Deserialize<'de> for Document {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let base64 = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let bytes = STANDARD.decode(base64.as_bytes());
        bytes.map(|bytes| Self(bytes.into())).map_err(|_| serde::de::Error::custom("a document that is not base64"))
    }
}
