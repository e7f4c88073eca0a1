//! The conversion of return values into responses: the reverse of decoding in the client.

mod by_status;
mod error;
mod hop;
pub(super) mod outcome;
mod selected;
mod shape;
#[cfg(feature = "stream")]
mod streams;

pub use by_status::{ServedByStatus, serve_variant};
pub use error::ServeError;
pub use selected::ReplyFor;
pub(super) use selected::SelectedReply;

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use http_body_util::BodyExt;
use serde::Serialize;

use super::log;
use super::rejection::Rejection;
use crate::auth::Secret;
use crate::body::Body;
use crate::codec::Codec;
use crate::endpoint::Endpoint;
use crate::response::{Response, Text};
use crate::service::HttpResponse;
use shape::Shape;

/// The error behind a response, which stays in the process.
#[derive(Clone)]
pub(super) struct Reason(pub(super) Option<String>);

/// A type that a served method can return inside its `Result`.
///
/// Every [`Serialize`] type is one, written by the endpoint's codec: `()` is 204, `None` is the first status of
/// `none_on` or 204, [`Bytes`] is the body as it is, without a copy. [`Response`] adds status and headers, of which those
/// for one connection (RFC 9110, section 7.6.1) are dropped, and `Content-Length` unless the endpoint is HEAD. An `Option` of a type that implements this trait by itself
/// (`Option<Text>`) can be returned too. `false` of a HEAD endpoint is the first status of `none_on` or 404.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be served as a response",
    label = "not a response of a server",
    note = "derive `serde::Serialize` for it; for an enum of responses by status derive `pointapi::FromResponse`"
)]
pub trait IntoServed {
    /// Writes the value.
    ///
    /// # Errors
    ///
    /// If the codec cannot write it, which is a 500.
    fn into_served<C: Codec>(self) -> Result<Served, Rejection>;

    /// The media type of every value of this type; `None`, the default, if it depends on the value. A request that does
    /// not accept it is a 406, and the method is not called.
    fn media_type<C: Codec>() -> Option<&'static str> {
        None
    }
}

/// A response before its status is known.
///
/// `Debug` shows the status and the names of the headers.
pub struct Served {
    status: Option<StatusCode>,
    headers: HeaderMap,
    /// The `Content-Length` of a [`Response`], which a HEAD endpoint alone sends.
    length: Option<HeaderValue>,
    content: Content,
    /// True if the value is `false`, which a HEAD endpoint says by its status.
    is_false: bool,
}

enum Content {
    /// There is no value: 204, or the status that the endpoint declares for it. `by_codec` if the codec writes the
    /// values of the type, and so has a `null`.
    Absent {
        by_codec: bool,
    },
    /// A success without a body.
    Nothing,
    Body(HeaderValue, Body),
    /// A body that can fail while it is sent.
    Stream(HeaderValue, Body),
}

