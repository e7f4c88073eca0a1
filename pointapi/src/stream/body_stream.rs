//! The chunks of a response body, within the limits of the call.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;
use http_body::Body as _;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::error::{Delivery, Error, ErrorKind, Result, SizeCause, TimeoutStage};
use crate::send::unreadable;

/// The chunks of a response body; the stream ends after its first error.
pub(crate) struct BodyStream {
    body: Body,
    endpoint: &'static Endpoint,
    status: StatusCode,
    attempts: u32,
    /// The number of bytes that may still arrive.
    room: u64,
    /// The longest pause without a byte, and its timer.
    stall: Option<(Duration, Pin<Box<Sleep>>)>,
    /// The timer of the whole body.
    deadline: Option<Pin<Box<Sleep>>>,
    is_over: bool,
}

impl BodyStream {
    pub(crate) fn new(body: Body, endpoint: &'static Endpoint, status: StatusCode, attempts: u32) -> Self {
        Self { body, endpoint, status, attempts, room: u64::MAX, stall: None, deadline: None, is_over: false }
    }

    /// Limits the body to `limit` bytes, to `deadline`, and each pause to `stall`.
    pub(crate) fn limited(mut self, limit: u64, deadline: Option<Instant>, stall: Duration) -> Self {
        self.room = limit;
        self.deadline = deadline.map(|deadline| Box::pin(sleep_until(deadline)));
        self.stall = Some((stall, Box::pin(sleep_until(Instant::now() + stall))));
        self
    }

    pub(super) fn error(&self, kind: ErrorKind, text: &'static str) -> Error {
        Error::new(kind, text).at(self.endpoint).with_status(self.status).with_attempts(self.attempts)
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        loop {
            let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) else {
                return self.poll_timers(context).map(|error| Some(Err(error)));
            };
            let Some(frame) = frame else { return Poll::Ready(None) };
            let frame = match frame {
                Ok(frame) => frame,
                Err(source) => {
                    let error = unreadable(self.status, source).at(self.endpoint).with_attempts(self.attempts);
                    return Poll::Ready(Some(Err(error)));
                }
            };
            let Ok(chunk) = frame.into_data() else { continue };
            if let Some((stall, timer)) = &mut self.stall {
                timer.as_mut().reset(Instant::now() + *stall);
            }
            return Poll::Ready(Some(match self.room.checked_sub(chunk.len() as u64) {
                Some(room) => {
                    self.room = room;
                    Ok(chunk)
                }
                None => {
                    Err(self.error(ErrorKind::TooLarge(SizeCause::Decoded), "the response is larger than the limit"))
                }
            }));
        }
    }

    /// Ready once a time limit is exceeded.
    fn poll_timers(&mut self, context: &mut Context<'_>) -> Poll<Error> {
        let is_late = self.deadline.as_mut().is_some_and(|deadline| deadline.as_mut().poll(context).is_ready());
        if is_late {
            let error = self.error(ErrorKind::Timeout(TimeoutStage::Total), "timed out while the response arrived");
            return Poll::Ready(error.delivered(Delivery::MaybeSent));
        }
        match &mut self.stall {
            Some((_, timer)) => ready!(timer.as_mut().poll(context)),
            None => return Poll::Pending,
        }
        let error = self.error(ErrorKind::Timeout(TimeoutStage::Stall), "the response stalled");
        Poll::Ready(error.delivered(Delivery::MaybeSent))
    }
}

impl Stream for BodyStream {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        if self.is_over {
            return Poll::Ready(None);
        }
        let chunk = ready!(self.poll_chunk(context));
        self.is_over = !matches!(chunk, Some(Ok(_)));
        Poll::Ready(chunk)
    }
}
