//! Classifies a chain of errors: the kind of the failure, and whether the request can have left.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use crate::error::{ConnectStage, Delivery, ErrorKind, SizeCause, TimeoutStage, TransportCause};
use crate::transport::TransportFailure;

/// The classification of a failure.
pub(super) type Finding = (ErrorKind, &'static str, Delivery);

/// Creates the failure from its classification.
pub(super) fn failure(
    (kind, text, delivery): (ErrorKind, impl Into<Cow<'static, str>>, Delivery),
    error: impl StdError + Send + Sync + 'static,
) -> TransportFailure {
    let is_unknown_host = kind == ErrorKind::Connect(ConnectStage::Dns) && causes(&error).any(is_unknown_host);
    let (source, foreign) = if causes(&error).any(holds_text_of_the_server) {
        (None, None)
    } else if causes(&error).any(is_of_the_callers_body) {
        (None, Some(error.into()))
    } else {
        (Some(error.into()), None)
    };
    TransportFailure { kind, text: text.into(), delivery, is_unknown_host, source, foreign }
}

/// Creates the failure of connecting; nothing can have left. `limit` is `connect_timeout`, if it is known.
pub(super) fn while_connecting(
    error: impl StdError + Send + Sync + 'static,
    is_timeout: bool,
    limit: Option<Duration>,
) -> TransportFailure {
    if is_timeout {
        let text = connect_timeout(&error, limit);
        return failure((ErrorKind::Timeout(TimeoutStage::Connect), text, Delivery::Unsent), error);
    }
    let (stage, text) = connect_stage(&error);
    failure((ErrorKind::Connect(stage), text, Delivery::Unsent), error)
}

/// The text of a connection that took too long. A user's reqwest client has a limit of its own.
fn connect_timeout(error: &(dyn StdError + 'static), limit: Option<Duration>) -> Cow<'static, str> {
    let is_of_the_system = |cause: &io::Error| cause.raw_os_error().is_some();
    if causes(error).any(|cause| cause.downcast_ref().is_some_and(is_of_the_system)) {
        return "the operating system gave up connecting before `connect_timeout` ended".into();
    }
    match limit {
        Some(limit) => format!("connecting took longer than {limit:?} (`connect_timeout`)").into(),
        None => "connecting took longer than the `connect_timeout` of the reqwest client".into(),
    }
}

/// A GOAWAY may hold text of the server, so such an error is not kept in the chain.
fn holds_text_of_the_server(cause: &(dyn StdError + 'static)) -> bool {
    cause.downcast_ref::<h2::Error>().is_some_and(h2::Error::is_go_away)
}

/// The stream of a request's body failed, with an error that the caller chose.
fn is_of_the_callers_body(cause: &(dyn StdError + 'static)) -> bool {
    cause.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_user)
}

fn connect_stage(error: &(dyn StdError + 'static)) -> (ConnectStage, &'static str) {
    if causes(error).any(is_cut) {
        (ConnectStage::Tcp, "the server could not be reached")
    } else if causes(error).any(is_tls) {
        (ConnectStage::Tls, "the TLS handshake failed")
    } else if causes(error).any(|cause| cause.to_string() == "dns error") {
        (ConnectStage::Dns, "the server's name could not be resolved")
    } else if causes(error).any(is_rejected_by_proxy) {
        (ConnectStage::Proxy, "the proxy rejected the connection")
    } else {
        (ConnectStage::Tcp, "the server could not be reached")
    }
}

/// The connection broke, at whatever stage.
fn is_cut(cause: &(dyn StdError + 'static)) -> bool {
    cause.downcast_ref::<io::Error>().is_some_and(|error| {
        is_reset(error.kind())
            || matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionRefused)
    })
}

#[cfg_attr(
    not(any(feature = "rustls", feature = "hyper", feature = "native-tls")),
    expect(unused_variables, reason = "there is no TLS")
)]
fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(any(feature = "rustls", feature = "hyper"))]
    if error.is::<rustls::Error>() {
        return true;
    }
    #[cfg(feature = "native-tls")]
    if error.is::<native_tls::Error>() {
        return true;
    }
    false
}

/// A proxy that rejected `CONNECT`. hyper-util does not export the type, so its text is compared.
fn is_rejected_by_proxy(cause: &(dyn StdError + 'static)) -> bool {
    matches!(
        cause.to_string().as_str(),
        "tunnel error: proxy authorization required"
            | "tunnel error: unsuccessful"
            | "tunnel error: proxy response headers too long"
    )
}

/// The resolver found no such name. The standard library does not expose the code on Unix, so the texts of glibc, musl
/// and macOS are compared.
fn is_unknown_host(cause: &(dyn StdError + 'static)) -> bool {
    /// `WSAHOST_NOT_FOUND`
    const WINDOWS: i32 = 11_001;
    const UNIX: [&str; 3] =
        ["Name or service not known", "Name does not resolve", "nodename nor servname provided, or not known"];
    cause.downcast_ref::<io::Error>().is_some_and(|error| {
        error.raw_os_error() == Some(WINDOWS) || UNIX.iter().any(|text| error.to_string().ends_with(text))
    })
}

/// A time limit of the operating system, or of a given reqwest client.
pub(super) const TIMED_OUT: Finding =
    (ErrorKind::Timeout(TimeoutStage::Attempt), "the connection timed out", Delivery::MaybeSent);

/// Classifies an error of a request that had a connection.
pub(super) fn in_exchange(error: &(dyn StdError + 'static)) -> Finding {
    for cause in causes(error) {
        let failure = cause
            .downcast_ref::<hyper::Error>()
            .and_then(of_hyper)
            .or_else(|| cause.downcast_ref::<h2::Error>().and_then(of_h2))
            .or_else(|| cause.downcast_ref::<io::Error>().and_then(of_io));
        if let Some(failure) = failure {
            return failure;
        }
    }
    (ErrorKind::Transport(TransportCause::Other), "the connection failed", Delivery::MaybeSent)
}

fn of_hyper(error: &hyper::Error) -> Option<Finding> {
    let transport = ErrorKind::Transport;
    Some(if error.is_canceled() {
        (transport(TransportCause::Closed), "the connection closed before it was used", Delivery::Unsent)
    } else if error.is_incomplete_message() {
        (transport(TransportCause::Closed), "the server closed the connection", Delivery::MaybeSent)
    } else if is_too_large(error) {
        (ErrorKind::TooLarge(SizeCause::Wire), "the response has too many or too large headers", Delivery::MaybeSent)
    } else if error.is_parse() {
        (transport(TransportCause::Protocol), "the response is not HTTP", Delivery::MaybeSent)
    } else {
        return None;
    })
}

/// hyper compiles its predicate for servers only, so the text is compared.
fn is_too_large(error: &hyper::Error) -> bool {
    error.is_parse() && error.to_string() == "message head is too large"
}

/// A stream that the server refused was not processed (RFC 9113, section 8.7). A connection that it ends is another
/// matter: what it says of the streams that it has seen is wrong too often.
fn of_h2(error: &h2::Error) -> Option<Finding> {
    let transport = ErrorKind::Transport;
    Some(if error.is_reset() && error.is_remote() && error.reason() == Some(h2::Reason::REFUSED_STREAM) {
        (transport(TransportCause::Closed), "the server rejected the stream", Delivery::Rejected)
    } else if error.is_go_away() {
        (transport(TransportCause::Closed), "the server ended the connection", Delivery::MaybeSent)
    } else if error.is_reset() {
        (transport(TransportCause::Reset), "the server reset the stream", Delivery::MaybeSent)
    } else {
        return None;
    })
}

fn of_io(error: &io::Error) -> Option<Finding> {
    if error.kind() == io::ErrorKind::TimedOut {
        return Some(TIMED_OUT);
    }
    let kind = ErrorKind::Transport(TransportCause::Reset);
    is_reset(error.kind()).then_some((kind, "the server reset the connection", Delivery::MaybeSent))
}

fn is_reset(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe)
}

/// The error, and every error below it.
pub(super) fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |cause: &&(dyn StdError + 'static)| cause_of(*cause))
}

/// An I/O error does not count what it wraps among its sources, so that is asked for first.
fn cause_of<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}
