//! Classes of endpoints, by whether a request may be sent a second time.

use http::Method;

/// The class of an endpoint: whether a request may be sent a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// The server changes nothing (GET, HEAD, OPTIONS, TRACE).
    Safe,
    /// A second delivery has no second effect (PUT, DELETE, or declared so).
    Idempotent,
    /// A key in this header lets the server recognize a second delivery.
    Keyed(&'static str),
    /// Never sent twice (POST, PATCH, CONNECT and anything unknown, or declared so).
    Once,
}

impl Class {
    /// Returns the class of a method, unless the endpoint declares another.
    pub(super) const fn of(method: &Method) -> Self {
        match *method {
            Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE => Self::Safe,
            Method::PUT | Method::DELETE => Self::Idempotent,
            _ => Self::Once,
        }
    }
}
