//! Server-sent events (WHATWG HTML, section 9.2).

mod parser;

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use super::BodyStream;
use crate::codec::Codec;
use crate::error::{DecodeCause, Result};
use crate::response::{FromResponse, ItemDecoder, RawResponse};
use parser::{Parser, RawEvent};

/// The longest event, in bytes.
const LONGEST: usize = 16 * 1024 * 1024;

/// An answer of server-sent events, as a stream of them.
///
/// ```no_run
/// use futures_util::TryStreamExt;
///
/// # async fn show(mut events: pointapi::Events<serde_json::Value>) -> pointapi::Result<()> {
/// while let Some(event) = events.try_next().await? {
///     println!("{:?}: {}", event.event, event.data);
/// }
/// let resume_after = events.last_event_id();
/// # let _ = resume_after;
/// # Ok(())
/// # }
/// ```
///
/// `T` is read from the data by the endpoint's codec; a `String` is the data as it is. The call's timeout covers the
/// time until the answer begins. When the connection ends, call again with
/// [`last_event_id`](Self::last_event_id) in an argument `#[header("Last-Event-ID")]`, after the
/// [`retry`](Self::retry) that the server asked for.
pub struct Events<T> {
    chunks: BodyStream,
    parser: Parser,
    ready: VecDeque<RawEvent>,
    decoder: ItemDecoder<T>,
    last_event_id: Option<String>,
    is_over: bool,
}

/// One server-sent event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The id of the latest event that had one.
    pub id: Option<String>,
    /// The event's kind; `None` stands for `message`.
    pub event: Option<String>,
    /// What it says.
    pub data: T,
}

impl<T> Events<T> {
    /// The id of the latest event that was given out and had one.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_event_id.as_deref()
    }

    /// How long the server asked to wait before calling again.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.parser.retry()
    }
}

impl<T> Unpin for Events<T> {}

impl<T: DeserializeOwned> Stream for Events<T> {
    type Item = Result<Event<T>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>>>> {
        loop {
            if let Some(RawEvent { id, event, data }) = self.ready.pop_front() {
                self.last_event_id.clone_from(&id);
                let data = self.decoder.decode_text(&data);
                return Poll::Ready(Some(data.map(|data| Event { id, event, data })));
            }
            if self.is_over {
                return Poll::Ready(None);
            }
            let this = &mut *self;
            match ready!(Pin::new(&mut this.chunks).poll_next(context)) {
                Some(Ok(chunk)) => this.parser.push(&chunk, &mut this.ready),
                Some(Err(error)) => {
                    this.is_over = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => this.is_over = true,
            }
            if this.parser.pending() > LONGEST {
                this.is_over = true;
                return Poll::Ready(Some(Err(this.decoder.too_long())));
            }
        }
    }
}

impl<T: DeserializeOwned> FromResponse for Events<T> {
    const IS_STREAMED: bool = true;

    fn accept<C: Codec>() -> &'static str {
        "text/event-stream"
    }

    fn from_response<C: Codec>(answer: RawResponse) -> Result<Self> {
        let media_type = answer.headers().get(CONTENT_TYPE).and_then(|media_type| media_type.to_str().ok());
        if media_type.is_some_and(|media_type| !media_type.starts_with("text/event-stream")) {
            return Err(answer.error(DecodeCause::ContentType, "the answer is no stream of events".into()));
        }
        let decoder = ItemDecoder::of::<C>(&answer);
        Ok(Self {
            chunks: answer.into_stream(),
            parser: Parser::default(),
            ready: VecDeque::new(),
            decoder,
            last_event_id: None,
            is_over: false,
        })
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("retry", &self.retry()).finish_non_exhaustive()
    }
}
