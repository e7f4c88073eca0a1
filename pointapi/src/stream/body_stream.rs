//! The chunks of a response body, within the limits of the call.

use std::borrow::Cow;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http_body::Body as _;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::body::Body;
use crate::error::{Delivery, Error, ErrorKind, Result, SizeCause, TimeoutStage};
use crate::response::Responded;
use crate::send::unreadable;

/// The chunks of a response body; the stream ends after its first error.
pub(crate) struct BodyStream {
    body: Body,
    responded: Responded,
    headers: HeaderMap,
    /// The number of bytes that may still arrive.
    room: u64,
    /// The longest pause without a byte, and its timer.
    stall: Option<(Duration, Pin<Box<Sleep>>)>,
    /// The `timeout` of the call, and its timer.
    deadline: Option<(Duration, Pin<Box<Sleep>>)>,
    is_over: bool,
}

impl BodyStream {
    pub(crate) fn new(body: Body, responded: Responded, headers: HeaderMap) -> Self {
        Self { body, responded, headers, room: u64::MAX, stall: None, deadline: None, is_over: false }
    }

    /// Limits the body to `limit` bytes, to the deadline of a timeout, and each pause to `stall`.
    pub(crate) fn limited(mut self, limit: u64, deadline: Option<(Instant, Duration)>, stall: Duration) -> Self {
        self.room = limit;
        self.deadline = deadline.map(|(deadline, timeout)| (timeout, Box::pin(sleep_until(deadline))));
        self.stall = Some((stall, Box::pin(sleep_until(Instant::now() + stall))));
        self
    }

    pub(super) fn error(&self, kind: ErrorKind, text: impl Into<Cow<'static, str>>) -> Error {
        self.responded.error(kind, text).with_response(self.headers.clone(), Bytes::new())
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
                    let error = unreadable(self.responded.status, &self.headers, source);
                    return Poll::Ready(Some(Err(self.responded.complete(error))));
                }
            };
            let Ok(chunk) = frame.into_data() else { continue };
            // A body that always has a next chunk never waits for its timer.
            if let Some((timeout, timer)) = &self.deadline
                && timer.deadline() <= Instant::now()
            {
                return Poll::Ready(Some(Err(self.too_late(*timeout))));
            }
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

    fn too_late(&self, timeout: Duration) -> Error {
        let text = format!("timed out after {timeout:?} (`timeout`) while the response arrived");
        self.error(ErrorKind::Timeout(TimeoutStage::Total), text).delivered(Delivery::MaybeSent)
    }

    /// Ready once a time limit is exceeded.
    fn poll_timers(&mut self, context: &mut Context<'_>) -> Poll<Error> {
        if let Some((timeout, timer)) = &mut self.deadline
            && timer.as_mut().poll(context).is_ready()
        {
            let timeout = *timeout;
            return Poll::Ready(self.too_late(timeout));
        }
        let Some((stall, timer)) = &mut self.stall else { return Poll::Pending };
        ready!(timer.as_mut().poll(context));
        let text = format!("the response stalled: no byte arrived for {stall:?}, a fixed limit");
        let error = self.error(ErrorKind::Timeout(TimeoutStage::Stall), text);
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

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_util::{FutureExt, StreamExt, stream};
    use http::StatusCode;

    use super::*;
    use crate::response::RawResponse;

    /// A body that always has a next chunk: more of them than a test may read.
    fn ready() -> BodyStream {
        let chunks = stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from_static(b"\n"))).take(100_000);
        let response = RawResponse::new(StatusCode::OK, HeaderMap::new(), Bytes::new());
        BodyStream::new(Body::from_stream(chunks), response.responded(), HeaderMap::new())
    }

    #[tokio::test]
    async fn a_body_that_is_always_ready_lets_other_tasks_run() {
        let read = tokio::spawn(ready().for_each(|_| async {}));
        tokio::task::yield_now().await;
        assert!(!read.is_finished());
        assert!(read.await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_is_always_ready_ends_at_its_deadline() {
        let mut body = ready().limited(u64::MAX, Some((Instant::now(), Duration::ZERO)), Duration::from_secs(1));
        let error = body.next().now_or_never().flatten().and_then(Result::err).expect("too late");
        assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutStage::Total));
    }
}
