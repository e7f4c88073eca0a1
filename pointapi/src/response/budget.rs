//! For any response, memory stays within four times its size plus 8 MiB, and work is linear.
//!
//! Memory is counted by an allocator, work as the bytes that are allocated in all. The values that a test's own type
//! holds are dropped, as their size is the type's choice.

use std::convert::Infallible;

use bytes::Bytes;
use futures_util::{FutureExt, StreamExt, stream};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::body::Body;
use crate::codec::{Codec, Json, Xml};
use crate::response::{FromResponse, RawResponse, Text};
use crate::stream::{Events, Lines};
use crate::testing;

const MIB: usize = 1024 * 1024;

/// The size of a response, and of the double that the work is compared with.
const SIZE: usize = MIB;

type Generate = fn(usize) -> String;
type Decode = fn(Bytes);

#[derive(Deserialize)]
struct Order {
    #[expect(dead_code, reason = "it is only decoded")]
    id: u64,
}

#[test]
fn every_decoder_stays_within_its_budget() {
    let rows: &[(&str, Generate, Decode)] = &[
        ("JSON of one long string", |n| format!("\"{}\"", "\\u00e4".repeat(n / 6)), json::<IgnoredAny>),
        ("JSON of brackets", |n| "[".repeat(n), json::<IgnoredAny>),
        ("JSON with an ignored member that is cut off", |n| format!("{{\"a\":{}", "[".repeat(n)), json::<Order>),
        ("JSON with many ignored members", |n| format!("{{{}\"id\":-1}}", "\"a\":1,".repeat(n / 6)), json::<Order>),
        ("JSON with many lines before its error", |n| format!("{}x", "\n".repeat(n)), json::<Order>),
        ("text", |n| "a".repeat(n), text),
        ("XML of open elements", |n| "<a>".repeat(n / 3), xml),
        ("XML of attributes", |n| format!("<a {}/>", "b='c' ".repeat(n / 6)), xml),
        ("XML of references", |n| format!("<a>{}</a>", "&amp;".repeat(n / 5)), xml),
        ("events without data", |n| "\n".repeat(n), events),
        (
            "events of one byte after a long id",
            |n| format!("id:{}\n{}", "i".repeat(60_000), "data:x\n\n".repeat(n / 8)),
            events,
        ),
        ("an event of many lines", |n| "data:x\n".repeat(n / 7), events),
        ("one long event", |n| format!("data:{}", "x".repeat(n)), events),
        ("many event types", |n| format!("event:{}\n", "x".repeat(1000)).repeat(n / 1000), events),
        ("empty lines", |n| "\n".repeat(n), lines),
        ("lines that cannot be decoded", |n| "invalid\n".repeat(n / 8), lines),
        ("one long line", |n| "1".repeat(n), lines),
        ("an error body of digits", |n| "1".repeat(n), error),
        ("an error body of quotes", |n| "\"".repeat(n), error),
        ("an error body of escapes", |n| format!("\"{}", "\\".repeat(n)), error),
    ];
    for (name, generate, decode) in rows {
        let (one, two) = (used(&generate(SIZE), *decode), used(&generate(2 * SIZE), *decode));
        let budget = 4 * SIZE as u64 + 8 * MIB as u64;
        assert!(one.bytes_max <= budget, "{name}: {} bytes", one.bytes_max);
        assert!(
            two.bytes_total <= 3 * one.bytes_total + MIB as u64,
            "{name}: {} and {}",
            one.bytes_total,
            two.bytes_total
        );
        assert!(two.count_total <= 3 * one.count_total + 1000, "{name}: {} and {}", one.count_total, two.count_total);
    }
}

fn used(body: &str, decode: Decode) -> allocation_counter::AllocationInfo {
    let body = Bytes::copy_from_slice(body.as_bytes());
    allocation_counter::measure(|| decode(body))
}

fn response(body: Bytes) -> RawResponse {
    RawResponse::new(StatusCode::OK, HeaderMap::new(), body)
}

fn json<T: serde::de::DeserializeOwned>(body: Bytes) {
    let _ = T::from_response::<Json>(response(body)).map_err(|error| error.to_string());
}

fn xml(body: Bytes) {
    let _ = IgnoredAny::from_response::<Xml>(response(body)).map_err(|error| error.to_string());
}

fn text(body: Bytes) {
    let _ = Text::from_response::<Json>(response(body));
}

fn error(body: Bytes) {
    let error = testing::status(500).body(body);
    let _ = (error.snippet(), error.body_as::<IgnoredAny>());
}

fn events(body: Bytes) {
    let mut events = <Events<IgnoredAny>>::from_response::<Json>(streamed(body)).unwrap();
    while events.next().now_or_never().flatten().is_some() {}
}

fn lines(body: Bytes) {
    let mut lines = <Lines<IgnoredAny>>::from_response::<Json>(streamed(body)).unwrap();
    while lines.next().now_or_never().flatten().is_some() {}
}

/// The body in chunks, as a transport delivers it.
fn streamed(body: Bytes) -> RawResponse {
    let chunks = (0..body.len().div_ceil(16 * 1024)).map(move |n| {
        let start = n * 16 * 1024;
        Ok::<_, Infallible>(body.slice(start..body.len().min(start + 16 * 1024)))
    });
    RawResponse::of_body(Body::from_stream(stream::iter(chunks.collect::<Vec<_>>())))
}

/// A codec must be usable on its own, too.
#[test]
fn a_codec_reports_brackets_without_recursion() {
    assert!(Json::decode::<serde_json::Value>("[".repeat(MIB).as_bytes()).is_err());
    assert!(Xml::decode::<IgnoredAny>("<a>".repeat(MIB).as_bytes()).is_err());
}
