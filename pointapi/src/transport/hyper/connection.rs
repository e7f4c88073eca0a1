//! One connection, by HTTP/1 or HTTP/2.

use http::{Response, Uri};
use hyper::body::Incoming;
use hyper::client::conn::{TrySendError, http1, http2};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tower_service::Service;

use super::connector::Connector;
use crate::body::Body;
use crate::box_error::BoxError;
use crate::service::HttpRequest;
use crate::transport::connections::{PING_EVERY, PING_TIMEOUT};

/// A handle to a connection; the connection itself is a task that ends with its last handle and its last answer.
pub(super) enum Connection {
    /// Takes one request after another.
    Http1(http1::SendRequest<Body>),
    /// Takes every request.
    Http2(http2::SendRequest<Body>),
}

/// Makes a connection to `origin`.
pub(super) async fn connect(mut connector: Connector, origin: Uri) -> Result<Connection, BoxError> {
    let stream = connector.call(origin).await?;
    if stream.is_http2() {
        let mut builder = http2::Builder::new(TokioExecutor::new());
        builder.timer(TokioTimer::new()).keep_alive_interval(PING_EVERY).keep_alive_timeout(PING_TIMEOUT);
        let (sender, connection) = builder.handshake(stream).await?;
        tokio::spawn(connection);
        return Ok(Connection::Http2(sender));
    }
    let (sender, connection) = http1::handshake(stream).await?;
    tokio::spawn(connection);
    Ok(Connection::Http1(sender))
}

impl Connection {
    /// Sends a request; an error holds the request if it never left.
    pub(super) async fn send(&mut self, request: HttpRequest) -> Result<Response<Incoming>, TrySendError<HttpRequest>> {
        match self {
            Self::Http1(sender) => sender.try_send_request(request).await,
            Self::Http2(sender) => sender.try_send_request(request).await,
        }
    }

    /// Another handle, if several requests can be under way.
    pub(super) fn share(&self) -> Option<Self> {
        match self {
            Self::Http1(_) => None,
            Self::Http2(sender) => Some(Self::Http2(sender.clone())),
        }
    }

    /// True if several requests can be under way.
    pub(super) fn is_shared(&self) -> bool {
        matches!(self, Self::Http2(_))
    }

    /// True if a request can be sent now.
    pub(super) fn is_ready(&self) -> bool {
        match self {
            Self::Http1(sender) => sender.is_ready(),
            Self::Http2(sender) => sender.is_ready(),
        }
    }

    /// True if no request can be sent any more.
    pub(super) fn is_closed(&self) -> bool {
        match self {
            Self::Http1(sender) => sender.is_closed(),
            Self::Http2(sender) => sender.is_closed(),
        }
    }
}
