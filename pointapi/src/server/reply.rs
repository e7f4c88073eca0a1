//! The conversion of return values into responses: the reverse of decoding in the client.

mod shape;
#[cfg(feature = "stream")]
mod streams;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;

use super::rejection::Rejection;
use crate::body::Body;
use crate::codec::Codec;
use crate::endpoint::Endpoint;
use crate::error::{Error, Typed};
use crate::response::{Response, Text};
use crate::service::HttpResponse;
use shape::Shape;

/// A type that a served method can return inside its `Result`.
///
/// Every [`Serialize`] type is one, written by the endpoint's codec: `()` is 204, `None` is the first status of
/// `none_on` or 204, [`Bytes`] is the body as it is. [`Response`] adds status and headers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be served as a response",
    label = "not a response of a server",
    note = "derive `serde::Serialize` for it"
)]
pub trait IntoServed {
    /// Writes the value.
    ///
    /// # Errors
    ///
    /// If the codec cannot write it, which is a 500.
    fn into_served<C: Codec>(self) -> Result<Served, Rejection>;
}

/// A response before its status is known.
#[derive(Debug)]
pub struct Served {
    status: Option<StatusCode>,
    headers: HeaderMap,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// There is no value: 204, or the status that the endpoint declares for it.
    Absent,
    /// A success without a body.
    Nothing,
    Body(HeaderValue, Body),
}

impl Served {
    /// A success with this body.
    #[must_use]
    pub fn body(content_type: HeaderValue, body: impl Into<Body>) -> Self {
        Self::of(Content::Body(content_type, body.into()))
    }

    fn of(content: Content) -> Self {
        Self { status: None, headers: HeaderMap::new(), content }
    }

    fn bytes(content_type: &'static str, bytes: Bytes) -> Self {
        Self::body(HeaderValue::from_static(content_type), bytes)
    }

    fn finish(self, endpoint: &Endpoint) -> HttpResponse {
        let absent = || endpoint.absent_on.first().and_then(|status| StatusCode::from_u16(*status).ok());
        let (status, content_type, body) = match self.content {
            Content::Absent => (absent().unwrap_or(StatusCode::NO_CONTENT), None, Body::empty()),
            Content::Nothing => (StatusCode::NO_CONTENT, None, Body::empty()),
            Content::Body(content_type, body) => (StatusCode::OK, Some(content_type), body),
        };
        let mut response = HttpResponse::new(body);
        *response.status_mut() = self.status.unwrap_or(status);
        *response.headers_mut() = self.headers;
        if let Some(content_type) = content_type {
            response.headers_mut().entry(CONTENT_TYPE).or_insert(content_type);
        }
        response
    }
}

impl<T: Serialize> IntoServed for T {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        match Shape::of(&self) {
            Shape::None => Ok(Served::of(Content::Absent)),
            Shape::Unit => Ok(Served::of(Content::Nothing)),
            Shape::Bytes(bytes) => Ok(Served::bytes("application/octet-stream", bytes)),
            Shape::Text(_) | Shape::Other => {
                let bytes = C::encode(&self).map_err(|_| Rejection::internal())?;
                Ok(Served::bytes(C::CONTENT_TYPE, bytes))
            }
        }
    }
}

impl IntoServed for Text {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        Ok(Served::bytes("text/plain; charset=utf-8", self.into_inner().into()))
    }
}

impl<T: IntoServed> IntoServed for Response<T> {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        let (status, mut headers) = (self.status(), self.headers().clone());
        // The server frames the body that it sends; a method may pass on the headers of another response.
        headers.remove(CONTENT_LENGTH);
        let served = self.into_inner().into_served::<C>()?;
        headers.extend(served.headers);
        Ok(Served { status: Some(status), headers, content: served.content })
    }
}

/// An error type that a served method can return.
///
/// By default every error is a 500 without details. A typed error overrides [`respond`](Self::respond).
pub trait ServeError: Sized {
    /// The response to a request that failed with this error.
    fn respond(self) -> HttpResponse {
        Rejection::internal().into_response()
    }
}

/// An error of [`Error::respond`] becomes the response that it holds. Any other error describes a call that the method
/// made and not this request, so it becomes a bare 500.
impl ServeError for Error {
    fn respond(self) -> HttpResponse {
        let Some((status, body)) = self.into_chosen_response() else { return Rejection::internal().into_response() };
        let mut response = HttpResponse::new(Body::from(body));
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }
}

/// The response of the inner error; the typed body was decoded from it and is never sent by itself.
impl<B> ServeError for Typed<B> {
    fn respond(self) -> HttpResponse {
        self.into_error().respond()
    }
}

/// The return type of a served method.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be served",
    label = "not an outcome of a served method",
    note = "its value must be `serde::Serialize` and its error `pointapi::server::ServeError`"
)]
pub trait Reply {
    /// The response.
    fn reply<C: Codec>(self, endpoint: &Endpoint) -> HttpResponse;
}

impl<T: IntoServed, E: ServeError> Reply for Result<T, E> {
    fn reply<C: Codec>(self, endpoint: &Endpoint) -> HttpResponse {
        match self.map(IntoServed::into_served::<C>) {
            Ok(Ok(served)) => served.finish(endpoint),
            Ok(Err(rejection)) => rejection.into_response(),
            Err(error) => error.respond(),
        }
    }
}
