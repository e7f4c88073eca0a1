//! The streams of an HTTP/2 connection: how many the server allows, and how many are open.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;

/// The streams of one connection.
///
/// A request beyond the server's limit (`SETTINGS_MAX_CONCURRENT_STREAMS`, RFC 9113, section 5.1.2) would wait inside
/// the connection until another stream ends, which an event stream may never do.
pub(super) struct Streams {
    limit: AtomicUsize,
    open: AtomicUsize,
}

impl Streams {
    pub(super) fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self { limit: AtomicUsize::new(limit), open: AtomicUsize::new(0) })
    }

    /// Records the limit that the server has announced.
    pub(super) fn set_limit(&self, limit: usize) {
        self.limit.store(limit, Ordering::Relaxed);
    }

    /// Returns true if another stream may be opened.
    pub(super) fn has_room(&self) -> bool {
        self.open.load(Ordering::Relaxed) < self.limit.load(Ordering::Relaxed)
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
