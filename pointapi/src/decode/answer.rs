//! The answer to a call, on its way to a type.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, StatusCode};
use http_body::Body as _;
use tokio::time::Instant;

use super::failure;
use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::{DecodeCause, Error, ErrorKind, Result};
#[cfg(feature = "stream")]
use crate::layer::STALL;
use crate::layer::{Report, retry_after};
use crate::service::BoxError;
#[cfg(feature = "stream")]
use crate::stream::BodyStream;

/// An error keeps so much of an answer that tells of a failure; the rest may be all that was sent.
const KEPT_OF_A_FAULT: usize = 64 * 1024;

/// The answer to a call, before it is read as a type.
///
/// Only successes come this far, and the statuses that the endpoint declares as absence (`none_on`).
pub struct Answer {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) attempts: u32,
    /// The body, where the type reads it while it arrives.
    pub(crate) stream: Option<Streaming>,
}

/// A body that has not been read, and its limits.
pub(crate) struct Streaming {
    pub(crate) body: Body,
    pub(crate) limit: u64,
    pub(crate) deadline: Option<Instant>,
}

impl Answer {
    /// An answer whose body was read.
    pub(crate) fn whole(endpoint: &'static Endpoint, parts: Parts, body: Bytes, attempts: u32) -> Self {
        Self { endpoint, status: parts.status, headers: parts.headers, body, attempts, stream: None }
    }

    /// An answer whose body is read while it arrives.
    pub(crate) fn streamed(endpoint: &'static Endpoint, parts: Parts, body: Body, report: &Report, limit: u64) -> Self {
        let stream = Streaming { body, limit, deadline: report.deadline };
        Self { stream: Some(stream), ..Self::whole(endpoint, parts, Bytes::new(), report.attempts) }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The whole body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// How long the server asks to wait (`Retry-After`), which a 2xx says of something that is not done yet.
    ///
    /// A date counts from the answer's own `Date`; without one it is not understood.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after::parse(&self.headers, None)
    }

    /// The body as it arrives, with no limit of time or size.
    #[cfg(feature = "stream")]
    pub(crate) fn into_stream(self) -> BodyStream {
        let body = self.stream.map_or_else(|| self.body.into(), |stream| stream.body);
        BodyStream::new(body, self.endpoint, self.status, self.attempts)
    }

    /// The body as it arrives, within the limits of the call.
    #[cfg(feature = "stream")]
    pub(crate) fn into_limited_stream(mut self) -> BodyStream {
        match self.stream.take() {
            Some(Streaming { body, limit, deadline }) => {
                BodyStream::new(body, self.endpoint, self.status, self.attempts).limited(limit, deadline, STALL)
            }
            None => self.into_stream(),
        }
    }

    /// True if there is no value: 204, an empty 2xx, or a status of `none_on`. Of a body that is read while it arrives,
    /// only one that is announced as empty is known to be.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        let is_empty = match &self.stream {
            Some(stream) => stream.body.is_end_stream() || stream.body.size_hint().exact() == Some(0),
            None => self.body.is_empty(),
        };
        is_empty || !self.status.is_success() || self.status == StatusCode::NO_CONTENT
    }

    /// An error if there is no value.
    pub(super) fn require_body(&self) -> Result<()> {
        if self.is_absent() { Err(self.error(DecodeCause::Eof, failure::absent(self))) } else { Ok(()) }
    }

    /// An error of kind [`ErrorKind::Fault`]: the answer is a success that tells of a failure, for which see
    /// [`Error::is_fault`].
    ///
    /// `fault` is found by [`Error::expose_source`]; nothing else shows it. The error keeps the first 64 KiB of the
    /// body.
    pub fn fault(&self, fault: impl Into<BoxError>) -> Error {
        self.fault_because("the server answered a success that tells of a failure".into())
            .with_foreign_source(fault.into())
    }

    pub(crate) fn fault_because(&self, text: String) -> Error {
        let body = self.body.slice(..self.body.len().min(KEPT_OF_A_FAULT));
        self.about(ErrorKind::Fault, text).with_answer(self.headers.clone(), body)
    }

    /// An error of kind [`ErrorKind::Decode`]: the answer is not what the type needs.
    ///
    /// Of a `serde_json::Error` the place is shown, by line and column and by the indices of lists. `why` is found by
    /// [`Error::expose_source`]; nothing else shows it.
    pub fn unreadable(&self, why: impl Into<BoxError>) -> Error {
        let why = why.into();
        failure::undecodable(self, &*why, || &[]).with_foreign_source(why)
    }

    /// An error about this answer, which was received whole.
    pub(crate) fn error(&self, cause: DecodeCause, text: String) -> Error {
        self.error_without_body(cause, text).with_answer(self.headers.clone(), self.body.clone())
    }

    /// An error that does not keep the body, which may hold a token.
    pub(crate) fn error_without_body(&self, cause: DecodeCause, text: String) -> Error {
        self.about(ErrorKind::Decode(cause), text)
    }

    fn about(&self, kind: ErrorKind, text: String) -> Error {
        Error::new(kind, text).at(self.endpoint).with_status(self.status).with_attempts(self.attempts)
    }
}

/// Shows neither headers nor body.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("endpoint", &self.endpoint).field("status", &self.status).finish_non_exhaustive()
    }
}
