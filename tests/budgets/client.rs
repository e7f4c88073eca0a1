//! The decoders of responses, and the encoder of multipart bodies.

use bytes::Bytes;
use futures_util::StreamExt;
use pointapi::{Codec, Error, Events, Json, Lines, Part, Result, Text, Typed, Xml, point_api};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::row::{Row, Scene, repeated, responding};

#[derive(Deserialize)]
struct Order {
    #[expect(dead_code, reason = "it is only decoded")]
    id: u64,
}

/// A problem document (RFC 9457).
#[derive(Deserialize)]
struct Problem {
    #[expect(dead_code, reason = "it is only decoded")]
    title: IgnoredAny,
}

#[point_api(auth = none)]
trait Api {
    #[point_endpoint(GET "/ignored")]
    async fn ignored(&self) -> Result<IgnoredAny>;

    #[point_endpoint(GET "/order")]
    async fn order(&self) -> Result<Order>;

    #[point_endpoint(GET "/error", attempts = 1)]
    async fn error(&self) -> Result<()>;

    #[point_endpoint(GET "/problem", attempts = 1)]
    async fn problem(&self) -> Result<(), Typed<Problem>>;

    #[point_endpoint(GET "/text")]
    async fn text(&self) -> Result<Text>;

    #[point_endpoint(GET "/xml", codec = Xml)]
    async fn xml(&self) -> Result<IgnoredAny>;

    #[point_endpoint(GET "/events")]
    async fn events(&self) -> Result<Events<IgnoredAny>>;

    #[point_endpoint(GET "/lines")]
    async fn lines(&self) -> Result<Lines<IgnoredAny>>;

    #[point_endpoint(POST "/parts")]
    async fn parts(&self, #[part("note")] note: &str, #[part("file")] file: Part) -> Result<()>;
}

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new("JSON of one long string", |n| repeated("\"", "\\u00e4", "\"", n), ignored),
        Row::new("JSON of brackets", |n| repeated("", "[", "", n), ignored),
        Row::new("JSON of numbers", |n| repeated("[", "1,", "1]", n), ignored),
        Row::new("JSON with an ignored member that is cut off", |n| repeated("{\"a\":", "[", "", n), order),
        Row::new("JSON with many ignored members", |n| repeated("{", "\"a\":1,", "\"id\":-1}", n), order),
        Row::new("JSON with a member twice", |n| repeated("{", "\"id\":1,", "\"id\":1}", n), order),
        Row::new("JSON with many lines before its error", |n| repeated("", "\n", "x", n), order),
        Row::new("text", |n| repeated("", "a", "", n), text),
        Row::new("text of invalid UTF-8", |n| vec![0xFF; n], text),
        Row::new("XML of open elements", |n| repeated("", "<a>", "", n), xml),
        Row::new("XML of attributes", |n| repeated("<a ", "b='c' ", "/>", n), xml),
        Row::new("XML of distinct attributes", distinct_attributes, xml),
        Row::new("XML of references", |n| repeated("<a>", "&amp;", "</a>", n), xml),
        Row::new("XML of comments", |n| repeated("<a>", "<!---->", "</a>", n), xml),
        Row::new("events without data", |n| repeated("", "\n", "", n), events),
        Row::new("events of one byte after a long id", events_after_a_long_id, events),
        Row::new("an event of many lines", |n| repeated("", "data:x\n", "", n), events),
        Row::new("one long event", |n| repeated("data:", "x", "", n), events),
        Row::new("many event types", |n| repeated("", &format!("event:{}\n", "x".repeat(1000)), "", n), events),
        Row::new("empty lines", |n| repeated("", "\n", "", n), lines),
        Row::new("lines that cannot be decoded", |n| repeated("", "invalid\n", "", n), lines),
        Row::new("one long line", |n| repeated("", "1", "", n), lines),
        Row::new("an error body of digits", |n| repeated("", "1", "", n), error),
        Row::new("an error body of quotes", |n| repeated("", "\"", "", n), error),
        Row::new("an error body of escapes", |n| repeated("\"", "\\", "", n), error),
        Row::new("a problem document of members", |n| repeated("{", "\"a\":1,", "\"title\":1}", n), problem),
        Row::new("a problem document of brackets", |n| repeated("{\"title\":", "[", "", n), problem),
        Row::new("a multipart body of one long part", |n| repeated("", "a", "", n), parts),
        Row::new("a multipart body with a file name of quotes", |n| repeated("", "\"", "", n), file_name),
    ]
}

fn distinct_attributes(size: usize) -> Vec<u8> {
    let attributes: String = (0..size / 12).map(|number| format!("a{number:06}='' ")).collect();
    format!("<a {attributes}/>").into_bytes()
}

fn events_after_a_long_id(size: usize) -> Vec<u8> {
    repeated(&format!("id:{}\n", "i".repeat((size / 2).min(60_000))), "data:x\n\n", "", size / 2)
}

fn api(status: u16, content_type: &'static str, body: Bytes) -> ApiClient {
    ApiClient::new(responding(status, content_type, body).build().unwrap())
}

/// Formats a failure in each way that a program may.
fn shown<T>(result: Result<T>) {
    let _ = result.map_err(|error: Error| (error.to_string(), format!("{error:?}"), error.snippet()));
}

fn ignored(scene: &Scene, body: Bytes) {
    shown(scene.run(api(200, "application/json", body).ignored()));
}

fn order(scene: &Scene, body: Bytes) {
    shown(scene.run(api(200, "application/json", body).order()));
}

fn text(scene: &Scene, body: Bytes) {
    shown(scene.run(api(200, "text/plain", body).text()));
}

fn xml(scene: &Scene, body: Bytes) {
    shown(scene.run(api(200, "application/xml", body).xml()));
}

fn error(scene: &Scene, body: Bytes) {
    let error = scene.run(api(500, "application/json", body).error()).unwrap_err();
    let _ = error.body_as::<IgnoredAny>();
    shown::<()>(Err(error));
}

fn problem(scene: &Scene, body: Bytes) {
    let error = scene.run(api(400, "application/problem+json", body).problem()).unwrap_err();
    drop((error.to_string(), format!("{error:?}"), error.snippet()));
}

fn events(scene: &Scene, body: Bytes) {
    scene.run(async {
        let mut events = api(200, "text/event-stream", body).events().await.unwrap();
        while let Some(event) = events.next().await {
            shown(event);
        }
    });
}

fn lines(scene: &Scene, body: Bytes) {
    scene.run(async {
        let mut lines = api(200, "application/x-ndjson", body).lines().await.unwrap();
        while let Some(line) = lines.next().await {
            shown(line);
        }
    });
}

fn parts(scene: &Scene, body: Bytes) {
    let note = String::from_utf8(body.to_vec()).unwrap();
    scene.run(api(204, "text/plain", Bytes::new()).parts(&note, Part::bytes(body))).unwrap();
}

fn file_name(scene: &Scene, body: Bytes) {
    let name = String::from_utf8(body.to_vec()).unwrap();
    scene.run(api(204, "text/plain", Bytes::new()).parts("", Part::text("").file_name(&name))).unwrap();
}

/// A codec must be usable on its own, too.
#[test]
fn a_codec_reports_brackets_without_recursion() {
    assert!(Json::decode::<serde_json::Value>("[".repeat(crate::MIB).as_bytes()).is_err());
    assert!(Xml::decode::<IgnoredAny>("<a>".repeat(crate::MIB).as_bytes()).is_err());
}
