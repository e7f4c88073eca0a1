//! One connection, by HTTP/1 or HTTP/2.

use std::sync::Arc;

use futures_util::future::Either;
use http::{Response, Uri};
use hyper::body::Incoming;
use hyper::client::conn::{TrySendError, http1, http2};
use hyper_util::client::legacy::connect::Connection as _;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tower_service::Service;

use super::connector::{Connector, Stream};
use super::streams::{OpenStream, Streams};
use crate::body::Body;
use crate::box_error::BoxError;
use crate::service::HttpRequest;
use crate::transport::connections::{PING_EVERY, PING_TIMEOUT};

/// A handle to a connection; the connection itself is a task that ends with its last handle and its last response.
pub(super) enum Connection {
    /// Takes one request after another.
    Http1(http1::SendRequest<Body>),
    /// Takes as many requests at once as the server allows.
    Http2(http2::SendRequest<Body>, Arc<Streams>),
}

/// Connects to `origin`.
pub(super) async fn connect(mut connector: Connector, origin: Uri) -> Result<Connection, BoxError> {
    let stream = connector.call(origin).await?;
    if stream.connected().is_negotiated_h2() {
        return http2(stream).await;
    }
    let (sender, connection) = http1::handshake(stream).await?;
    tokio::spawn(connection);
    Ok(Connection::Http1(sender))
}

async fn http2(stream: Stream) -> Result<Connection, BoxError> {
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder.timer(TokioTimer::new()).keep_alive_interval(PING_EVERY).keep_alive_timeout(PING_TIMEOUT);
    let (sender, connection) = builder.handshake(stream).await?;
    let (streams, task) = Streams::of(connection);
    tokio::spawn(task);
    Ok(Connection::Http2(sender, streams))
}

impl Connection {
    /// Sends a request; an error holds the request if it never left. Not an `async fn`, whose future would hold the
    /// request too.
    pub(super) fn send(
        &mut self,
        request: HttpRequest,
    ) -> impl Future<Output = Result<Response<Incoming>, TrySendError<HttpRequest>>> + use<> {
        match self {
            Self::Http1(sender) => Either::Left(sender.try_send_request(request)),
            Self::Http2(sender, _) => Either::Right(sender.try_send_request(request)),
        }
    }

    /// Returns another handle, if the connection takes several requests at once.
    pub(super) fn share(&self) -> Option<Self> {
        match self {
            Self::Http1(_) => None,
            Self::Http2(sender, streams) => Some(Self::Http2(sender.clone(), Arc::clone(streams))),
        }
    }

    /// Counts the stream of one more request, if the connection has streams.
    pub(super) fn open_stream(&self) -> Option<OpenStream> {
        match self {
            Self::Http1(_) => None,
            Self::Http2(_, streams) => Some(streams.open()),
        }
    }

    /// Returns true if the connection takes several requests at once.
    pub(super) fn is_shared(&self) -> bool {
        matches!(self, Self::Http2(..))
    }

    /// Returns true if both are handles to one HTTP/2 connection.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Http2(_, streams), Self::Http2(_, others)) => Arc::ptr_eq(streams, others),
            _ => false,
        }
    }

    /// Returns true if a request can be sent now.
    pub(super) fn is_ready(&self) -> bool {
        match self {
            Self::Http1(sender) => sender.is_ready(),
            Self::Http2(sender, streams) => sender.is_ready() && streams.has_room(),
        }
    }

    /// Returns true if no request can be sent any more.
    pub(super) fn is_closed(&self) -> bool {
        match self {
            Self::Http1(sender) => sender.is_closed(),
            Self::Http2(sender, _) => sender.is_closed(),
        }
    }
}
