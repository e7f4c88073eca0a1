//! The streams of an HTTP/2 connection: how many the server allows, and how many are open.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::client::conn::http2;
use hyper_util::rt::TokioExecutor;

use super::connector::Stream;
use crate::body::Body as RequestBody;

/// The streams of one connection.
///
/// A request beyond the server's limit (`SETTINGS_MAX_CONCURRENT_STREAMS`, RFC 9113, section 5.1.2) would wait inside
/// the connection until another stream ends, which an event stream may never do.
pub(super) struct Streams {
    /// Asked for the limit each time: hyper has it nowhere else, and wakes the connection's task only for requests.
    connection: Weak<Mutex<Http2>>,
    open: AtomicUsize,
}

type Http2 = Pin<Box<http2::Connection<Stream, RequestBody, TokioExecutor>>>;

impl Streams {
    /// Returns the streams of a connection, and the task that runs and owns it.
    pub(super) fn of(
        connection: http2::Connection<Stream, RequestBody, TokioExecutor>,
    ) -> (Arc<Self>, impl Future<Output = hyper::Result<()>>) {
        let connection = Arc::new(Mutex::new(Box::pin(connection)));
        let streams = Self { connection: Arc::downgrade(&connection), open: AtomicUsize::new(0) };
        (Arc::new(streams), poll_fn(move |context| lock(&connection).as_mut().poll(context)))
    }

    /// Returns true if another stream may be opened.
    pub(super) fn has_room(&self) -> bool {
        let limit = self.connection.upgrade().map_or(0, |connection| lock(&connection).current_max_send_streams());
        self.open.load(Ordering::Relaxed) < limit
    }

    /// Counts one more stream until the value is dropped.
    pub(super) fn open(self: &Arc<Self>) -> OpenStream {
        self.open.fetch_add(1, Ordering::Relaxed);
        OpenStream(Arc::clone(self))
    }
}

fn lock(connection: &Mutex<Http2>) -> MutexGuard<'_, Http2> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One open stream.
pub(super) struct OpenStream(Arc<Streams>);

impl Drop for OpenStream {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The body of a response, which keeps its HTTP/2 stream open until it is dropped.
pub(super) struct Received {
    pub(super) body: Incoming,
    pub(super) _stream: Option<OpenStream>,
}

impl Body for Received {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<hyper::Result<Frame<Bytes>>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
