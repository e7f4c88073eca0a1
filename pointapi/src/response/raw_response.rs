//! The response to a call, before it is decoded.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
#[cfg(feature = "stream")]
use http::HeaderValue;
use http::response::Parts;
use http::uri::PathAndQuery;
use http::{HeaderMap, Method, StatusCode};
use http_body::Body as _;
use tokio::time::Instant;
use uuid::Uuid;

use super::responded::Responded;
use crate::base_url::resolve_reference;
use crate::body::Body;
use crate::box_error::BoxError;
use crate::endpoint::Endpoint;
use crate::error::{DecodeCause, Error, ErrorKind, Result, TransportCause};
#[cfg(feature = "stream")]
use crate::send::STALL;
use crate::send::retry_after;
#[cfg(feature = "stream")]
use crate::stream::BodyStream;
use crate::transport::framing::EndsWithConnection;

/// The bytes of a body that an error about a fault keeps. The body can be large, since the response is a success.
const FAULT_BODY: usize = 64 * 1024;

/// The response to a call, before it is decoded as a type.
///
/// It is a success, or has a status that the endpoint declares as absence (`none_on`).
pub struct RawResponse {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) attempts: u32,
    /// The idempotency key of the request, unless the caller set it.
    pub(crate) generated_key: Option<Uuid>,
    /// The path and query of the request.
    pub(crate) target: Option<PathAndQuery>,
    /// The `Last-Event-ID` of the request, if the body is streamed.
    #[cfg(feature = "stream")]
    pub(crate) resumed_after: Option<HeaderValue>,
    /// The end of the body is that of the connection, so a whole body cannot be distinguished from a truncated one.
    pub(crate) ends_with_connection: bool,
    /// The body, where the type decodes it as it arrives.
    pub(crate) stream: Option<StreamedBody>,
    /// Makes up the value, instead of the body.
    #[cfg(feature = "server")]
    pub(crate) maker: Option<crate::made_up::Maker>,
}

/// A body that has not been read, and its limits.
pub(crate) struct StreamedBody {
    pub(crate) body: Body,
    pub(crate) limit: u64,
    /// The end of the call, and the `timeout` that it follows from.
    pub(crate) deadline: Option<(Instant, Duration)>,
}

impl RawResponse {
    /// A response whose body was read.
    pub(crate) fn whole(endpoint: &'static Endpoint, parts: Parts, body: Bytes, attempts: u32) -> Self {
        let ends_with_connection = EndsWithConnection::may_cut_short(&parts.extensions, body.is_empty());
        Self {
            endpoint,
            status: parts.status,
            headers: parts.headers,
            body,
            attempts,
            generated_key: None,
            target: None,
            #[cfg(feature = "stream")]
            resumed_after: None,
            ends_with_connection,
            stream: None,
            #[cfg(feature = "server")]
            maker: parts.extensions.get().cloned(),
        }
    }

    /// A response whose body is read as it arrives.
    pub(crate) fn streamed(endpoint: &'static Endpoint, parts: Parts, stream: StreamedBody, attempts: u32) -> Self {
        // Whether it is empty is not known yet.
        let ends_with_connection = EndsWithConnection::may_cut_short(&parts.extensions, false);
        let stream = Some(stream);
        Self { stream, ends_with_connection, ..Self::whole(endpoint, parts, Bytes::new(), attempts) }
    }

