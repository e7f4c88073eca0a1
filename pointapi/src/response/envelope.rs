//! A value with the status and headers of its response.

use std::fmt;
use std::ops::Deref;

use http::header::LOCATION;
use http::uri::PathAndQuery;
use http::{HeaderMap, StatusCode};

use super::link;
use crate::base_url::resolve_reference;

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
    /// The path and query of the request; a response that no call returned has none.
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

    /// Returns the `Location` of the response, for a `#[url]` argument.
    ///
    /// A relative one is resolved against the URL of the request (RFC 9110, section 10.2.2). It can lead to another
    /// origin, which `#[url]` rejects.
    ///
    /// ```
    /// use pointapi::{Response, Result, point_api};
    ///
    /// #[point_api]
    /// trait Blobs {
    ///     #[point_endpoint(POST "/{name}/uploads/")]
    ///     async fn begin(&self, name: &str) -> Result<Response<()>>;
    ///
    ///     #[point_endpoint(PUT "")]
    ///     async fn upload(&self, #[url] location: &str, #[body(bytes)] blob: &[u8]) -> Result<()>;
    /// }
    ///
    /// async fn upload(blobs: &BlobsClient, blob: &[u8]) -> Result<()> {
    ///     let begun = blobs.begin("press").await?;
    ///     // `/press/uploads/7` for `Location: 7`.
    ///     let location = begun.location().unwrap_or_default();
    ///     blobs.upload(&location, blob).await
    /// }
    /// # let _ = upload;
    /// ```
    #[must_use]
    pub fn location(&self) -> Option<String> {
        Some(self.resolve(self.headers.get(LOCATION)?.to_str().ok()?.to_owned()))
    }

    /// Returns the target of the first `Link` with this relation (RFC 8288), such as `next`, for a `#[url]` argument.
    ///
    /// A relative one is resolved against the URL of the request. For all pages of a list, see
    /// [`Pager::by_link`](crate::Pager::by_link).
    ///
    /// ```
    /// use pointapi::{Response, StatusCode, http::HeaderMap};
    ///
    /// let mut headers = HeaderMap::new();
    /// headers.insert("link", r#"</users?page=1>; rel="prev""#.parse().unwrap());
    /// let response = Response::new(StatusCode::OK, headers, ());
    /// assert_eq!(response.link("prev").as_deref(), Some("/users?page=1"));
    /// assert_eq!(response.link("next"), None);
    /// ```
    #[must_use]
    pub fn link(&self, relation: &str) -> Option<String> {
        link::target_of(&self.headers, relation).map(|target| self.resolve(target))
    }

    fn resolve(&self, reference: String) -> String {
        resolve_reference(self.target.as_ref(), reference)
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
