//! A body that is read piece by piece, within a budget.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body_util::{BodyDataStream, BodyExt};

use crate::body::Body;
use crate::box_error::BoxError;

/// The largest piece that the parser gets, and the size of each piece if as much has arrived. The parser searches all that
/// it has at each piece, and a client may send byte by byte.
const PIECE: usize = 16 * 1024;

/// The most bytes of the head of a part, and of what stands before the first part. The parser searches them from their
/// start at each piece.
const MAX_HEAD: u64 = 2 * PIECE as u64;

/// The bytes that may still be received.
#[derive(Clone)]
pub(super) struct Budget(Arc<State>);

struct State {
    left: AtomicU64,
    /// The bytes that may still be received before a part begins.
    head_left: AtomicU64,
    is_lifted: AtomicBool,
    is_exceeded: AtomicBool,
}

/// The budget was exceeded.
struct Exceeded;

impl Budget {
    pub(super) fn new(bytes: u64) -> Self {
        let (is_lifted, is_exceeded) = Default::default();
        let head_left = AtomicU64::new(u64::MAX);
        Self(Arc::new(State { left: AtomicU64::new(bytes), head_left, is_lifted, is_exceeded }))
    }

    /// The parser looks for the next part.
    pub(super) fn begin_head(&self) {
        self.0.head_left.store(MAX_HEAD, Ordering::Relaxed);
    }

    /// The parser has found a part.
    pub(super) fn end_head(&self) {
        self.0.head_left.store(u64::MAX, Ordering::Relaxed);
    }

    /// # Errors
    ///
    /// If fewer bytes are left.
    fn spend(&self, bytes: u64) -> Result<(), Exceeded> {
        if self.0.is_lifted.load(Ordering::Relaxed) {
            return Ok(());
        }
        let spend = |left: &AtomicU64| {
            let spent = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes));
            spent.map(drop).map_err(|_| Exceeded)
        };
        spend(&self.0.head_left)?;
        spend(&self.0.left).inspect_err(|_| self.0.is_exceeded.store(true, Ordering::Relaxed))
    }

    /// Ends the limit, for a part that is not kept in memory.
    pub(super) fn lift(&self) {
        self.0.is_lifted.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_exceeded(&self) -> bool {
        self.0.is_exceeded.load(Ordering::Relaxed)
    }
}

/// The data of a body, one piece of at most 16 KiB for each poll.
///
/// The parser buffers whatever is ready before it looks for the end of a part. A body in memory is always ready, so
/// without the pause after each piece a streamed part would be buffered as a whole.
pub(super) fn paced(body: Body, budget: Budget) -> impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static {
    Paced { body: body.into_data_stream(), budget, arrived: Bytes::new(), has_yielded: false, has_ended: false }
}

struct Paced {
    body: BodyDataStream<Body>,
    budget: Budget,
    /// Data that was received and is not yet passed on.
    arrived: Bytes,
    has_yielded: bool,
    has_ended: bool,
}

impl Paced {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        if self.arrived.is_empty()
            && let Err(error) = std::task::ready!(self.poll_arrived(context))
        {
            return Poll::Ready(Some(Err(error)));
        }
        let length = self.arrived.len().min(PIECE);
        Poll::Ready((length > 0).then(|| Ok(self.arrived.split_to(length))))
    }

    /// Joins the frames that have arrived, up to a piece or more; nothing at the end.
    fn poll_arrived(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        let mut joined = BytesMut::new();
        while joined.len() < PIECE && !self.has_ended {
            match Pin::new(&mut self.body).poll_next(context) {
                Poll::Pending if joined.is_empty() => return Poll::Pending,
                Poll::Pending => break,
                Poll::Ready(None) => self.has_ended = true,
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Err(error)),
                Poll::Ready(Some(Ok(frame))) if joined.is_empty() && frame.len() >= PIECE => {
                    self.arrived = frame;
                    return Poll::Ready(Ok(()));
                }
                Poll::Ready(Some(Ok(frame))) => joined.extend_from_slice(&frame),
            }
        }
        self.arrived = joined.freeze();
        Poll::Ready(Ok(()))
    }
}

impl Stream for Paced {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.has_yielded) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let item = std::task::ready!(self.poll_piece(context));
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