impl Served {
    /// Creates a success with this body.
    #[must_use]
    pub fn body(content_type: HeaderValue, body: impl Into<Body>) -> Self {
        Self::of(Content::Body(content_type, body.into()))
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    #[cfg(feature = "stream")]
    fn stream(content_type: &'static str, body: Body) -> Self {
        Self::of(Content::Stream(HeaderValue::from_static(content_type), body))
    }

    /// No value: 204, or the first status of `none_on`.
    fn absent() -> Self {
        Self::of(Content::Absent { by_codec: false })
    }

    fn of(content: Content) -> Self {
        Self { status: None, headers: HeaderMap::new(), length: None, content, is_false: false }
    }

    fn bytes(content_type: &'static str, bytes: Bytes) -> Self {
        Self::body(HeaderValue::from_static(content_type), bytes)
    }

    /// Adds the status and headers of a [`Response`].
    fn under(self, status: StatusCode, mut headers: HeaderMap) -> Self {
        // The server frames the body that it sends; a method may pass on the headers of another response.
        let length = headers.remove(CONTENT_LENGTH);
        hop::remove(&mut headers);
        headers.extend(self.headers);
        Self { status: Some(status), headers, length, ..self }
    }

    fn finish(self, endpoint: &'static Endpoint) -> HttpResponse {
        let is_head = *endpoint.method() == Method::HEAD;
        let absent = || endpoint.absent_on.first().and_then(|status| StatusCode::from_u16(*status).ok());
        let (status, content_type, body) = match self.content {
            Content::Absent { .. } => (absent().unwrap_or(StatusCode::NO_CONTENT), None, Body::empty()),
            Content::Nothing => (StatusCode::NO_CONTENT, None, Body::empty()),
            _ if is_head && self.is_false => (absent().unwrap_or(StatusCode::NOT_FOUND), None, Body::empty()),
            Content::Body(content_type, body) => (StatusCode::OK, Some(content_type), body),
            Content::Stream(content_type, body) => (StatusCode::OK, Some(content_type), logged(body, endpoint)),
        };
        let asked = |own: &HeaderValue| HeaderValue::from_str(endpoint.asked_instead_of(own.to_str().ok()?)?).ok();
        let content_type = content_type.map(|own| asked(&own).unwrap_or(own));
        // The length that GET would have is the method's to say.
        let (content_type, body) = if is_head { (None, of_unknown_length()) } else { (content_type, body) };
        let mut response = HttpResponse::new(body);
        *response.status_mut() = self.status.unwrap_or(status);
        *response.headers_mut() = self.headers;
        if let Some(length) = self.length.filter(|_| is_head) {
            response.headers_mut().entry(CONTENT_LENGTH).or_insert(length);
        }
        if let Some(content_type) = content_type {
            response.headers_mut().entry(CONTENT_TYPE).or_insert(content_type);
        }
        response
    }
}

/// An empty body, for a response without `Content-Length`: axum adds the length of any body that knows its own.
fn of_unknown_length() -> Body {
    // A mapped body ends where its own does, and has no length.
    Body::new(http_body_util::Empty::<Bytes>::new().map_frame(|frame| frame))
}

/// Reports the failure of a body, which the client sees as a response that was cut short.
fn logged(body: Body, endpoint: &'static Endpoint) -> Body {
    Body::new(body.map_err(move |error| {
        log::interrupted(endpoint);
        error
    }))
}

impl fmt::Debug for Served {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&HeaderName> = self.headers.keys().collect();
        f.debug_struct("Served").field("status", &self.status).field("headers", &headers).finish_non_exhaustive()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + 'static> IntoServed for T {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        match Shape::of(&self) {
            Shape::None => {
                let by_codec = <Self as IntoServed>::media_type::<C>().is_some();
                Ok(Served::of(Content::Absent { by_codec }))
            }
            // `serde_json::Value::Null` has the shape of `()` and is a value.
            Shape::Unit if shape::is_unit::<T>() => Ok(Served::of(Content::Nothing)),
            Shape::Bytes => Ok(Served::bytes("application/octet-stream", shape::into_bytes(self))),
            shape => {
                let bytes = C::encode(&self).map_err(|_| Rejection::internal())?;
                Ok(Served { is_false: shape == Shape::False, ..Served::bytes(C::CONTENT_TYPE, bytes) })
            }
        }
    }

    fn media_type<C: Codec>() -> Option<&'static str> {
        (!shape::is_unit::<T>() && !shape::is_bytes::<T>()).then_some(C::CONTENT_TYPE)
    }
}

impl IntoServed for Text {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        Ok(Served::bytes("text/plain; charset=utf-8", self.into_inner().into()))
    }

    fn media_type<C: Codec>() -> Option<&'static str> {
        Some("text/plain")
    }
}

/// The exposed secret: a method that returns one means to send it.
impl IntoServed for Secret {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        self.expose().to_owned().into_served::<C>()
    }

    fn media_type<C: Codec>() -> Option<&'static str> {
        Some(C::CONTENT_TYPE)
    }
}

impl<T: IntoServed> IntoServed for Response<T> {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        let (status, headers) = (self.status(), self.headers().clone());
        Ok(self.into_inner().into_served::<C>()?.under(status, headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_of_a_response_shows_no_header_value() {
        let headers = HeaderMap::from_iter([(http::header::SET_COOKIE, HeaderValue::from_static("id=canary"))]);
        let text = format!("{:?}", Served::absent().under(StatusCode::OK, headers));
        assert!(text.contains("200") && text.contains("set-cookie") && !text.contains("canary"), "{text}");
    }
}
