//! Streamed responses: server-sent events and lines of JSON.

use std::convert::Infallible;

use futures_util::{StreamExt, stream};
use pointapi::{Body, Bytes, Events, HttpResponse, Lines, Result, point_api};
use serde_json::Value;

use super::properties::call;

/// One endpoint for each kind of stream.
#[point_api(auth = none, attempts = 1)]
pub trait Streams {
    /// Server-sent events, undecoded.
    #[point_endpoint(GET "/events")]
    async fn events(&self) -> Result<Events<String>>;

    /// One JSON value per line.
    #[point_endpoint(GET "/lines")]
    async fn lines(&self) -> Result<Lines<Value>>;
}

/// The id, type and data of an event; an absent id or type is empty.
type Event = (String, String, String);

/// Events do not depend on the chunks of the body, and equal those of a plain parser.
pub fn events(chunk_length: u8, body: &[u8]) {
    let whole = received_events(body, body.len());
    assert_eq!(received_events(body, chunk_length.into()), whole, "chunks change the events");
    if let Ok(text) = std::str::from_utf8(body) {
        assert_eq!(whole, plain_events(text));
    }
}

/// Lines do not depend on the chunks of the body. Each line is a value or an error, and blank lines are neither.
pub fn lines(chunk_length: u8, body: &[u8]) {
    let whole = received_lines(body, body.len());
    assert_eq!(received_lines(body, chunk_length.into()), whole, "chunks change the lines");
    let lines = body.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let plain: Vec<_> = lines.map(|line| serde_json::from_slice(line).ok()).collect();
    assert_eq!(whole, plain);
}

fn received_events(body: &[u8], chunk_length: usize) -> Vec<Event> {
    let (_, events) = call(chunked(body, chunk_length, "text/event-stream"), async |client| {
        let events = StreamsClient::new(client).events().await.expect("a stream of events");
        events.map(|event| event.expect("a string needs no decoding")).collect::<Vec<_>>().await
    });
    let part = |part: Option<&str>| part.unwrap_or_default().to_owned();
    events.into_iter().map(|event| (part(event.id.as_deref()), part(event.event.as_deref()), event.data)).collect()
}

fn received_lines(body: &[u8], chunk_length: usize) -> Vec<Option<Value>> {
    let (_, lines) = call(chunked(body, chunk_length, "application/x-ndjson"), async |client| {
        let lines = StreamsClient::new(client).lines().await.expect("a stream of lines");
        lines.map(Result::ok).collect().await
    });
    lines
}

/// Returns a function that creates a response with this body in chunks.
fn chunked(
    body: &[u8],
    chunk_length: usize,
    media_type: &'static str,
) -> impl Fn() -> HttpResponse + Clone + Send + Sync + 'static {
    let chunks: Vec<_> = body.chunks(chunk_length.max(1)).map(Bytes::copy_from_slice).collect();
    move || {
        let mut response = HttpResponse::new(Body::from_stream(stream::iter(chunks.clone()).map(Ok::<_, Infallible>)));
        response.headers_mut().insert("content-type", media_type.parse().expect("a media type"));
        response
    }
}

/// Parses events as the standard describes it (WHATWG HTML, section 9.2.6), without regard to chunks or memory.
fn plain_events(text: &str) -> Vec<Event> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    // An event without its empty line is discarded.
    let complete = text.rsplit_once('\n').map_or("", |(complete, _)| complete);
    let mut events = Vec::new();
    let (mut id, mut kind, mut data) = (String::new(), String::new(), Vec::new());
    for line in complete.split('\n') {
        if line.is_empty() {
            let (kind, data) = (std::mem::take(&mut kind), std::mem::take(&mut data));
            if !data.is_empty() {
                events.push((id.clone(), kind, data.join("\n")));
            }
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value).to_owned();
        match field {
            "data" => data.push(value),
            "event" => kind = value,
            "id" if !value.contains('\0') => id = value,
            _ => {}
        }
    }
    events
}
