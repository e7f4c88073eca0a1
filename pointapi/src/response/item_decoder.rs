//! Decodes a streamed response one item at a time.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;
use serde::de::DeserializeOwned;

use super::RawResponse;
use super::body_deserializer::{as_string, from_text};
use super::decode_error::cause_and_text;
use super::field_names::{FieldNames, field_names};
use super::responded::Responded;
use crate::box_error::BoxError;
use crate::codec::Codec;
use crate::error::{DecodeCause, Error, ErrorKind, Result, SizeCause, TransportCause};

/// Decodes items with a codec; its errors name the response's endpoint.
pub(crate) struct ItemDecoder<T> {
    decode: fn(&[u8]) -> Result<T, BoxError>,
    decode_text: fn(&str) -> Result<T, BoxError>,
    as_string: fn(&str) -> Option<T>,
    field_names: FieldNames,
    responded: Responded,
    /// An item that is cut short cannot be distinguished from one that is not whole.
    ends_with_connection: bool,
    headers: Arc<HeaderMap>,
    /// Makes up the items, instead of the body.
    #[cfg(feature = "server")]
    maker: Option<ItemMaker<T>>,
}

impl<T> ItemDecoder<T> {
    pub(crate) fn of<C: Codec>(response: &RawResponse) -> Self
    where
        T: DeserializeOwned,
    {
        Self {
            decode: C::decode::<T>,
            decode_text: |text| from_text(text).map_or_else(|| C::decode(text.as_bytes()), Ok),
            as_string,
            field_names: field_names::<T>,
            responded: response.responded(),
            ends_with_connection: response.ends_with_connection,
            headers: Arc::new(response.headers.clone()),
            #[cfg(feature = "server")]
            maker: response
                .maker
                .clone()
                .map(|maker| ItemMaker { maker, make: |maker| maker.make("an item of the response") }),
        }
    }

    /// Decodes an item in the codec's format.
    pub(crate) fn decode(&self, bytes: &[u8]) -> Result<T> {
        #[cfg(feature = "server")]
        if let Some(ItemMaker { maker, make }) = &self.maker {
            return make(maker).ok_or_else(|| self.too_long("an item of the response rejected a made-up value"));
        }
        (self.decode)(bytes).map_err(|error| self.undecodable(bytes, &error))
    }

    /// Decodes an item that ends where the response does. One that ends too early was cut short, if the connection ended
    /// with it.
    pub(crate) fn decode_last(&self, bytes: &[u8]) -> Result<T> {
        self.decode(bytes).map_err(|error| match error.kind() {
            ErrorKind::Decode(DecodeCause::Eof) if self.ends_with_connection => {
                let text = "the response was cut short: the connection ended before its last item did";
                self.about(ErrorKind::Transport(TransportCause::Truncated), text.into(), Bytes::new())
            }
            _ => error,
        })
    }

    /// Decodes an item in the codec's format; if `T` is a string or a newtype of one, it takes the text unchanged. Text that
    /// is not in the format is a string, for a `T` that takes one among other shapes.
    pub(crate) fn decode_text(&self, text: &str) -> Result<T> {
        #[cfg(feature = "server")]
        if self.maker.is_some() {
            return self.decode(text.as_bytes());
        }
        (self.decode_text)(text).or_else(|error| {
            let error = self.undecodable(text.as_bytes(), &error);
            // The end of the item has arrived: text that ends too early is not in the format either.
            let is_in_format = !matches!(error.kind(), ErrorKind::Decode(DecodeCause::Syntax | DecodeCause::Eof));
            (self.as_string)(text).filter(|_| !is_in_format).ok_or(error)
        })
    }

    /// Returns the error for an item over a limit, which `text` names.
    pub(crate) fn too_long(&self, text: &'static str) -> Error {
        self.about(ErrorKind::TooLarge(SizeCause::Decoded), text.into(), Bytes::new())
    }

    fn undecodable(&self, bytes: &[u8], error: &BoxError) -> Error {
        let (cause, text) = cause_and_text("an item of the response", &**error, bytes, self.field_names);
        self.about(ErrorKind::Decode(cause), text.into(), bytes.to_vec().into())
    }

    fn about(&self, kind: ErrorKind, text: Cow<'static, str>, item: Bytes) -> Error {
        self.responded.error(kind, text).with_response(Arc::clone(&self.headers), item)
    }
}

/// Makes up items.
#[cfg(feature = "server")]
struct ItemMaker<T> {
    maker: crate::made_up::Maker,
    make: fn(&crate::made_up::Maker) -> Option<T>,
}

#[cfg(all(test, feature = "json"))]
mod tests {
    use http::StatusCode;

    use super::*;
    use crate::codec::Json;

    #[test]
    fn errors_of_one_response_share_its_headers() {
        let decoder = ItemDecoder::<u8>::of::<Json>(&RawResponse::new(StatusCode::OK, HeaderMap::new(), Bytes::new()));
        let [one, other] = ["x", "y"].map(|item| decoder.decode(item.as_bytes()).expect_err("no number"));
        assert!(std::ptr::eq(one.headers().expect("a response"), other.headers().expect("a response")));
    }
}
