//! A response that is kept.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::body::Body;
use crate::server::reply::outcome::remove_content;
use crate::service::HttpResponse;

/// The largest body that is kept. Of a larger one, and of a stream, only that the request was processed is kept.
const MAX_BODY: usize = 1024 * 1024;

/// The response to a request with an idempotency key.
#[derive(Clone)]
pub struct StoredResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Option<Bytes>,
}

impl StoredResponse {
    /// Creates a response from its parts. Without a body the request counts as processed, and a repeat of it is a 409.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, body: Option<Bytes>) -> Self {
        Self { status, headers, body }
    }

    pub(super) fn of(response: &HttpResponse) -> Self {
        let body = match response.status() {
            // They have no content, but a body of unknown length (see `remove_content`).
            StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED => Some(Bytes::new()),
            _ => response.body().as_bytes().filter(|body| body.len() <= MAX_BODY),
        };
        Self::new(response.status(), response.headers().clone(), body)
    }

    pub(super) fn into_response(self) -> Option<HttpResponse> {
        let mut response = HttpResponse::new(Body::from(self.body?));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        remove_content(&mut response);
        Some(response)
    }

    /// Returns the status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body; `None` if it was a stream, or larger than 1 MiB.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.body.as_ref()
    }
}

/// Shows the status and the length of the body.
impl fmt::Debug for StoredResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.body.as_ref().map(Bytes::len);
        f.debug_struct("StoredResponse").field("status", &self.status).field("length", &length).finish_non_exhaustive()
    }
}
