//! Server-sent events (WHATWG HTML, section 9.2).

mod event;
mod parser;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::BodyStream;
use crate::codec::Codec;
use crate::error::{DecodeCause, Result};
use crate::media_type::MediaType;
use crate::response::{Example, FromResponse, ItemDecoder, RawResponse};
pub use event::Event;
use parser::{Parser, RawEvent, TooLong};

/// A response of server-sent events, as a stream of events.
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
/// `T` is decoded from the data by the endpoint's codec; a `String` or a newtype of one is the data itself. Data that is
/// not in the codec's format, such as a closing `[DONE]`, the empty data of a heartbeat or a value that is cut off, is a
/// string for a type that takes one beside other shapes. A server writes a `String` or a newtype of one as it is, and
/// every other value in the codec's format: the string of an untagged enum is sent with quotes.
///
/// The call's timeout ends when the response begins. When the connection ends, call again with
/// [`last_event_id`](Self::last_event_id) in an argument `#[header("Last-Event-ID")]`, after the [`retry`](Self::retry)
/// that the server asked for.
///
/// An event whose data is larger than 16 MiB, or whose id or type is longer than 64 KiB, ends the stream with an error.
pub struct Events<T> {
    source: Source<T>,
    last_event_id: Option<Arc<str>>,
    /// The pause that a served method or a test double asks for.
    retry: Option<Duration>,
}

enum Source<T> {
    Response(Box<EventDecoder<T>>),
    Stream(Pin<Box<dyn Stream<Item = Result<Event<T>>> + Send>>),
}

impl<T> Events<T> {
    /// Creates the events that a served method or a test double returns.
    ///
    /// ```
    /// use futures_util::stream;
    /// use pointapi::{Event, Events};
    ///
    /// let events = Events::from_stream(stream::iter([Ok(Event::new("shipped").id("7"))]));
    /// # drop(events);
    /// ```
    pub fn from_stream(events: impl Stream<Item = Result<Event<T>>> + Send + 'static) -> Self {
        Self { source: Source::Stream(Box::pin(events)), last_event_id: None, retry: None }
    }

    /// Asks the client to wait for this time before it calls again. A server sends it before the first event.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use futures_util::stream;
    /// use pointapi::{Event, Events};
    ///
    /// let events = Events::from_stream(stream::iter([Ok(Event::new("shipped"))])).with_retry(Duration::from_secs(3));
    /// assert_eq!(events.retry(), Some(Duration::from_secs(3)));
    /// ```
    #[must_use]
    pub fn with_retry(mut self, pause: Duration) -> Self {
        self.retry = Some(pause);
        self
    }

    /// Returns the id of the latest returned event that had one; before it, the `Last-Event-ID` that the request was
    /// sent with.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_event_id.as_deref()
    }

    /// Returns the time that the server asks to wait before the next call.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        match &self.source {
            Source::Response(events) => self.retry.or(events.parser.retry()),
            Source::Stream(_) => self.retry,
        }
    }
}

impl<T> Unpin for Events<T> {}

impl<T> Stream for Events<T> {
    type Item = Result<Event<T>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>>>> {
        let this = &mut *self;
        match &mut this.source {
            Source::Response(events) => events.poll_event(context, &mut this.last_event_id),
            Source::Stream(events) => {
                let event = ready!(events.as_mut().poll_next(context));
                // As in a response: an id holds until the next one, and an empty one ends it.
                if let Some(Ok(Event { id: Some(id), .. })) = &event {
                    this.last_event_id = Some(Arc::clone(id)).filter(|id| !id.is_empty());
                }
                Poll::Ready(event)
            }
        }
    }
}

impl<T: DeserializeOwned> FromResponse for Events<T> {
    const IS_STREAMED: bool = true;

    fn accept<C: Codec>() -> &'static str {
        "text/event-stream"
    }

    fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
        if MediaType::of(response.headers()).is_some_and(|media_type| !media_type.is("text/event-stream")) {
            return Err(response.error(DecodeCause::ContentType, "the response is not `text/event-stream`".into()));
        }
        response.require_decoded()?;
        let decoder = ItemDecoder::of::<C>(&response);
        let last_event_id = response.resumed_after.as_ref().and_then(|id| id.to_str().ok());
        let last_event_id = last_event_id.filter(|id| !id.is_empty()).map(Arc::from);
        let (parser, chunk) = (Parser::after(last_event_id.clone()), Bytes::new());
        let events = EventDecoder { chunks: response.into_stream(), chunk, parser, decoder, is_over: false };
        Ok(Self { source: Source::Response(Box::new(events)), last_event_id, retry: None })
    }

    fn examples() -> Vec<Example> {
        [
            "event: step\nid: 7\ndata: one\n\n",
            "data: one\ndata: line\n\nid: a b\ndata: two\n\n",
            "retry: 1500\n\ndata: one\n\n",
            ": none\n\n",
        ]
        .map(Example::items)
        .into()
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("retry", &self.retry()).finish_non_exhaustive()
    }
}

/// Decodes the events of a response, each when it is asked for, so that no event waits in memory.
struct EventDecoder<T> {
    chunks: BodyStream,
    /// The rest of the latest chunk.
    chunk: Bytes,
    parser: Parser,
    decoder: ItemDecoder<T>,
    is_over: bool,
}

impl<T> EventDecoder<T> {
    fn poll_event(
        &mut self,
        context: &mut Context<'_>,
        last_event_id: &mut Option<Arc<str>>,
    ) -> Poll<Option<Result<Event<T>>>> {
        loop {
            if self.is_over {
                return Poll::Ready(None);
            }
            let parsed = self.parser.next_event(&mut self.chunk);
            *last_event_id = self.parser.last_event_id().cloned();
            match parsed {
                Ok(Some(RawEvent { id, event, data })) => {
                    let data = self.decoder.decode_text(&data);
                    return Poll::Ready(Some(data.map(|data| Event { id, event, data })));
                }
                Ok(None) => {}
                Err(TooLong(limit)) => {
                    self.is_over = true;
                    return Poll::Ready(Some(Err(self.decoder.too_long(limit))));
                }
            }
            match ready!(Pin::new(&mut self.chunks).poll_next(context)) {
                Some(Ok(chunk)) => self.chunk = chunk,
                Some(Err(error)) => {
                    self.is_over = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => self.is_over = true,
            }
        }
    }
}
