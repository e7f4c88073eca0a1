//! The types that an endpoint can return.

use http::StatusCode;

use super::decode::{Slot, decode, needs_body};
use super::probe::{ShapeKind, first_shape};
use super::{Example, RawResponse, Response};
use crate::codec::Codec;
use crate::error::Result;

/// A type that an endpoint can return inside its `Result`.
///
/// Every [`Deserialize`](serde::Deserialize) type is one, decoded by the endpoint's codec (JSON if it names none).
/// Three of them need no codec: `()` ignores the body, an `Option` is `None` for an absent value
/// ([`RawResponse::is_absent`]), and [`Bytes`](bytes::Bytes) is the body as it arrived. [`Response`] adds status and
/// headers. Types that are not `Deserialize` can implement this trait; here one for a server whose successful
/// responses can report a failure:
///
/// ```
/// use pointapi::{BoxError, Codec, FromResponse, RawResponse, Result};
/// use serde::Deserialize;
///
/// pub struct Checked<T>(pub T);
///
/// #[derive(Deserialize)]
/// struct Fault {
///     fault: String,
/// }
///
/// impl<T: serde::de::DeserializeOwned> FromResponse for Checked<T> {
///     fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
///         if let Ok(Fault { fault }) = C::decode(response.body()) {
///             return Err(response.fault(fault));
///         }
///         C::decode(response.body()).map(Self).map_err(|error: BoxError| response.unreadable(error))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be decoded from a response",
    label = "not a response type",
    note = "derive `serde::Deserialize` for it, or for the type inside a `Response`, `Events` or `Lines`; response data must be owned"
)]
pub trait FromResponse: Sized {
    /// True for a type that decodes the body as it arrives.
    #[doc(hidden)]
    const IS_STREAMED: bool = false;

    /// The media type to ask for, where the endpoint names none.
    fn accept<C: Codec>() -> &'static str {
        C::CONTENT_TYPE
    }

    /// Returns true if a response with this status must have a body; by default, it may be missing.
    ///
    /// A response whose end is that of the connection, without a body that it must have, was cut short: the call is
    /// retried, or its outcome is unknown.
    fn needs_body(_status: StatusCode) -> bool {
        false
    }

    /// Decodes the value.
    ///
    /// # Errors
    ///
    /// If the response is not of this type.
    fn from_response<C: Codec>(response: RawResponse) -> Result<Self>;

    /// Responses that this type decodes, for a check of the contract (`pointapi::contract`): they are served and decoded,
    /// and those that differ must arrive as different values.
    ///
    /// A `Deserialize` type needs none, since its values are made up. Without any, the responses of this type are not
    /// checked.
    #[must_use]
    fn examples() -> Vec<Example> {
        Vec::new()
    }
}

/// Returns an `Accept` that prefers JSON or XML and excludes nothing, so that a server without that type does not
/// reject the request with 406. Another media type stays alone: a server may choose its version by it.
pub(crate) fn or_any(media_type: &'static str) -> &'static str {
    match media_type {
        "application/json" => "application/json, */*;q=0.5",
        "application/xml" => "application/xml, */*;q=0.5",
        media_type => media_type,
    }
}

impl<T: serde::de::DeserializeOwned> FromResponse for T {
    fn accept<C: Codec>() -> &'static str {
        match first_shape::<T>().kind {
            ShapeKind::Bytes => "*/*",
            // The body is ignored, but that of an error may be decoded.
            ShapeKind::Unit => or_any(C::CONTENT_TYPE),
            ShapeKind::Other => C::CONTENT_TYPE,
        }
    }

    fn needs_body(_: StatusCode) -> bool {
        needs_body::<T>()
    }

    #[inline]
    fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
        let mut value = None;
        decode(response, &mut Slot::<Self, C>::new(&mut value))?;
        Ok(value.expect("the slot was filled"))
    }

    fn examples() -> Vec<Example> {
        vec![Example::made_up()]
    }
}

impl<T: FromResponse> FromResponse for Response<T> {
    const IS_STREAMED: bool = T::IS_STREAMED;

    fn accept<C: Codec>() -> &'static str {
        T::accept::<C>()
    }

    fn needs_body(status: StatusCode) -> bool {
        T::needs_body(status)
    }

    fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
        let (status, headers, target) = (response.status, response.headers.clone(), response.target.clone());
        T::from_response::<C>(response).map(|value| Self::new(status, headers, value).with_target(target))
    }

    fn examples() -> Vec<Example> {
        T::examples()
    }
}
