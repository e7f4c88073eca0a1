//! The seam for error types of an endpoint's own.

use http::{HeaderMap, StatusCode};

use super::Error;

/// An error type of an endpoint's own, read from the server's error body.
///
/// ```
/// use http::{HeaderMap, StatusCode};
/// use pointapi::ApiError;
///
/// #[derive(Debug)]
/// enum PlaceError {
///     Conflict,
///     Other(pointapi::Error),
/// }
///
/// impl From<pointapi::Error> for PlaceError {
///     fn from(error: pointapi::Error) -> Self {
///         Self::Other(error)
///     }
/// }
///
/// impl ApiError for PlaceError {
///     fn decode(status: StatusCode, _: &HeaderMap, _: &[u8]) -> Option<Self> {
///         (status == StatusCode::CONFLICT).then_some(Self::Conflict)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the error of an endpoint",
    label = "not an `ApiError`",
    note = "return `pointapi::Result<T>`, or implement `pointapi::ApiError` for `{Self}`"
)]
pub trait ApiError: From<Error> + Send + 'static {
    /// Reads the answer to a call that failed; `None` falls back to `From<Error>`, with the raw answer kept in it.
    fn decode(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<Self>;
}

impl ApiError for Error {
    fn decode(_: StatusCode, _: &HeaderMap, _: &[u8]) -> Option<Self> {
        None
    }
}
