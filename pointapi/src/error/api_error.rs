//! The trait of an endpoint's own error type.

use super::Error;
use crate::codec::Codec;

/// An error type of an endpoint, decoded from the server's error body.
///
/// [`Typed`](super::Typed) is a ready-made one. An error type of your own sees the whole [`Error`]:
///
/// ```
/// use pointapi::{ApiError, Error};
///
/// #[derive(Debug)]
/// enum PlaceError {
///     Conflict { request_id: Option<String> },
///     Other(Error),
/// }
///
/// impl From<Error> for PlaceError {
///     fn from(error: Error) -> Self {
///         Self::Other(error)
///     }
/// }
///
/// impl ApiError for PlaceError {
///     fn decode(error: &Error) -> Option<Self> {
///         let request_id = error.request_id().map(str::to_owned);
///         error.is_status(409).then_some(Self::Conflict { request_id })
///     }
///
///     fn as_error(&self) -> Option<&Error> {
///         match self {
///             Self::Conflict { .. } => None,
///             Self::Other(error) => Some(error),
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the error type of an endpoint",
    label = "not an `ApiError`",
    note = "return `pointapi::Result<T>`, or implement `pointapi::ApiError` for `{Self}`"
)]
pub trait ApiError: From<Error> + Send + 'static {
    /// Builds this type from the error of a failed call; on `None`, `From<Error>` is used.
    ///
    /// It is called for a response with a body that is not a success, and for a 2xx response that reports a failure
    /// ([`Error::is_fault`]), not for failures without a response. The error has `status()`, `headers()`,
    /// `expose_body()`, `attempts()`, `retry_after()` and `outcome_unknown()`.
    fn decode(error: &Error) -> Option<Self>;

    /// Returns the [`Error`] inside, if it is kept.
    ///
    /// A [`Poller`](crate::Poller) continues after a failed request only if the error that this method returns is
    /// transient; on `None` it stops.
    fn as_error(&self) -> Option<&Error> {
        None
    }

    /// Lets the type decode the error body, if there is one; `C` is the codec of the endpoint.
    #[doc(hidden)]
    fn of_call<C: Codec>(error: Error) -> Self {
        let decoded = if error.has_error_body() { Self::decode(&error) } else { None };
        decoded.unwrap_or_else(|| error.into())
    }
}

impl ApiError for Error {
    fn decode(_: &Error) -> Option<Self> {
        None
    }

    fn as_error(&self) -> Option<&Error> {
        Some(self)
    }
}
