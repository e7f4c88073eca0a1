//! Decodes the single values of a streamed response.

use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::RawResponse;
use super::body_deserializer::from_text;
use super::decode_error::cause_and_text;
use super::field_names::{FieldNames, field_names};
use crate::box_error::BoxError;
use crate::codec::Codec;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind, Result, SizeCause};

/// Decodes values by a codec; its errors name the endpoint of the response.
pub(crate) struct ItemDecoder<T> {
    decode: fn(&[u8]) -> Result<T, BoxError>,
    decode_text: fn(&str) -> Result<T, BoxError>,
    field_names: FieldNames,
    endpoint: &'static Endpoint,
    status: StatusCode,
    attempts: u32,
}

impl<T> ItemDecoder<T> {
    pub(crate) fn of<C: Codec>(response: &RawResponse) -> Self
    where
        T: DeserializeOwned,
    {
        let RawResponse { endpoint, status, attempts, .. } = *response;
        Self {
            decode: C::decode::<T>,
            decode_text: |text| from_text(text).map_or_else(|| C::decode(text.as_bytes()), Ok),
            field_names: field_names::<T>,
            endpoint,
            status,
            attempts,
        }
    }

    /// Decodes a value in the codec's format.
    pub(crate) fn decode(&self, bytes: &[u8]) -> Result<T> {
        (self.decode)(bytes).map_err(|error| self.undecodable(bytes, &error))
    }

    /// Decodes a value in the codec's format; a `T` that is a string takes the text unchanged.
    pub(crate) fn decode_text(&self, text: &str) -> Result<T> {
        (self.decode_text)(text).map_err(|error| self.undecodable(text.as_bytes(), &error))
    }

    /// The error about a value that is longer than the limit.
    pub(crate) fn too_long(&self) -> Error {
        Error::new(ErrorKind::TooLarge(SizeCause::Decoded), "a single value of the response is larger than 16 MiB")
            .at(self.endpoint)
            .with_status(self.status)
            .with_attempts(self.attempts)
    }

    fn undecodable(&self, bytes: &[u8], error: &BoxError) -> Error {
        let (cause, text) = cause_and_text("a value of the response", &**error, bytes, self.field_names);
        Error::new(ErrorKind::Decode(cause), text)
            .at(self.endpoint)
            .with_status(self.status)
            .with_attempts(self.attempts)
            .with_response(HeaderMap::new(), bytes.to_vec().into())
    }
}
