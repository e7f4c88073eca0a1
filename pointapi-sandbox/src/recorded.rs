//! A recorded request.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};

/// A request that the sandbox received.
///
/// `Debug` shows neither the body nor header values, which contain passwords and tokens.
#[derive(Clone)]
pub struct RecordedRequest {
    pub(super) method: Method,
    pub(super) target: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl RecordedRequest {
    /// Returns the method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns path and query as received.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body.
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
