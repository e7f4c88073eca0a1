//! From an answer to a value: the only place of the runtime where the user's type appears.

mod failure;
#[cfg(feature = "json")]
mod json_path;
#[cfg(feature = "stream")]
mod reader;
mod shape;

use std::fmt;

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, StatusCode};
use tokio::time::Instant;

#[cfg(feature = "webhook")]
pub(crate) use failure::cause_and_text;
#[cfg(feature = "stream")]
pub(crate) use reader::Reader;
use shape::Slot;

use crate::body::Body;
use crate::codec::Codec;
use crate::endpoint::Endpoint;
use crate::error::{ApiError, DecodeCause, Error, ErrorKind, Result};
use crate::layer::Report;
#[cfg(feature = "stream")]
use crate::layer::STALL;
use crate::response::Response;
#[cfg(feature = "stream")]
use crate::stream::BodyStream;

/// The answer to a call, before it is read as a type.
///
/// Only successes come this far, and the statuses that the endpoint declares as absence (`none_on`).
pub struct Answer {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) attempts: u32,
    /// The body, where the type reads it while it arrives.
    pub(crate) stream: Option<Streaming>,
}

/// A body that has not been read, and its limits.
pub(crate) struct Streaming {
    pub(crate) body: Body,
    pub(crate) limit: u64,
    pub(crate) deadline: Option<Instant>,
}

impl Answer {
    /// An answer whose body was read.
    pub(crate) fn whole(endpoint: &'static Endpoint, parts: Parts, body: Bytes, attempts: u32) -> Self {
        Self { endpoint, status: parts.status, headers: parts.headers, body, attempts, stream: None }
    }

    /// An answer whose body is read while it arrives.
    pub(crate) fn streamed(endpoint: &'static Endpoint, parts: Parts, body: Body, report: &Report, limit: u64) -> Self {
        let stream = Streaming { body, limit, deadline: report.deadline };
        Self { stream: Some(stream), ..Self::whole(endpoint, parts, Bytes::new(), report.attempts) }
    }

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

    /// The body as it arrives, with no limit of time or size.
    #[cfg(feature = "stream")]
    pub(crate) fn into_stream(self) -> BodyStream {
        let body = self.stream.map_or_else(|| self.body.into(), |stream| stream.body);
        BodyStream::new(body, self.endpoint, self.status, self.attempts)
    }

    /// The body as it arrives, within the limits of the call.
    #[cfg(feature = "stream")]
    pub(crate) fn into_limited_stream(mut self) -> BodyStream {
        match self.stream.take() {
            Some(Streaming { body, limit, deadline }) => {
                BodyStream::new(body, self.endpoint, self.status, self.attempts).limited(limit, deadline, STALL)
            }
            None => self.into_stream(),
        }
    }

    /// True if there is no value: 204, an empty 2xx, or a status of `none_on`.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.body.is_empty() || !self.status.is_success() || self.status == StatusCode::NO_CONTENT
    }

    /// An error if there is no value.
    fn require_body(&self) -> Result<()> {
        if self.is_absent() { Err(self.error(DecodeCause::Eof, failure::absent(self))) } else { Ok(()) }
    }

    /// An error about this answer, which was received whole.
    pub(crate) fn error(&self, cause: DecodeCause, text: String) -> Error {
        self.error_without_body(cause, text).with_answer(self.headers.clone(), self.body.clone())
    }

    /// An error that does not keep the body, which may hold a token.
    pub(crate) fn error_without_body(&self, cause: DecodeCause, text: String) -> Error {
        Error::new(ErrorKind::Decode(cause), text)
            .at(self.endpoint)
            .with_status(self.status)
            .with_attempts(self.attempts)
    }
}

/// Shows neither headers nor body.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("endpoint", &self.endpoint).field("status", &self.status).finish_non_exhaustive()
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
        if shape::wants_raw_bytes::<T>() { "*/*" } else { C::CONTENT_TYPE }
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
