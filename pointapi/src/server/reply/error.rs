//! Errors of served methods, as responses.

use std::sync::Arc;

use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::hop;
use crate::body::Body;
use crate::error::{Error, Typed};
use crate::server::rejection::Rejection;
use crate::service::HttpResponse;

/// An error type that a served method can return.
///
/// By default every error is a 500 without details. A typed error overrides [`respond`](Self::respond). A response of
/// the 5xx class is logged, with the name of the endpoint.
#[diagnostic::on_unimplemented(
    message = "a server has no response for the error `{Self}`",
    label = "not the error of a served method",
    note = "implement `pointapi::server::ServeError` for it, or return `pointapi::Result<T>`"
)]
pub trait ServeError: Sized {
    /// The response to a request that failed with this error.
    fn respond(self) -> HttpResponse {
        Rejection::internal().into_response()
    }

    /// The error of the library behind this one, which the log shows.
    fn as_error(&self) -> Option<&Error> {
        None
    }
}

/// An error of [`Error::respond`] becomes the response that it holds. Any other error describes a call that the method
/// made and not this request, so it becomes a bare 500.
impl ServeError for Error {
    fn respond(self) -> HttpResponse {
        let Some((status, headers, body)) = self.into_chosen_response() else {
            return Rejection::internal().into_response();
        };
        let mut response = HttpResponse::new(Body::from(body));
        *response.status_mut() = status;
        *response.headers_mut() = Arc::unwrap_or_clone(headers);
        hop::remove(response.headers_mut());
        response.headers_mut().entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
        response
    }

    fn as_error(&self) -> Option<&Error> {
        Some(self)
    }
}

/// The response of the inner error; the typed body was decoded from it and is never sent by itself.
impl<B> ServeError for Typed<B> {
    fn respond(self) -> HttpResponse {
        self.into_error().respond()
    }

    fn as_error(&self) -> Option<&Error> {
        Some(self)
    }
}