    /// Creates a successful response, for tests of a [`FromResponse`](crate::FromResponse) implementation.
    ///
    /// ```
    /// use pointapi::{Codec, FromResponse, Json, RawResponse, StatusCode, http::HeaderMap};
    ///
    /// let response = RawResponse::new(StatusCode::OK, HeaderMap::new(), "[1, 2]");
    /// assert_eq!(<Vec<u8>>::from_response::<Json>(response).unwrap(), [1, 2]);
    /// ```
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        let endpoint = Endpoint::for_method(&Method::GET);
        Self {
            endpoint,
            status,
            headers,
            body: body.into(),
            attempts: 1,
            generated_key: None,
            target: None,
            #[cfg(feature = "stream")]
            resumed_after: None,
            ends_with_connection: false,
            stream: None,
            #[cfg(feature = "server")]
            maker: None,
        }
    }

    /// A successful response whose body is read as it arrives.
    #[cfg(feature = "stream")]
    pub(crate) fn of_body(body: Body) -> Self {
        let stream = StreamedBody { body, limit: u64::MAX, deadline: None };
        Self { stream: Some(stream), ..Self::new(StatusCode::OK, HeaderMap::new(), Bytes::new()) }
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

    /// Returns the whole body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the time that the server asks to wait (`Retry-After`); a 2xx has it if the work is not done yet.
    ///
    /// A date counts from the response's own `Date`, and is ignored without one.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after::parse(&self.headers, None)
    }

    /// The body as it arrives, without a limit of time or size.
    #[cfg(feature = "stream")]
    pub(crate) fn into_stream(self) -> BodyStream {
        let responded = self.responded();
        let body = self.stream.map_or_else(|| self.body.into(), |stream| stream.body);
        BodyStream::new(body, responded, self.headers)
    }

    /// The body as it arrives, within the limits of the call.
    #[cfg(feature = "stream")]
    pub(crate) fn into_limited_stream(mut self) -> BodyStream {
        match self.stream.take() {
            Some(StreamedBody { body, limit, deadline }) => {
                BodyStream::new(body, self.responded(), self.headers).limited(limit, deadline, STALL)
            }
            None => self.into_stream(),
        }
    }

    /// Returns true if there is no value: 204, an empty 2xx, or a status of `none_on`. A streamed body counts as empty
    /// only if it is announced as empty. A response to HEAD has no body, so only the status counts.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        if self.is_declared_absent() {
            return true;
        }
        if self.is_head() {
            return !self.status.is_success();
        }
        let is_empty = match &self.stream {
            Some(stream) => stream.body.is_end_stream() || stream.body.size_hint().exact() == Some(0),
            None => self.body.is_empty(),
        };
        is_empty || !self.status.is_success() || self.status == StatusCode::NO_CONTENT
    }

    /// True for a status of `none_on`, which may be that of a success.
    fn is_declared_absent(&self) -> bool {
        self.endpoint.is_absent_on(self.status)
    }

    pub(super) fn is_head(&self) -> bool {
        *self.endpoint.method() == Method::HEAD
    }

    /// A `bool` that the status decides: false for a status of `none_on`, whether the response to HEAD is a success, and
    /// true for a success without a body where another status is absence.
    pub(super) fn presence(&self) -> Option<bool> {
        if self.is_declared_absent() {
            return Some(false);
        }
        let is_success = self.status.is_success();
        let is_decided = !is_success || (self.is_absent() && !self.endpoint.absent_on.is_empty());
        (self.is_head() || is_decided).then_some(is_success)
    }

    /// An error if there is no value.
    pub(super) fn require_body(&self) -> Result<()> {
        if !self.is_absent() {
            return Ok(());
        }
        let status = self.status.as_u16();
        let text = format!("the response ({status}) has no body; return `Result<Option<T>>` if that is expected");
        Err(self.error(DecodeCause::Eof, text))
    }

    /// An error of kind [`ErrorKind::Fault`]: the response is a success that reports a failure, see
    /// [`Error::is_fault`].
    ///
    /// [`Error::expose_source`] returns `fault`; nothing else shows it. The error keeps the first 64 KiB of the body.
    pub fn fault(&self, fault: impl Into<BoxError>) -> Error {
        self.fault_because("the server reported a failure in a successful response".into())
            .with_foreign_source(fault.into())
    }

    pub(crate) fn fault_because(&self, text: String) -> Error {
        let body = self.body.slice(..self.body.len().min(FAULT_BODY));
        self.with_response(self.about(ErrorKind::Fault, text), body)
    }

    /// An error about the body. One that ends too early may have been cut short, if it ends with the connection.
    pub(crate) fn error(&self, cause: DecodeCause, text: String) -> Error {
        self.with_response(self.error_without_body(cause, text), self.body.clone())
    }

    fn with_response(&self, error: Error, body: Bytes) -> Error {
        let error = error.with_response(self.headers.clone(), body);
        error.with_location(|location| resolve_reference(self.target.as_ref(), location))
    }

    /// An error that does not keep the body, which may hold a token.
    pub(crate) fn error_without_body(&self, cause: DecodeCause, text: String) -> Error {
        let may_be_cut_short = self.ends_with_connection && self.status.is_success() && !self.is_head();
        if cause == DecodeCause::Eof && may_be_cut_short {
            let text = "the response was cut short: the connection ended before its body did";
            return self.about(ErrorKind::Transport(TransportCause::Truncated), text.to_owned());
        }
        self.about(ErrorKind::Decode(cause), text)
    }

    fn about(&self, kind: ErrorKind, text: String) -> Error {
        self.responded().error(kind, text)
    }

    pub(crate) fn responded(&self) -> Responded {
        let Self { endpoint, status, attempts, generated_key, .. } = *self;
        Responded { endpoint, status, attempts, generated_key }
    }
}

/// Shows neither headers nor body.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("endpoint", &self.endpoint)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}
