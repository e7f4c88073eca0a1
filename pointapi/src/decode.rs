//! From an answer to a value: the only place of the runtime where the user's type appears.

mod failure;
mod shape;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::codec::Codec;
use crate::endpoint::Endpoint;
use crate::error::{ApiError, DecodeCause, Error, ErrorKind, Result};
use crate::response::Response;

/// The answer to a call, before it is read as a type.
///
/// Only successes come this far, and the statuses that the endpoint declares as absence (`none_on`).
#[derive(Debug)]
pub struct Answer {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) attempts: u32,
}

impl Answer {
    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The whole body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// True if there is no value: 204, an empty 2xx, or a status of `none_on`.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.body.is_empty() || !self.status.is_success() || self.status == StatusCode::NO_CONTENT
    }

    /// An error about this answer, which was received whole.
    pub(crate) fn error(&self, cause: DecodeCause, text: String) -> Error {
        Error::new(ErrorKind::Decode(cause), text)
            .at(self.endpoint)
            .with_status(self.status)
            .with_attempts(self.attempts)
            .with_answer(self.headers.clone(), self.body.clone())
    }
}

/// A type that an endpoint can return inside its `Result`.
///
/// Every [`Deserialize`](serde::Deserialize) type is one, read by the endpoint's codec (JSON if it names none), with
/// three shapes that are not read at all: `()` ignores the body, an `Option` is `None` for an absent value
/// ([`Answer::is_absent`]), [`Bytes`] is the body as it came. [`Response`] adds status and headers. A type of your
/// own that is not `Deserialize` can implement this trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a response",
    label = "not a response type",
    note = "derive `serde::Deserialize` for it; response data must be owned"
)]
pub trait FromResponse: Sized {
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
        if shape::wants_raw_bytes::<T>() { "*/*" } else { C::CONTENT_TYPE }
    }

    fn from_response<C: Codec>(answer: Answer) -> Result<Self> {
        if let Some(value) = shape::without_codec(&answer) {
            return Ok(value);
        }
        if answer.is_absent() {
            return Err(answer.error(DecodeCause::Eof, failure::absent(&answer)));
        }
        C::decode(&answer.body).map_err(|error| failure::undecodable(&answer, &*error))
    }
}

impl<T: FromResponse> FromResponse for Response<T> {
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
    fn accept<C: Codec>() -> &'static str;
    fn from_answer<C: Codec>(answer: Result<Answer>) -> Self;
}

impl<T: FromResponse, E: ApiError> Outcome for Result<T, E> {
    fn accept<C: Codec>() -> &'static str {
        T::accept::<C>()
    }

    fn from_answer<C: Codec>(answer: Result<Answer>) -> Self {
        answer.and_then(T::from_response::<C>).map_err(typed_error)
    }
}

/// Lets the endpoint's own error type read the server's answer.
fn typed_error<E: ApiError>(error: Error) -> E {
    let decoded = match (error.status(), error.headers(), error.expose_body()) {
        (Some(status), Some(headers), Some(body)) => E::decode(status, headers, body),
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

#[cfg(test)]
mod tests;
