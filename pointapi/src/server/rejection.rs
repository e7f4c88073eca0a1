//! Responses to requests that do not reach a method, or that a method fails: RFC 9457 problem documents.

use std::borrow::Cow;
use std::fmt;

use http::header::{ALLOW, CONTENT_TYPE, HeaderName, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::body::Body;
use crate::service::HttpResponse;

/// Why a request was rejected: a status and a sentence for the client's developer.
///
/// The sentence names parameters and never quotes a value. `Debug` shows the status and the names of the headers.
pub struct Rejection(Box<Details>);

/// Boxed, since the error of every reader is a rejection and nearly every request has none.
struct Details {
    status: StatusCode,
    headers: HeaderMap,
    detail: Cow<'static, str>,
}

impl Rejection {
    /// Creates a rejection with `application/problem+json` as its body.
    ///
    /// `detail` is shown to the client: name what is wrong, quote no value.
    #[must_use]
    pub fn new(status: StatusCode, detail: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Details { status, headers: HeaderMap::new(), detail: detail.into() }))
    }

    /// Creates a 401 with the challenge that RFC 9110, section 11.6.1 requires.
    #[must_use]
    pub fn unauthorized(challenge: &'static str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "the request has no valid credentials")
            .header(WWW_AUTHENTICATE, HeaderValue::from_static(challenge))
    }

    /// Creates a 403: the caller is known and may not do this.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "the caller may not do this")
    }

    /// Adds a header to the response.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.append(name, value);
        self
    }

    /// Returns the status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    pub(super) fn bad_request(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    pub(super) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "no endpoint has this path")
    }

    pub(super) fn method_not_allowed(allow: HeaderValue) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "the path has no endpoint with this method").header(ALLOW, allow)
    }

    /// A failure of the server; the reason goes to the log.
    pub(super) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "the server could not handle the request")
    }

    pub(super) fn into_response(self) -> HttpResponse {
        let Details { status, headers, detail } = *self.0;
        let title = status.canonical_reason().unwrap_or("Error");
        let problem = serde_json::json!({ "title": title, "status": status.as_u16(), "detail": detail });
        let mut response = HttpResponse::new(Body::from(problem.to_string()));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&HeaderName> = self.0.headers.keys().collect();
        f.debug_struct("Rejection").field("status", &self.0.status).field("headers", &headers).finish_non_exhaustive()
    }
}
