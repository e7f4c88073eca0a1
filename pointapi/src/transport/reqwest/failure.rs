//! Reads from an error of reqwest what happened and whether the request can have left.

use std::error::Error as StdError;
use std::io;

use crate::error::{ConnectStage, Delivery, ErrorKind, RequestPart, TimeoutStage, TransportCause};
use crate::transport::TransportFailure;

/// The failure, without the URL that reqwest's text would show.
pub(super) fn classify(error: reqwest::Error) -> TransportFailure {
    let error = error.without_url();
    let (kind, text, delivery) = if error.is_builder() {
        (ErrorKind::Request(RequestPart::Header), "the request could not be built", Delivery::Unsent)
    } else if error.is_connect() && error.is_timeout() {
        (ErrorKind::Timeout(TimeoutStage::Connect), "connecting timed out", Delivery::Unsent)
    } else if error.is_connect() {
        let (stage, text) = connect_stage(&error);
        (ErrorKind::Connect(stage), text, Delivery::Unsent)
    } else {
        let (cause, text, delivery) = transport_cause(&error);
        (ErrorKind::Transport(cause), text, delivery)
    };
    TransportFailure { kind, text, delivery, source: Some(Box::new(error)) }
}

fn connect_stage(error: &reqwest::Error) -> (ConnectStage, &'static str) {
    if causes(error).any(is_tls) {
        (ConnectStage::Tls, "the TLS handshake failed")
    } else if causes(error).any(|cause| cause.to_string() == "dns error") {
        (ConnectStage::Dns, "the server's name could not be resolved")
    } else if causes(error).any(|cause| cause.to_string().contains("proxy")) {
        (ConnectStage::Proxy, "the proxy refused to connect")
    } else {
        (ConnectStage::Tcp, "the server could not be reached")
    }
}

#[cfg(feature = "rustls")]
fn is_tls(cause: &(dyn StdError + 'static)) -> bool {
    let inner = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    cause.is::<rustls::Error>() || inner.is_some_and(|inner| inner.is::<rustls::Error>())
}

#[cfg(not(feature = "rustls"))]
fn is_tls(_: &(dyn StdError + 'static)) -> bool {
    false
}

fn transport_cause(error: &reqwest::Error) -> (TransportCause, &'static str, Delivery) {
    for cause in causes(error) {
        if let Some(error) = cause.downcast_ref::<hyper::Error>() {
            if error.is_canceled() {
                return (TransportCause::Closed, "the connection closed before it was used", Delivery::Unsent);
            }
            if error.is_incomplete_message() {
                return (TransportCause::Closed, "the server closed the connection", Delivery::MaybeSent);
            }
            if error.is_parse() {
                return (TransportCause::Protocol, "the server's answer is not HTTP", Delivery::MaybeSent);
            }
        }
        if cause.downcast_ref::<io::Error>().is_some_and(|error| is_reset(error.kind())) {
            return (TransportCause::Reset, "the server reset the connection", Delivery::MaybeSent);
        }
    }
    (TransportCause::Other, "the connection failed", Delivery::MaybeSent)
}

fn is_reset(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe)
}

/// Every error below `error`.
fn causes<'a>(error: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(error.source(), |cause| cause.source())
}
