//! An error with the server's error body as a type.

use std::error::Error as StdError;
use std::fmt;
use std::ops::Deref;

use serde::de::DeserializeOwned;

use super::{ApiError, Error};
use crate::codec::Codec;

/// An [`Error`] with the server's error body decoded as `B`; derefs to the [`Error`].
///
/// The body is decoded as JSON and, if it is not JSON of this type, by the `codec` of the endpoint.
///
/// ```
/// use pointapi::{Typed, point_api};
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Problem {
///     code: String,
/// }
///
/// #[point_api]
/// trait Orders {
///     #[point_endpoint(DELETE "/orders/{id}")]
///     async fn cancel(&self, id: u64) -> Result<(), Typed<Problem>>;
/// }
///
/// fn report(error: &Typed<Problem>) {
///     match error.body() {
///         Some(problem) if problem.code == "already_shipped" => println!("too late"),
///         _ if error.is_retryable() => println!("try again later"),
///         _ => println!("{error}"),
///     }
/// }
/// # let _ = report;
/// ```
///
/// `Display`, `Debug` and the source are those of the [`Error`] and show nothing of the body.
pub struct Typed<B> {
    error: Error,
    body: Option<B>,
}

impl<B> Typed<B> {
    /// Returns the error body; `None` if there was no response, or its body does not fit the type.
    #[must_use]
    pub fn body(&self) -> Option<&B> {
        self.body.as_ref()
    }

    /// Returns the error body.
    #[must_use]
    pub fn into_body(self) -> Option<B> {
        self.body
    }

    /// Returns the error without the decoded body.
    pub fn into_error(self) -> Error {
        self.error
    }
}

impl<B> From<Typed<B>> for Error {
    fn from(error: Typed<B>) -> Self {
        error.into_error()
    }
}

impl<B: DeserializeOwned> From<Error> for Typed<B> {
    fn from(error: Error) -> Self {
        let body = if error.has_error_body() { error.body_as() } else { None };
        Self { error, body }
    }
}

impl<B: DeserializeOwned + Send + 'static> ApiError for Typed<B> {
    fn decode(_: &Error) -> Option<Self> {
        None
    }

    fn as_error(&self) -> Option<&Error> {
        Some(&self.error)
    }

    fn of_call<C: Codec>(error: Error) -> Self {
        let typed = Self::from(error);
        let by_codec = || C::decode(typed.error.expose_body().filter(|_| typed.error.has_error_body())?).ok();
        let body = typed.body.or_else(by_codec);
        Self { body, ..typed }
    }
}

impl<B> Deref for Typed<B> {
    type Target = Error;

    fn deref(&self) -> &Error {
        &self.error
    }
}

impl<B> fmt::Display for Typed<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<B> fmt::Debug for Typed<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Typed").field("error", &self.error).field("has_body", &self.body.is_some()).finish()
    }
}

impl<B> StdError for Typed<B> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error.source()
    }
}
