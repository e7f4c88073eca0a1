//! Responses that are written while the method's stream yields them.

use bytes::{BufMut, Bytes, BytesMut};
use futures_util::StreamExt;
use http::HeaderValue;
use http::header::CONTENT_LENGTH;
use serde::Serialize;

use super::shape::Shape;
use super::{IntoServed, Served};
use crate::body::Body;
use crate::box_error::BoxError;
use crate::codec::Codec;
use crate::server::rejection::Rejection;
use crate::stream::{Download, Event, Events, Lines};

impl IntoServed for Download {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        let length = self.content_length();
        let mut served = Served::body(HeaderValue::from_static("application/octet-stream"), Body::from_stream(self));
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
        Ok(Served::body(HeaderValue::from_static("application/x-ndjson"), Body::from_stream(lines)))
    }
}

/// Server-sent events (WHATWG HTML, section 9.2.6).
impl<T: Serialize + Send + 'static> IntoServed for Events<T> {
    fn into_served<C: Codec>(self) -> Result<Served, Rejection> {
        let events = self.map(|event| written::<C, T>(&event?));
        Ok(Served::body(HeaderValue::from_static("text/event-stream"), Body::from_stream(events)))
    }
}

/// A string is its own data, as the client reads it; everything else is in the codec's format.
fn written<C: Codec, T: Serialize>(event: &Event<T>) -> Result<Bytes, BoxError> {
    let data = match Shape::of(&event.data) {
        Shape::Text(text) => text,
        _ => String::from_utf8(C::encode(&event.data)?.to_vec())?,
    };
    let mut text = String::new();
    for (field, value) in [("event", event.event.as_deref()), ("id", event.id.as_deref())] {
        if let Some(value) = value {
            field_into(&mut text, field, one_line(value)?);
        }
    }
    for line in data.replace("\r\n", "\n").split(['\n', '\r']) {
        field_into(&mut text, "data", line);
    }
    text.push('\n');
    Ok(text.into())
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
