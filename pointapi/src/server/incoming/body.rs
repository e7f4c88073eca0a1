//! Arguments that are the body, or parts of it.

use std::sync::PoisonError;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http_body::Body as _;

#[cfg(feature = "multipart")]
use super::parameter;
use super::readable::{DecodedValue, StreamedBody};
use super::{Incoming, not_utf8, unsupported};
use crate::body::Body;
use crate::codec::Codec;
use crate::server::body;
#[cfg(feature = "multipart")]
use crate::server::multipart::{self, FromPart, ReceivedPart};
use crate::server::rejection::Rejection;
#[cfg(feature = "multipart")]
use crate::server::values::ValueError;

impl Incoming {
    /// False for a request without a body: an empty one that names no media type.
    pub fn has_body(&self) -> bool {
        if let Some(maker) = &self.maker {
            return maker.is_there(super::made_up::BODY);
        }
        let is_ended = |body: &Body| body.is_end_stream() || body.size_hint().exact() == Some(0);
        let is_empty = match &self.whole_body {
            Some(bytes) => bytes.is_empty(),
            None => self.stream.lock().unwrap_or_else(PoisonError::into_inner).as_ref().is_none_or(is_ended),
        };
        !is_empty || self.parts.headers.contains_key(CONTENT_TYPE)
    }

    /// The body in the codec's format.
    ///
    /// # Errors
    ///
    /// 415 for another media type or none, 400 for a body that is not of the format, 422 for one of another shape.
    pub fn body<C: Codec, T: for<'de> DecodedValue<'de>>(&self) -> Result<T, Rejection> {
        self.body_as::<C, T>(C::CONTENT_TYPE)
    }

    /// The body in the codec's format, under another media type.
    ///
    /// # Errors
    ///
    /// As [`body`](Self::body).
    pub fn body_as<C: Codec, T: for<'de> DecodedValue<'de>>(&self, media_type: &'static str) -> Result<T, Rejection> {
        if let Some(maker) = &self.maker {
            return maker.make(super::made_up::BODY).ok_or_else(super::made_up::rejected);
        }
        if !body::is_of(&self.parts.headers, self.body_bytes(), media_type) {
            return Err(unsupported(media_type));
        }
        body::decode::<C, T>(self.body_bytes())
    }

    /// The body as text.
    ///
    /// # Errors
    ///
    /// 400 if it is not UTF-8.
    pub fn text<T: From<String>>(&self) -> Result<T, Rejection> {
        let bytes = self.bytes::<Bytes>()?;
        let text = std::str::from_utf8(&bytes).map_err(|_| not_utf8("the body"))?;
        Ok(T::from(text.to_owned()))
    }

    /// The body as it is.
    ///
    /// # Errors
    ///
    /// None.
    pub fn bytes<T: From<Bytes>>(&self) -> Result<T, Rejection> {
        if let Some(bytes) = self.made_up_bytes() {
            return Ok(T::from(bytes));
        }
        Ok(T::from(self.whole_body().cloned().unwrap_or_default()))
    }

    /// The body as it arrives.
    ///
    /// # Errors
    ///
    /// None.
    pub fn stream<T: StreamedBody>(&self) -> Result<T, Rejection> {
        if let Some(bytes) = self.made_up_bytes() {
            return Ok(T::from(Body::from(bytes)));
        }
        let stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner).take();
        Ok(T::from(stream.unwrap_or_default()))
    }
}

/// Parts of a multipart body.
#[cfg(feature = "multipart")]
impl Incoming {
    /// One part.
    ///
    /// # Errors
    ///
    /// 400 if it is missing, repeated or not a `T`.
    pub fn part<'a, T: FromPart<'a>>(&'a self, name: &'static str) -> Result<T, Rejection> {
        self.optional_part(name)?.ok_or_else(|| parameter("multipart", name, ValueError::Missing))
    }

    /// An optional part.
    ///
    /// # Errors
    ///
    /// 400 if it is repeated or not a `T`.
    pub fn optional_part<'a, T: FromPart<'a>>(&'a self, name: &'static str) -> Result<Option<T>, Rejection> {
        let part = match self.parts_of(name)[..] {
            [] => Ok(None),
            [part] => multipart::read(part).map(Some),
            _ => Err(ValueError::Repeated),
        };
        part.map_err(|error| parameter("multipart", name, error))
    }

    /// Every part of a name.
    ///
    /// # Errors
    ///
    /// 400 if one is not a `T`.
    pub fn part_list<'a, T: FromPart<'a>>(&'a self, name: &'static str) -> Result<Vec<T>, Rejection> {
        read_parts(name, self.parts_of(name))
    }

    fn parts_of(&self, name: &'static str) -> Vec<&ReceivedPart> {
        if let Some(parts) = self.made_up_parts(name) {
            return parts;
        }
        self.parts_received.iter().filter(|part| part.name() == name).collect()
    }

    /// Every part of a name, if there is one.
    ///
    /// # Errors
    ///
    /// 400 if one is not a `T`.
    pub fn optional_part_list<'a, T: FromPart<'a>>(&'a self, name: &'static str) -> Result<Option<Vec<T>>, Rejection> {
        let parts = self.parts_of(name);
        (!parts.is_empty()).then(|| read_parts(name, parts)).transpose()
    }
}

#[cfg(feature = "multipart")]
fn read_parts<'a, T: FromPart<'a>>(name: &'static str, parts: Vec<&'a ReceivedPart>) -> Result<Vec<T>, Rejection> {
    multipart::read_list(parts).map_err(|error| parameter("multipart", name, error))
}
