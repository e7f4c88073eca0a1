//! Responses that are written while the method's stream yields them.

use std::sync::Arc;
use std::task::{Poll, ready};
use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};
use futures_util::StreamExt;
use http::HeaderValue;
use http::header::CONTENT_LENGTH;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{IntoServed, Served, shape};
use crate::body::Body;
use crate::box_error::BoxError;
use crate::codec::Codec;
use crate::response::is_text;
use crate::server::rejection::Rejection;
use crate::stream::{Download, Event, Events, Lines};

impl IntoServed for Download {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        let length = self.content_length();
        let mut served = Served::stream("application/octet-stream", Body::from_stream(self));
        if let Some(length) = length {
            served.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        Ok(served)
    }
}

/// One line per value. An error of the stream aborts the response, so that the client notices.
impl<T: Serialize + Send + 'static> IntoServed for Lines<T> {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        let lines = self.map(|value| {
            let mut line = BytesMut::from(C::encode(&value?)?);
            line.put_u8(b'\n');
            Ok::<_, BoxError>(line.freeze())
        });
        Ok(Served::stream("application/x-ndjson", Body::from_stream(lines)))
    }

    fn media_type<C: Codec>() -> Option<&'static str> {
        Some("application/x-ndjson")
    }
}

/// Server-sent events (WHATWG HTML, section 9.2.6).
impl<T: Serialize + DeserializeOwned + Send + 'static> IntoServed for Events<T> {
    fn into_served<C: Codec>(mut self) -> Result<Served, Rejection> {
        let (is_text, mut sent) = (is_text::<T>(), Sent::default());
        let fields = futures_util::stream::poll_fn(move |context| {
            if let Some(retry) = sent.new_retry(self.retry()) {
                return Poll::Ready(Some(Ok(retry)));
            }
            let event = ready!(self.poll_next_unpin(context));
            let id = sent.new_id(self.last_event_id());
            Poll::Ready(match event {
                Some(event) => Some(
                    event.map_err(BoxError::from).and_then(|event| written::<C, T>(&event, id.as_deref(), is_text)),
                ),
                None => sent.new_retry(self.retry()).map(Ok),
            })
        });
        Ok(Served::stream("text/event-stream", Body::from_stream(fields)))
    }

    fn media_type<C: Codec>() -> Option<&'static str> {
        Some("text/event-stream")
    }
}

/// The values that hold at the client until others are sent. Another server, whose events the method passes on, may
/// change them at any time.
#[derive(Default)]
struct Sent {
    id: Option<Arc<str>>,
    retry: Option<Duration>,
}

impl Sent {
    /// Returns the id of the latest event if it is not the one that was sent; an empty one if it has ended.
    fn new_id(&mut self, id: Option<&str>) -> Option<Arc<str>> {
        if self.id.as_deref() == id {
            return None;
        }
        self.id = id.map(Arc::from);
        Some(self.id.clone().unwrap_or_default())
    }

    /// Returns the pause before the next call if it is not the one that was sent.
    fn new_retry(&mut self, retry: Option<Duration>) -> Option<Bytes> {
        if self.retry == retry {
            return None;
        }
        self.retry = retry;
        retry.map(|pause| format!("retry: {}\n\n", pause.as_millis()).into())
    }
}

/// A value of a type that the client reads as text is its own data; everything else is in the codec's format.
fn written<C: Codec, T: Serialize>(event: &Event<T>, new_id: Option<&str>, is_text: bool) -> Result<Bytes, BoxError> {
    let mut text = String::new();
    for (field, value) in [("event", event.event.as_deref()), ("id", event.id.as_deref().or(new_id))] {
        if let Some(value) = value {
            field_into(&mut text, field, one_line(value)?);
        }
    }
    let is_written = is_text && shape::with_text(&event.data, &mut |data| data_into(&mut text, data));
    if !is_written {
        data_into(&mut text, str::from_utf8(&C::encode(&event.data)?)?);
    }
    text.push('\n');
    Ok(text.into())
}

/// One field for each line: `\r\n`, `\n` and `\r` all end one.
fn data_into(text: &mut String, data: &str) {
    for line in data.split("\r\n").flat_map(|lines| lines.split(['\n', '\r'])) {
        field_into(text, "data", line);
    }
}

fn field_into(text: &mut String, field: &str, value: &str) {
    text.extend([field, ": ", value, "\n"]);
}

/// A line break in an id or a type would begin another field.
fn one_line(value: &str) -> Result<&str, BoxError> {
    if value.contains(['\n', '\r', '\0']) {
        Err("an event's id or type contains a line break".into())
    } else {
        Ok(value)
    }
}
