//! Failures, recordings and replays for tests of your own code.
//!
//! A fake or a mock of a generated trait returns failures as the library itself builds them, so that the handling of
//! `is_retryable()`, `outcome_unknown()` and typed errors can be tested:
//!
//! ```
//! use std::time::Duration;
//!
//! use pointapi::testing;
//!
//! let error = testing::unavailable(Duration::from_secs(3));
//! assert!(error.is_retryable());
//! assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
//!
//! assert!(testing::outcome_unknown().outcome_unknown());
//! assert!(testing::rejected_token().is_auth());
//! ```
//!
//! [`typed`] turns each of them into the error type of an endpoint. The values of successful calls have constructors of
//! their own: [`Response::new`](crate::Response::new), [`Text::new`](crate::Text::new), `Download::new`,
//! `Events::from_stream`, `Lines::from_stream`.

#[cfg(feature = "json")]
mod exchange;
#[cfg(feature = "json")]
mod mask;
#[cfg(feature = "json")]
mod recorder;
#[cfg(feature = "json")]
mod replay;
mod status_failure;

use std::time::Duration;

use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode};

#[cfg(feature = "json")]
pub use recorder::{Recorder, Recording};
#[cfg(feature = "json")]
pub use replay::Replay;
pub use status_failure::StatusFailure;

use crate::codec::DefaultCodec;
use crate::endpoint::Endpoint;
use crate::error::{
    ApiError, AuthCause, AuthDetails, ConnectStage, DecodeCause, Delivery, Error, ErrorKind, SizeCause, TimeoutStage,
    TransportCause,
};
use crate::response::RawResponse;

/// Converts a failure to the error type of an endpoint, as a call of an endpoint without a `codec` returns it.
///
/// ```
/// use pointapi::{Typed, testing};
///
/// let failure = testing::status(409).json([7]);
/// let error: Typed<Vec<u32>> = testing::typed(failure);
/// assert_eq!(error.body(), Some(&vec![7]));
/// ```
pub fn typed<E: ApiError>(failure: impl Into<Error>) -> E {
    E::of_call::<DefaultCodec>(failure.into())
}

/// Builds the error of a response with this status; on an endpoint that is never sent twice, see
/// [`StatusFailure::once`].
///
/// # Panics
///
/// If the status is not from 100 to 999.
pub fn status(status: u16) -> StatusFailure {
    StatusFailure::new(StatusCode::from_u16(status).expect("a status is from 100 to 999"))
}

/// Builds the error of a 503 that asks to wait.
pub fn unavailable(retry_after: impl Into<Option<Duration>>) -> Error {
    let failure = status(503);
    retry_after.into().map_or_else(|| failure.clone(), |pause| failure.clone().retry_after(pause)).into()
}

/// Builds the error of a 429 that asks to wait.
pub fn throttled(retry_after: Duration) -> Error {
    status(429).retry_after(retry_after).into()
}

/// Builds the error of a 302 with this `Location`.
///
/// # Panics
///
/// If the location is not a header value.
pub fn redirect(location: &str) -> Error {
    status(302).header(LOCATION.as_str(), location).into()
}

/// Builds the error of a call whose timeout was exceeded before the server responded.
pub fn timeout() -> Error {
    sent(ErrorKind::Timeout(TimeoutStage::Total), "timed out after 60s (`timeout`)").delivered(Delivery::MaybeSent)
}

/// Builds the error of a call that waited too long for a request slot; nothing was sent.
pub fn queue_timeout() -> Error {
    let text = "timed out after 60s (`timeout`) waiting for a request slot (`max_in_flight` is 64)";
    unsent(ErrorKind::Timeout(TimeoutStage::Queue), text)
}

/// Builds the error of a connection that was closed before the response, on an endpoint that is never sent twice.
pub fn outcome_unknown() -> Error {
    Error::new(ErrorKind::Transport(TransportCause::Closed), "the connection was closed before the response")
        .at(Endpoint::for_method(&Method::POST))
        .with_attempts(1)
        .delivered(Delivery::MaybeSent)
}

/// Builds the error of a connection that was closed before the response, on an endpoint that may be sent again.
pub fn closed() -> Error {
    sent(ErrorKind::Transport(TransportCause::Closed), "the connection was closed before the response")
        .delivered(Delivery::MaybeSent)
}

/// Builds the error of a response that was cut short.
pub fn truncated() -> Error {
    sent(ErrorKind::Transport(TransportCause::Truncated), "the response was cut short").with_status(StatusCode::OK)
}

/// Builds the error of a server that could not be reached; nothing was sent.
pub fn connect() -> Error {
    unsent(ErrorKind::Connect(ConnectStage::Tcp), "the server could not be reached")
}

/// Builds the error of a server whose name does not exist; nothing was sent.
pub fn unknown_host() -> Error {
    unsent(ErrorKind::Connect(ConnectStage::Dns), "the server's name could not be resolved").with_unknown_host()
}

