//! From an answer to a value: the only place of the runtime where the user's type appears.

mod answer;
mod failure;
#[cfg(feature = "json")]
mod json_path;
mod optional;
mod question;
#[cfg(feature = "stream")]
mod reader;
mod shape;

#[cfg(feature = "webhook")]
pub(crate) use failure::cause_and_text;
#[cfg(feature = "webhook")]
pub(crate) use question::member_names;
#[cfg(feature = "stream")]
pub(crate) use reader::Reader;
use shape::Slot;

pub use answer::Answer;
pub use optional::Optional;

use crate::codec::Codec;
use crate::error::{ApiError, Error, Result};
use crate::response::Response;

/// A type that an endpoint can return inside its `Result`.
///
/// Every [`Deserialize`](serde::Deserialize) type is one, read by the endpoint's codec (JSON if it names none), with
/// three shapes that are not read at all: `()` ignores the body, an `Option` is `None` for an absent value
/// ([`Answer::is_absent`]), [`Bytes`](bytes::Bytes) is the body as it came. [`Response`] adds status and headers. A type
/// of your own that is not `Deserialize` can implement this trait; here one for a server whose successes can tell of a
/// failure:
///
/// ```
/// use pointapi::{Answer, BoxError, Codec, FromResponse, Result};
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
///     fn from_response<C: Codec>(answer: Answer) -> Result<Self> {
///         if let Ok(Fault { fault }) = C::decode(answer.body()) {
///             return Err(answer.fault(fault));
///         }
///         C::decode(answer.body()).map(Self).map_err(|error: BoxError| answer.unreadable(error))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a response",
    label = "not a response type",
    note = "derive `serde::Deserialize` for it, or for what a `Response`, `Events` or `Lines` is of; response data must be owned"
)]
pub trait FromResponse: Sized {
    /// True for a type that reads the body while it arrives.
    #[doc(hidden)]
    const IS_STREAMED: bool = false;

    /// The media type to ask for, where the endpoint names none.
    fn accept<C: Codec>() -> &'static str {
        C::CONTENT_TYPE
    }

    /// Reads the value.
    ///
    /// # Errors
    ///
    /// If the answer is not of this type.
    fn from_response<C: Codec>(answer: Answer) -> Result<Self>;
}

impl<T: serde::de::DeserializeOwned> FromResponse for T {
    fn accept<C: Codec>() -> &'static str {
        if question::wants_raw_bytes::<T>() { "*/*" } else { C::CONTENT_TYPE }
    }

    #[inline]
    fn from_response<C: Codec>(answer: Answer) -> Result<Self> {
        let mut value = None;
        shape::read(answer, &mut Slot::<Self, C>::new(&mut value))?;
        Ok(value.expect("the slot was filled"))
    }
}

impl<T: FromResponse> FromResponse for Response<T> {
    const IS_STREAMED: bool = T::IS_STREAMED;

    fn accept<C: Codec>() -> &'static str {
        T::accept::<C>()
    }

    fn from_response<C: Codec>(answer: Answer) -> Result<Self> {
        let (status, headers) = (answer.status, answer.headers.clone());
        T::from_response::<C>(answer).map(|value| Self::new(status, headers, value))
    }
}

/// What an endpoint returns: a `Result` of a response type and an error type.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an API outcome",
    label = "an endpoint can fail",
    note = "wrap it: `Result<{Self}>`"
)]
pub trait Outcome: Sized {
    const IS_STREAMED: bool;
    fn accept<C: Codec>() -> &'static str;
    fn from_answer<C: Codec>(answer: Result<Answer>) -> Self;
}

impl<T: FromResponse, E: ApiError> Outcome for Result<T, E> {
    const IS_STREAMED: bool = T::IS_STREAMED;

    fn accept<C: Codec>() -> &'static str {
        T::accept::<C>()
    }

    fn from_answer<C: Codec>(answer: Result<Answer>) -> Self {
        answer.and_then(T::from_response::<C>).map_err(typed_error)
    }
}

/// Lets the endpoint's own error type read the server's answer, unless it is a success that tells of no failure.
fn typed_error<E: ApiError>(error: Error) -> E {
    let decoded = match (error.status(), error.headers(), error.expose_body()) {
        (Some(status), Some(headers), Some(body)) if !status.is_success() || error.is_fault() => {
            E::decode(status, headers, body)
        }
        _ => None,
    };
    decoded.unwrap_or_else(|| error.into())
}

/// An outcome that can be absent, which `none_on` asks for.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`none_on` needs a return type that can be absent, and `{Self}` cannot",
    label = "cannot be `None`",
    note = "return `Result<Option<T>>`, or remove `none_on`"
)]
pub trait MaybeAbsent {}

impl<T, E> MaybeAbsent for Result<Option<T>, E> {}
impl<T, E> MaybeAbsent for Result<Response<Option<T>>, E> {}

/// An outcome without a body, which HEAD asks for.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the answer to HEAD has no body, so it cannot be `{Self}`",
    label = "has a body",
    note = "return `Result<()>` or `Result<Response<()>>`"
)]
pub trait Bodiless {}

impl<E> Bodiless for Result<(), E> {}
impl<E> Bodiless for Result<Response<()>, E> {}

#[cfg(all(test, feature = "json"))]
mod tests;
