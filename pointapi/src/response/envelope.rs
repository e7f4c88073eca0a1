//! A value with the status and headers of its response.

use std::fmt;
use std::ops::Deref;

use http::uri::PathAndQuery;
use http::{HeaderMap, StatusCode};

use crate::base_url::resolve_link;

/// A value with the status and headers of the response it was decoded from; derefs to the value.
///
/// ```
/// # fn show(response: pointapi::Response<Vec<u8>>) {
/// println!("{} with {} items", response.status(), response.len());
/// let items: Vec<u8> = response.into_inner();
/// # drop(items);
/// # }
/// ```
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    /// The path and query of the request, if the response has links.
    target: Option<PathAndQuery>,
    value: T,
}

impl<T> Response<T> {
    /// Creates a response, for a test double or a server.
    ///
    /// ```
    /// use pointapi::{Response, StatusCode, http::HeaderMap};
    ///
    /// let response = Response::new(StatusCode::CREATED, HeaderMap::new(), "order 7");
    /// assert_eq!(response.status(), 201);
    /// ```
    pub fn new(status: StatusCode, headers: HeaderMap, value: T) -> Self {
        Self { status, headers, target: None, value }
    }

    pub(super) fn with_target(self, target: Option<PathAndQuery>) -> Self {
        Self { target, ..self }
    }

    /// Returns the address of a link of this response (RFC 8288, section 3.2).
    pub(crate) fn resolve_link(&self, link: String) -> String {
        match &self.target {
            Some(target) => resolve_link(target.as_str(), link),
            None => link,
        }
    }

    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response { status: self.status, headers: self.headers, target: self.target, value: change(self.value) }
    }

    /// Returns the status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the value alone.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Shows the status and the number of headers. The value may be the body as it was received.
impl<T> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers.len())
            .finish_non_exhaustive()
    }
}
