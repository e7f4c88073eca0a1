//! One part of a multipart body.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body_util::BodyExt;

use crate::body::Body;
use crate::box_error::BoxError;
use crate::error::{Error, ErrorKind, RequestPart, Result};

/// One part of a multipart body: text, bytes, JSON, a file or a stream.
///
/// ```
/// use pointapi::Part;
///
/// let part = Part::bytes(b"%PDF-1.4".as_slice()).file_name("report.pdf").content_type("application/pdf");
/// # drop(part);
/// ```
///
/// A body whose parts are all in memory can be sent again; a body with a stream is sent once.
pub struct Part {
    pub(crate) body: Body,
    pub(crate) length: Option<u64>,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
}

impl Part {
    /// Creates a text part.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::bytes(Bytes::from(text.into()))
    }

    /// Creates a part of bytes.
    #[must_use]
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self { length: Some(bytes.len() as u64), body: bytes.into(), file_name: None, content_type: None }
    }

    /// Creates a JSON part, with the content type `application/json`.
    ///
    /// # Errors
    ///
    /// If the value cannot be serialized.
    #[cfg(feature = "json")]
    pub fn json<T: serde::Serialize + ?Sized>(value: &T) -> Result<Self> {
        let json = serde_json::to_vec(value).map_err(|error| {
            let text = "could not serialize a part; `expose_source` says why";
            Error::new(ErrorKind::Serialize, text).with_foreign_source(error.into())
        })?;
        Ok(Self::bytes(json).content_type("application/json"))
    }

    /// Creates a part from a file, which is read now and sent under its name.
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

    /// Creates a part from a stream of `length` bytes, which is sent as it is read.
    pub fn stream<S, E>(stream: S, length: u64) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self { body: Body::from_stream(stream), length: Some(length), file_name: None, content_type: None }
    }

    /// Creates a part of a request, as it arrives.
    #[cfg(feature = "server")]
    pub(crate) fn received(body: Body) -> Self {
        Self { body, length: None, file_name: None, content_type: None }
    }

    /// Returns the media type, if the part names one.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Returns the file name that the client has sent. It may contain anything: do not use it as a path.
    #[must_use]
    pub fn original_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// Returns the content, as it arrives.
    #[must_use]
    pub fn into_body(self) -> Body {
        self.body
    }

    /// Reads the whole content into memory. A served method that does not trust the client reads
    /// [`into_body`](Self::into_body) with a limit instead.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Request`] if the content ends early.
    pub async fn into_bytes(mut self) -> Result<Bytes> {
        if let Some(bytes) = self.body.as_bytes() {
            return Ok(bytes);
        }
        // Copies each frame: a list of one-byte frames would take many times the size of the part.
        let mut bytes = BytesMut::new();
        while let Some(frame) = self.body.frame().await {
            let frame = frame.map_err(|source| {
                Error::new(ErrorKind::Request(RequestPart::Body), "could not read a part").with_foreign_source(source)
            })?;
            bytes.extend_from_slice(&frame.into_data().unwrap_or_default());
        }
        Ok(bytes.freeze())
    }

    /// Sets the file name that the server sees.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type; one that is not a header value fails the call.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }
}

fn unreadable(source: impl Into<BoxError>) -> Error {
    Error::new(ErrorKind::Request(RequestPart::Body), "could not read the file of a part").with_source(source)
}

/// Shows the length and the media type, never the content.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("length", &self.length)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

/// A value that can be sent as a part; a list is sent as one part per item.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent as a part",
    label = "not a part",
    note = "use text, bytes, a number, `bool`, `serde_json::Value`, `pointapi::Part`, or an `Option` or a list of these"
)]
pub trait IntoPart {
    fn into_parts(self) -> Vec<Part>;

    /// Returns the parts of a list of these values.
    fn parts_of(list: impl Iterator<Item = Self>) -> Vec<Part>
    where
        Self: Sized,
    {
        list.flat_map(IntoPart::into_parts).collect()
    }
}

macro_rules! parts {
    ($($value:ty: |$argument:ident| $part:expr;)*) => {$(
        impl IntoPart for $value {
            fn into_parts(self) -> Vec<Part> {
                let $argument = self;
                vec![$part]
            }
        }
    )*};
}

parts! {
    Part: |part| part;
    String: |text| Part::text(text);
    &str: |text| Part::text(text);
    &&str: |text| Part::text(*text);
    &String: |text| Part::text(text.as_str());
    Cow<'_, str>: |text| Part::text(text);
    &Cow<'_, str>: |text| Part::text(text.as_ref());
    Bytes: |bytes| Part::bytes(bytes);
    &Bytes: |bytes| Part::bytes(bytes.clone());
}

/// A list of `u8` is sent as bytes, not as one part per item.
impl IntoPart for u8 {
    fn into_parts(self) -> Vec<Part> {
        vec![Part::text(self.to_string())]
    }

    fn parts_of(list: impl Iterator<Item = Self>) -> Vec<Part> {
        vec![Part::bytes(list.collect::<Vec<_>>())]
    }
}

impl IntoPart for &u8 {
    fn into_parts(self) -> Vec<Part> {
        (*self).into_parts()
    }

    fn parts_of(list: impl Iterator<Item = Self>) -> Vec<Part> {
        u8::parts_of(list.copied())
    }
}

macro_rules! by_display {
    ($($value:ty)*) => {$(
        impl IntoPart for $value {
            fn into_parts(self) -> Vec<Part> {
                vec![Part::text(self.to_string())]
            }
        }

        impl IntoPart for &$value {
            fn into_parts(self) -> Vec<Part> {
                (*self).into_parts()
            }
        }
    )*};
}

by_display! { bool char u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 }

#[cfg(feature = "json")]
impl IntoPart for &serde_json::Value {
    fn into_parts(self) -> Vec<Part> {
        vec![Part::text(self.to_string()).content_type("application/json")]
    }
}

#[cfg(feature = "json")]
impl IntoPart for serde_json::Value {
    fn into_parts(self) -> Vec<Part> {
        (&self).into_parts()
    }
}

impl<T: IntoPart> IntoPart for Option<T> {
    fn into_parts(self) -> Vec<Part> {
        self.map_or_else(Vec::new, IntoPart::into_parts)
    }
}

impl<T: IntoPart> IntoPart for Vec<T> {
    fn into_parts(self) -> Vec<Part> {
        T::parts_of(self.into_iter())
    }
}

impl<'a, T> IntoPart for &'a [T]
where
    &'a T: IntoPart,
{
    fn into_parts(self) -> Vec<Part> {
        <&T>::parts_of(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(value: impl IntoPart) -> Vec<Bytes> {
        value.into_parts().into_iter().map(|part| part.body.as_bytes().expect("in memory")).collect()
    }

    #[test]
    fn a_byte_is_a_number_and_a_list_of_them_is_bytes() {
        assert_eq!(contents(7_u8), ["7"]);
        assert_eq!(contents(Some(&7_u8)), ["7"]);
        assert_eq!(contents(vec![7_u8, 8]), [&[7_u8, 8][..]]);
        assert_eq!(contents(&[7_u8, 8][..]), [&[7_u8, 8][..]]);
        assert_eq!(contents(vec![7_u16, 8]), ["7", "8"]);
    }

    #[test]
    fn borrowed_and_owned_text_is_a_part() {
        assert_eq!(contents(Cow::from("a")), ["a"]);
        assert_eq!(contents(vec![&Cow::from("a"), &Cow::from("b".to_owned())]), ["a", "b"]);
    }
}
