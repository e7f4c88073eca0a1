//! A request as it came in.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};

/// A request that the sandbox received.
///
/// `Debug` shows neither body nor header values: they hold passwords and tokens.
#[derive(Clone)]
pub struct RecordedRequest {
    pub(super) method: Method,
    pub(super) target: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl RecordedRequest {
    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Path and query, as they came.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({} bytes)", self.method, self.target, self.body.len())
    }
}
