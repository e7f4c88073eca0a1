//! Transports: each sends one request and returns one response.

#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod connections;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod failure;
pub(crate) mod framing;
#[cfg(any(feature = "reqwest", feature = "hyper"))]
mod gzip;
#[cfg(feature = "hyper")]
pub(crate) mod hyper;
#[cfg(feature = "reqwest")]
pub(crate) mod reqwest;
#[cfg(feature = "__tls")]
pub(crate) mod roots;

use std::borrow::Cow;
use std::fmt;

#[cfg(any(feature = "reqwest", feature = "hyper"))]
use http::{HeaderValue, Method, header::CONTENT_LENGTH};
#[cfg(any(feature = "reqwest", feature = "hyper"))]
use http_body::Body as _;

#[cfg(any(feature = "reqwest", feature = "hyper"))]
pub(crate) use connections::Connections;

use crate::box_error::BoxError;
use crate::error::{Delivery, Error, ErrorKind};
#[cfg(any(feature = "reqwest", feature = "hyper"))]
use crate::service::HttpRequest;

/// The failure of a built-in transport, and whether the request can have left.
pub(crate) struct TransportFailure {
    pub(crate) kind: ErrorKind,
    pub(crate) text: Cow<'static, str>,
    pub(crate) delivery: Delivery,
    /// The name of the server is unknown, which another attempt will hardly change.
    pub(crate) is_unknown_host: bool,
    /// Holds no URL and nothing that was sent.
    pub(crate) source: Option<BoxError>,
    /// The error of a body that the caller made, which may hold anything.
    pub(crate) foreign: Option<BoxError>,
}

impl TransportFailure {
    pub(crate) fn into_error(self) -> Error {
        let error = Error::new(self.kind, self.text).delivered(self.delivery);
        let error = if self.is_unknown_host { error.with_unknown_host() } else { error };
        match (self.source, self.foreign) {
            (Some(source), _) => error.with_source(source),
            (None, Some(foreign)) => error.with_foreign_source(foreign),
            (None, None) => error,
        }
    }
}

/// Adds `Content-Length: 0` where a server may expect a body (RFC 9110, section 8.6).
#[cfg(any(feature = "reqwest", feature = "hyper"))]
fn announce_empty_body(request: &mut HttpRequest) {
    let may_have_body = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    if may_have_body && request.body().is_end_stream() {
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

impl fmt::Debug for TransportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportFailure")
            .field("kind", &self.kind)
            .field("text", &self.text)
            .field("delivery", &self.delivery)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for TransportFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for TransportFailure {}
