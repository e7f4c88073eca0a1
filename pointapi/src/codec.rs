//! Formats of bodies: one codec per file, or a type that the user implements.

#[cfg(feature = "form")]
pub(crate) mod form;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "multipart")]
pub(crate) mod multipart;
#[cfg(feature = "xml")]
mod xml;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

#[cfg(feature = "json")]
pub use json::Json;
#[cfg(feature = "xml")]
pub use xml::Xml;

use crate::box_error::BoxError;

/// A format of bodies. An own codec is selected with `#[body(codec = ...)]` or `codec = ...`.
///
/// ```
/// use bytes::Bytes;
/// use pointapi::{BoxError, Codec};
/// use serde::{Serialize, de::DeserializeOwned};
///
/// /// JSON with a line break at the end.
/// struct JsonLine;
///
/// impl Codec for JsonLine {
///     const CONTENT_TYPE: &'static str = "application/json";
///
///     fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Bytes, BoxError> {
///         let mut bytes = serde_json::to_vec(value)?;
///         bytes.push(b'\n');
///         Ok(bytes.into())
///     }
///
///     fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BoxError> {
///         Ok(serde_json::from_slice(bytes)?)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a codec",
    label = "not a codec",
    note = "implement `pointapi::Codec` for it, or name one that is, such as `pointapi::Json`"
)]
pub trait Codec: 'static {
    /// The media type that is sent with a body and asked for in `Accept`.
    const CONTENT_TYPE: &'static str;

    /// Writes a value.
    ///
    /// # Errors
    ///
    /// If the value has no form in this format.
    fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Bytes, BoxError>;

    /// Reads a value.
    ///
    /// # Errors
    ///
    /// If the bytes are not of this format or not of this shape. The text of the error is dropped, since it may
    /// quote the body. An [`io::Error`](std::io::Error) says that they are not of this format, and a server responds
    /// with 400 instead of 422. One of kind `UnexpectedEof` says that they end too early: if the connection ended with
    /// them, the response was cut short, and its outcome is unknown.
    fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BoxError>;
}

/// The codec of an endpoint that names none.
#[cfg(feature = "json")]
pub type DefaultCodec = Json;

/// The codec of an endpoint that names none.
#[cfg(not(feature = "json"))]
pub type DefaultCodec = Missing;

/// The default codec if no codec is compiled in.
#[cfg(not(feature = "json"))]
pub struct Missing;

#[cfg(not(feature = "json"))]
impl Codec for Missing {
    /// It encodes and decodes nothing.
    const CONTENT_TYPE: &'static str = "*/*";

    fn encode<T: Serialize + ?Sized>(_: &T) -> Result<Bytes, BoxError> {
        Err("the feature `json` of `pointapi` is off".into())
    }

    fn decode<T: DeserializeOwned>(_: &[u8]) -> Result<T, BoxError> {
        Err("the feature `json` of `pointapi` is off".into())
    }
}

#[cfg(all(test, not(feature = "json")))]
mod tests {
    use super::*;
    use crate::response::FromResponse;

    #[test]
    fn without_a_codec_any_response_is_accepted() {
        assert_eq!(<() as FromResponse>::accept::<DefaultCodec>(), "*/*");
        assert_eq!(<Bytes as FromResponse>::accept::<DefaultCodec>(), "*/*");
    }
}
