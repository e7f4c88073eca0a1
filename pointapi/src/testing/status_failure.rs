//! A response that is not a success.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use http::{HeaderMap, Method, Response, StatusCode};

use crate::client::status_error;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::send::Report;

/// A response that is not a success, from [`testing::status`](crate::testing::status); converts to an [`Error`].
#[derive(Clone)]
#[must_use]
pub struct StatusFailure {
    status: StatusCode,
    headers: HeaderMap,
    retry_after: Option<Duration>,
    is_once: bool,
    is_rejected: bool,
}

impl StatusFailure {
    pub(super) fn new(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), retry_after: None, is_once: false, is_rejected: false }
    }

    /// Puts the failure on an endpoint that is never sent twice, so that a 408 or 5xx leaves the outcome unknown.
    pub fn once(mut self) -> Self {
        self.is_once = true;
        self
    }

    /// Adds a header.
    ///
    /// # Panics
    ///
    /// If the name or the value is invalid.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a header name");
        self.headers.append(name, HeaderValue::from_str(value).expect("a header value"));
        self
    }

    /// Sets the time that the server asks to wait, in whole seconds.
    pub fn retry_after(mut self, pause: Duration) -> Self {
        self.headers.insert(RETRY_AFTER, pause.as_secs().into());
        self.retry_after = Some(Duration::from_secs(pause.as_secs()));
        self
    }

    /// Makes the response reject the token.
    pub(super) fn rejecting_token(mut self) -> Self {
        self.is_rejected = true;
        self
    }

    /// Builds the error with a JSON body.
    ///
    /// # Panics
    ///
    /// If the value cannot be serialized.
    #[cfg(feature = "json")]
    pub fn json<T: serde::Serialize>(mut self, body: T) -> Error {
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.body(serde_json::to_vec(&body).expect("a value that can be serialized"))
    }

    /// Builds the error with a text body.
    pub fn text(mut self, body: impl Into<String>) -> Error {
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        self.body(body.into())
    }

    /// Builds the error with a body.
    pub fn body(self, body: impl Into<Bytes>) -> Error {
        let mut parts = Response::new(()).into_parts().0;
        (parts.status, parts.headers) = (self.status, self.headers);
        let report =
            Report { attempts: 1, retry_after: self.retry_after, is_rejected: self.is_rejected, ..Report::default() };
        let method = if self.is_once { Method::POST } else { Method::GET };
        status_error(parts, body.into(), &report).at(Endpoint::for_method(&method))
    }
}

/// Shows the status and no header.
impl fmt::Debug for StatusFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StatusFailure").field("status", &self.status).finish_non_exhaustive()
    }
}

impl From<StatusFailure> for Error {
    fn from(failure: StatusFailure) -> Self {
        failure.body(Bytes::new())
    }
}
