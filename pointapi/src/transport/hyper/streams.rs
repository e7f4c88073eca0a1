//! The streams of an HTTP/2 connection: how many the server allows, and how many are open.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
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
    /// The limit at the beginning of the last poll.
    polled_limit: AtomicUsize,
    open: AtomicUsize,
}

type Http2 = Pin<Box<http2::Connection<Stream, RequestBody, TokioExecutor>>>;

impl Streams {
    /// Returns the streams of a connection, and the task that runs and owns it.
    pub(super) fn of(
        connection: http2::Connection<Stream, RequestBody, TokioExecutor>,
    ) -> (Arc<Self>, impl Future<Output = hyper::Result<()>>) {
        let polled_limit = AtomicUsize::new(connection.current_max_send_streams());
        let connection = Arc::new(Mutex::new(Box::pin(connection)));
        let streams =
            Arc::new(Self { connection: Arc::downgrade(&connection), polled_limit, open: AtomicUsize::new(0) });
        let polled = Arc::clone(&streams);
        let task = poll_fn(move |context| {
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            polled.polled_limit.store(connection.current_max_send_streams(), Ordering::Relaxed);
            connection.as_mut().poll(context)
        });
        (streams, task)
    }

    /// Returns true if another stream may be opened.
    pub(super) fn has_room(&self) -> bool {
        self.open.load(Ordering::Relaxed) < self.limit()
    }

    /// Never waits for the lock: a connection that is being polled polls new request bodies, and one of them may send a
    /// request that asks for the limit.
    fn limit(&self) -> usize {
        let Some(connection) = self.connection.upgrade() else { return 0 };
        match connection.try_lock() {
            Ok(connection) => connection.current_max_send_streams(),
            Err(_) => self.polled_limit.load(Ordering::Relaxed),
        }
    }

    /// Counts one more stream until the value is dropped.
    pub(super) fn open(self: &Arc<Self>) -> OpenStream {
        self.open.fetch_add(1, Ordering::Relaxed);
        OpenStream(Arc::clone(self))
    }
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
