//! A body that is read piece by piece, within a budget.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http_body_util::{BodyDataStream, BodyExt};

use crate::body::Body;
use crate::box_error::BoxError;

/// The bytes that may still be received.
#[derive(Clone)]
pub(super) struct Budget(Arc<State>);

struct State {
    left: AtomicU64,
    is_lifted: AtomicBool,
    is_exceeded: AtomicBool,
}

/// The budget was exceeded.
struct Exceeded;

impl Budget {
    pub(super) fn new(bytes: u64) -> Self {
        let (is_lifted, is_exceeded) = Default::default();
        Self(Arc::new(State { left: AtomicU64::new(bytes), is_lifted, is_exceeded }))
    }

    /// # Errors
    ///
    /// If fewer bytes are left.
    fn spend(&self, bytes: u64) -> Result<(), Exceeded> {
        if self.0.is_lifted.load(Ordering::Relaxed) {
            return Ok(());
        }
        let spent = self.0.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes));
        spent.map(drop).map_err(|_| {
            self.0.is_exceeded.store(true, Ordering::Relaxed);
            Exceeded
        })
    }

    /// Ends the limit, for a part that is not kept in memory.
    pub(super) fn lift(&self) {
        self.0.is_lifted.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_exceeded(&self) -> bool {
        self.0.is_exceeded.load(Ordering::Relaxed)
    }
}

/// The data of a body, one piece for each poll.
///
/// The parser buffers whatever is ready before it looks for the end of a part. A body in memory is always ready, so
/// without the pause after each piece a streamed part would be buffered as a whole.
pub(super) fn paced(body: Body, budget: Budget) -> impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static {
    Paced { body: body.into_data_stream(), budget, has_yielded: false }
}

struct Paced {
    body: BodyDataStream<Body>,
    budget: Budget,
    has_yielded: bool,
}

impl Stream for Paced {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.has_yielded) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let item = std::task::ready!(Pin::new(&mut self.body).poll_next(context));
        self.has_yielded = true;
        Poll::Ready(item.map(|piece| {
            let piece = piece?;
            match self.budget.spend(piece.len() as u64) {
                Ok(()) => Ok(piece),
                Err(Exceeded) => Err("the parts are too long".into()),
            }
        }))
    }
}
