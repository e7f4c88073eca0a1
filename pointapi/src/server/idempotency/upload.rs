//! The progress of a streamed request body: a failure before its end says that the request was not processed.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::body::Body;
use crate::box_error::BoxError;

/// Watches a body.
#[derive(Clone, Default)]
pub(in crate::server) struct Upload(Arc<AtomicBool>);

impl Upload {
    /// Returns the body, watched.
    pub(in crate::server) fn watch(&self, body: Body) -> Body {
        Body::new(Watched { body, upload: self.clone() })
    }

    /// Notes that the body was read to its end: a reader of parts stops at the last boundary, and a chunked body or one
    /// over HTTP/2 reports its end only to a later poll.
    #[cfg(feature = "multipart")]
    pub(in crate::server) fn complete(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// True if the body was read to its end.
    pub(super) fn is_complete(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

struct Watched {
    body: Body,
    upload: Upload,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        // A reader that knows the length does not ask for the end.
        if frame.is_none() || self.body.is_end_stream() {
            self.upload.0.store(!matches!(frame, Some(Err(_))), Ordering::Release);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