/// Builds the error of a TLS handshake that failed; nothing was sent.
pub fn tls() -> Error {
    unsent(ErrorKind::Connect(ConnectStage::Tls), "the TLS handshake failed")
}

/// Builds the error of a fresh token that the server rejected with 401.
pub fn rejected_token() -> Error {
    status(401).rejecting_token().into()
}

/// Builds the error of rejected credentials; nothing of the call was sent.
pub fn rejected_credentials() -> Error {
    unsent(ErrorKind::Auth(AuthCause::Rejected), "the credentials were rejected").with_auth(AuthDetails::default())
}

/// Builds the error of a login that could not be reached, so there is no access token; nothing of the call was sent.
pub fn login_unavailable(retry_after: impl Into<Option<Duration>>) -> Error {
    let details = AuthDetails { is_connect: true, is_timeout: false, is_transient: true, is_throttled: false };
    unsent(ErrorKind::Auth(AuthCause::Unavailable), "could not obtain an access token")
        .with_auth(details)
        .with_retry_after(retry_after.into())
}

/// Builds the error of a caller that is signed out; nothing was sent.
pub fn signed_out() -> Error {
    unsent(ErrorKind::Auth(AuthCause::SignedOut), "signed out").with_auth(AuthDetails::default())
}

/// Builds the error of a complete 2xx that does not fit the type.
pub fn undecodable() -> Error {
    response("{}")
        .error(DecodeCause::Shape, "could not decode the response: missing field `id` at `id`, line 1 column 2".into())
}

/// Builds the error of a 2xx that reports a failure. [`Error::expose_source`] returns the fault.
pub fn fault(fault: impl Into<crate::BoxError>) -> Error {
    response("{}").fault(fault)
}

/// Builds the error of a response that is larger than the limit.
pub fn too_large() -> Error {
    sent(ErrorKind::TooLarge(SizeCause::Decoded), "the response is larger than 16777216 bytes")
        .with_status(StatusCode::OK)
}

fn response(body: &'static str) -> RawResponse {
    RawResponse::new(StatusCode::OK, HeaderMap::new(), body)
}

fn sent(kind: ErrorKind, text: &'static str) -> Error {
    unsent(kind, text).with_attempts(1)
}

fn unsent(kind: ErrorKind, text: &'static str) -> Error {
    Error::new(kind, text).at(Endpoint::for_method(&Method::GET))
}

#[cfg(all(test, feature = "json"))]
mod tests {
    use super::*;
    use crate::error::Typed;

    #[test]
    fn each_failure_has_the_predicates_of_its_kind() {
        type Predicate = fn(&Error) -> bool;
        let rows: [(Error, Predicate, bool); 15] = [
            (unavailable(Duration::from_secs(3)), Error::is_throttled, true),
            (throttled(Duration::from_secs(3)), Error::is_throttled, true),
            (timeout(), Error::is_timeout, true),
            (queue_timeout(), Error::is_timeout, true),
            (closed(), |error| error.was_sent(), true),
            (truncated(), |error| error.is_status(200), true),
            (connect(), Error::is_connect, true),
            (login_unavailable(None), Error::is_connect, true),
            (unknown_host(), Error::is_dns, false),
            (tls(), Error::is_tls, false),
            (rejected_token(), |error| error.is_auth() && error.is_status(401), false),
            (rejected_credentials(), Error::is_auth, false),
            (undecodable(), Error::is_decode, false),
            (fault("E024"), Error::is_fault, false),
            (too_large(), Error::is_too_large, false),
        ];
        for (error, predicate, is_retryable) in rows {
            assert!(predicate(&error), "{error:?}");
            assert_eq!((error.is_retryable(), error.outcome_unknown()), (is_retryable, false), "{error:?}");
        }
        for error in [connect(), unknown_host(), tls(), queue_timeout(), login_unavailable(None), signed_out()] {
            assert_eq!((error.attempts(), error.was_sent()), (0, false), "{error:?}");
        }
        assert!(signed_out().is_auth());
    }

    #[test]
    fn the_outcome_is_unknown_on_endpoints_that_are_sent_once() {
        assert!(outcome_unknown().outcome_unknown() && !outcome_unknown().is_retryable());
        assert!(Error::from(status(500).once()).outcome_unknown());
        assert!(!Error::from(status(500)).outcome_unknown());
        assert!(!Error::from(status(404).once()).outcome_unknown());
    }

    #[test]
    fn a_status_has_headers_and_body() {
        let error = status(409).header("x-request-id", "r-7").json([1, 2]);
        assert_eq!((error.request_id(), error.body_as::<Vec<u8>>()), (Some("r-7"), Some(vec![1, 2])));
        assert_eq!(redirect("/elsewhere").location(), Some("/elsewhere"));
        assert_eq!(Error::from(status(304)).kind(), ErrorKind::NotModified);
        let typed: Typed<Vec<u8>> = typed(error);
        assert_eq!((typed.body(), typed.is_status(409)), (Some(&vec![1, 2]), true));
    }
}
