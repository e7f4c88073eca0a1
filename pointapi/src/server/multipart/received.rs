//! One part of a request.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use multer::Field;

use crate::body::Body;
use crate::part::Part;

/// A part, whole or not yet read.
pub(in crate::server) struct ReceivedPart {
    name: &'static str,
    file_name: Option<String>,
    content_type: Option<String>,
    content: Content,
}

enum Content {
    Bytes(Bytes),
    /// The first argument that asks takes it.
    Stream(Mutex<Option<Body>>),
}

impl ReceivedPart {
    pub(super) fn of(name: &'static str, field: &Field<'_>) -> Self {
        let content_type = field.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        Self {
            name,
            file_name: field.file_name().map(unquoted),
            content_type: content_type.map(str::to_owned),
            content: Content::Bytes(Bytes::new()),
        }
    }

    /// A part without a request.
    pub(in crate::server) fn made_up(text: &'static str, file_name: Option<&str>) -> Self {
        Self {
            name: "",
            file_name: file_name.map(str::to_owned),
            content_type: file_name.map(|_| "application/pdf".to_owned()),
            content: Content::Bytes(Bytes::from_static(text.as_bytes())),
        }
    }

    pub(in crate::server) fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn with_bytes(self, bytes: Bytes) -> Self {
        Self { content: Content::Bytes(bytes), ..self }
    }

    pub(super) fn with_stream(self, body: Body) -> Self {
        Self { content: Content::Stream(Mutex::new(Some(body))), ..self }
    }

    /// The content of a part that is in memory.
    pub(super) fn bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Stream(_) => None,
        }
    }

    pub(super) fn to_part(&self) -> Part {
        let mut part = match &self.content {
            Content::Bytes(bytes) => Part::bytes(bytes.clone()),
            Content::Stream(body) => {
                let body = body.lock().unwrap_or_else(PoisonError::into_inner).take();
                Part::received(body.unwrap_or_default())
            }
        };
        part.file_name.clone_from(&self.file_name);
        part.content_type.clone_from(&self.content_type);
        part
    }
}

/// A name as it was before browsers and the client escaped its quotes (WHATWG HTML, "multipart form data"). Line breaks
/// stay escaped, since they could forge lines of a log or a header.
pub(super) fn unquoted(name: &str) -> String {
    name.replace("%22", "\"")
}
