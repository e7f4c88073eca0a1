//! One part of a multipart body.

use std::fmt;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures_core::Stream;

use crate::body::Body;
use crate::error::{Error, ErrorKind, RequestPart, Result};
use crate::service::BoxError;

/// One part of a multipart body: text, bytes, a file or a stream.
///
/// ```
/// use pointapi::Part;
///
/// let part = Part::bytes(b"%PDF-1.4".as_slice()).file_name("report.pdf").content_type("application/pdf");
/// # drop(part);
/// ```
///
/// A body whose parts are all text or bytes can be sent again; one with a stream is sent once.
pub struct Part {
    pub(crate) body: Body,
    pub(crate) length: Option<u64>,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
}

impl Part {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::bytes(Bytes::from(text.into()))
    }

    /// Bytes.
    #[must_use]
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self { length: Some(bytes.len() as u64), body: bytes.into(), file_name: None, content_type: None }
    }

    /// A file, read now and sent under its name.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub async fn file(path: impl AsRef<Path>) -> Result<Self> {
        let path: PathBuf = path.as_ref().to_owned();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let read = tokio::task::spawn_blocking(move || std::fs::read(path)).await.map_err(unreadable)?;
        let part = Self::bytes(read.map_err(unreadable)?);
        Ok(match name {
            Some(name) => part.file_name(name),
            None => part,
        })
    }

    /// A stream of `length` bytes.
    pub fn stream<S, E>(stream: S, length: u64) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self { body: Body::from_stream(stream), length: Some(length), file_name: None, content_type: None }
    }

    /// The name that the file has for the server.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The media type of this part; one that is no header value fails the call.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }
}

fn unreadable(source: impl Into<BoxError>) -> Error {
    Error::new(ErrorKind::Request(RequestPart::Body), "a file for a part could not be read").with_source(source)
}

/// Shows the name and the length, never the content.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("length", &self.length)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

/// What can be sent as a part.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a part",
    label = "not a part",
    note = "use text, bytes, `pointapi::Part` or an `Option` of these"
)]
pub trait IntoPart {
    fn into_part(self) -> Option<Part>;
}

macro_rules! parts {
    ($($value:ty: |$argument:ident| $part:expr;)*) => {$(
        impl IntoPart for $value {
            fn into_part(self) -> Option<Part> {
                let $argument = self;
                Some($part)
            }
        }
    )*};
}

parts! {
    Part: |part| part;
    String: |text| Part::text(text);
    &str: |text| Part::text(text);
    &String: |text| Part::text(text.as_str());
    Bytes: |bytes| Part::bytes(bytes);
    &Bytes: |bytes| Part::bytes(bytes.clone());
    Vec<u8>: |bytes| Part::bytes(bytes);
    &[u8]: |bytes| Part::bytes(Bytes::copy_from_slice(bytes));
}

impl<T: IntoPart> IntoPart for Option<T> {
    fn into_part(self) -> Option<Part> {
        self.and_then(IntoPart::into_part)
    }
}
