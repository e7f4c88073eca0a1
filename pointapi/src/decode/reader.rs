//! Reads single values of an answer that arrives bit by bit.

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::question::{MemberNames, member_names};
use super::{Answer, failure, shape};
use crate::codec::Codec;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind, Result, SizeCause};
use crate::service::BoxError;

/// Reads values by the codec of one answer, and tells of whose answer it could not.
pub(crate) struct Reader<T> {
    decode: fn(&[u8]) -> Result<T, BoxError>,
    decode_text: fn(&str) -> Result<T, BoxError>,
    member_names: MemberNames,
    endpoint: &'static Endpoint,
    status: StatusCode,
    attempts: u32,
}

impl<T> Reader<T> {
    pub(crate) fn of<C: Codec>(answer: &Answer) -> Self
    where
        T: DeserializeOwned,
    {
        let Answer { endpoint, status, attempts, .. } = *answer;
        Self {
            decode: C::decode::<T>,
            decode_text: |text| shape::of_text(text).map_or_else(|| C::decode(text.as_bytes()), Ok),
            member_names: member_names::<T>,
            endpoint,
            status,
            attempts,
        }
    }

    /// A value in the codec's format.
    pub(crate) fn read(&self, bytes: &[u8]) -> Result<T> {
        (self.decode)(bytes).map_err(|error| self.undecodable(bytes, &error))
    }

    /// A value in the codec's format, or the text itself for a type that is a text.
    pub(crate) fn read_text(&self, text: &str) -> Result<T> {
        (self.decode_text)(text).map_err(|error| self.undecodable(text.as_bytes(), &error))
    }

    /// A value is longer than is read.
    pub(crate) fn too_long(&self) -> Error {
        Error::new(ErrorKind::TooLarge(SizeCause::Decoded), "a single value of the answer is larger than 16 MiB")
            .at(self.endpoint)
            .with_status(self.status)
            .with_attempts(self.attempts)
    }

    fn undecodable(&self, bytes: &[u8], error: &BoxError) -> Error {
        let (cause, text) = failure::cause_and_text("the answer", &**error, bytes, self.member_names);
        Error::new(ErrorKind::Decode(cause), text)
            .at(self.endpoint)
            .with_status(self.status)
            .with_attempts(self.attempts)
            .with_answer(HeaderMap::new(), bytes.to_vec().into())
    }
}
