//! The decoders of a served trait: path, query, headers, cookies, forms and bodies.

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::task::Poll;
use std::time::SystemTime;

use bytes::Bytes;
use http::Request;
use pointapi::clock::ManualClock;
use pointapi::server::MemoryResponses;
use pointapi::{Part, Result, point_api};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use tower::ServiceExt;

use crate::row::{Row, Scene, repeated};

/// A URL may not be longer, and a header should not.
const HEAD: usize = 60_000;

/// Any value, which is dropped.
#[derive(Default)]
struct Ignored;

impl<'de> Deserialize<'de> for Ignored {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

impl Serialize for Ignored {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

#[derive(Serialize, Deserialize)]
struct Filter {
    state: Option<String>,
    #[serde(flatten)]
    more: HashMap<String, String>,
}

#[point_api(auth = none, server)]
trait Served {
    #[point_endpoint(GET "/pieces/{a}-{b}.json")]
    async fn pieces(&self, a: &str, b: &str) -> Result<()>;

    #[point_endpoint(GET "/many/{name*}/to/{id}")]
    async fn many(&self, name: &str, id: &str) -> Result<()>;

    #[point_endpoint(GET "/query")]
    async fn query(&self, #[query] filter: &Filter, #[query(format = csv)] ids: &[&str]) -> Result<()>;

    #[point_endpoint(GET "/head")]
    async fn head(&self, #[header("X-A")] a: Option<&str>, #[cookie("b")] b: Option<&str>) -> Result<()>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[body(form)] form: &Filter) -> Result<()>;

    #[point_endpoint(POST "/fields")]
    async fn fields(&self, #[form("a", format = csv)] a: &[&str], #[form("b")] b: &[&str]) -> Result<()>;

    #[point_endpoint(POST "/nested")]
    async fn nested(&self, #[form("a", format = deep)] a: &BTreeMap<String, String>) -> Result<()>;

    #[point_endpoint(POST "/parts")]
    async fn parts(&self, #[part("a")] a: &str, #[part("b")] b: &[&str]) -> Result<()>;

    #[point_endpoint(POST "/file")]
    async fn file(&self, #[part("b")] file: Part) -> Result<()>;

    #[point_endpoint(POST "/keyed", idempotency_key = "Idempotency-Key")]
    async fn keyed(&self, #[body(text)] text: &str) -> Result<()>;

    #[point_endpoint(POST "/json")]
    async fn json(&self, #[body] value: &Ignored) -> Result<()>;

    #[point_endpoint(POST "/xml")]
    async fn xml(&self, #[body(xml)] value: &Ignored) -> Result<()>;

    #[point_endpoint(POST "/text")]
    async fn text(&self, #[body(text)] text: &str) -> Result<()>;
}

struct Quiet;

#[pointapi::async_trait]
impl Served for Quiet {
    async fn pieces(&self, _: &str, _: &str) -> Result<()> {
        Ok(())
    }

    async fn many(&self, _: &str, _: &str) -> Result<()> {
        Ok(())
    }

    async fn query(&self, _: &Filter, _: &[&str]) -> Result<()> {
        Ok(())
    }

    async fn head(&self, _: Option<&str>, _: Option<&str>) -> Result<()> {
        Ok(())
    }

    async fn form(&self, _: &Filter) -> Result<()> {
        Ok(())
    }

    async fn fields(&self, _: &[&str], _: &[&str]) -> Result<()> {
        Ok(())
    }

    async fn nested(&self, _: &BTreeMap<String, String>) -> Result<()> {
        Ok(())
    }

    async fn parts(&self, _: &str, _: &[&str]) -> Result<()> {
        Ok(())
    }

    async fn file(&self, file: Part) -> Result<()> {
        file.into_bytes().await.map(drop)
    }

    async fn keyed(&self, _: &str) -> Result<()> {
        Ok(())
    }

    async fn json(&self, _: &Ignored) -> Result<()> {
        Ok(())
    }

    async fn xml(&self, _: &Ignored) -> Result<()> {
        Ok(())
    }

    async fn text(&self, _: &str) -> Result<()> {
        Ok(())
    }
}

/// The served trait, with room for the largest input.
pub(crate) struct Service(axum::Router);

impl Service {
    pub(crate) fn new() -> Self {
        // The store's own clock reads the time by a way that valgrind does not have.
        let clock = ManualClock::starting_at(SystemTime::UNIX_EPOCH);
        let server = ServedServer::new(Quiet).unprotected().idempotency(MemoryResponses::with_clock(clock));
        Self(server.max_body(8 * crate::MIB).router())
    }
}

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row::new("a path of separators", |n| repeated("/pieces/", "-", "", n), uri).at_most(HEAD),
        Row::new("a path of escapes", |n| repeated("/pieces/", "%41", "-b.json", n), uri).at_most(HEAD),
        Row::new("a path of segments", |n| repeated("/many", "/a", "", n), uri).at_most(HEAD),
        Row::new("a path of literals", |n| repeated("/many", "/to", "/b", n), uri).at_most(HEAD),
        Row::new("a query of one pair", |n| repeated("/query?", "a&", "", n), uri).at_most(HEAD),
        Row::new("a query of distinct pairs", |n| [b"/query?".to_vec(), distinct_pairs(n)].concat(), uri).at_most(HEAD),
        Row::new("a query of one list", |n| repeated("/query?ids=", ",", "", n), uri).at_most(HEAD),
        Row::new("a header", |n| repeated("", "a", "", n), header).at_most(HEAD),
        Row::new("cookies", |n| repeated("", "a=1; ", "b=2", n), cookies).at_most(HEAD),
        Row::new("a form of one pair", |n| repeated("", "a&", "", n), |scene, body| form(scene, "/form", body)),
        Row::new("a form of distinct pairs", distinct_pairs, |scene, body| form(scene, "/form", body)),
        Row::new("a form of escapes", |n| repeated("a=", "%41", "", n), |scene, body| form(scene, "/form", body)),
        Row::new("a form of one list", |n| repeated("a=", ",", "", n), |scene, body| form(scene, "/fields", body)),
        Row::new("a form of one name", |n| repeated("", "b=&", "", n), |scene, body| form(scene, "/fields", body)),
        Row::new("a form of nested names", nested_names, |scene, body| form(scene, "/nested", body)),
        Row::new("a form of distinct nested names", distinct_nested_names, |scene, body| form(scene, "/nested", body)),
        Row::new("parts of one long text", |n| repeated(PART, "a", "\r\n--B--", n), whole_parts),
        Row::new("parts in one-byte frames", |n| repeated(PART, "a", "\r\n--B--", n), parts_by_byte),
        Row::new("parts of line breaks", |n| repeated(PART, "\r", "\r\n--B--", n), parts_by_byte),
        Row::new("empty parts", |n| repeated("", PART, "--B--", n), whole_parts),
        Row::new("parts of another name", |n| repeated("", OTHER_PART, "--B--", n), parts_by_byte),
        Row::new("a part with a long head", |n| repeated("--B\r\nX-A: ", "a", "", n), parts_by_byte),
        Row::new("parts after a long preamble", |n| repeated("", "--A", "", n), parts_by_byte),
        Row::new("a streamed part that comes in small frames", |n| repeated(PART, "a", "\r\n--B--", n), slow_file),
        Row::new("a content type of parameters", |n| repeated("application/json", ";a=b", "", n), json_type)
            .at_most(HEAD),
        Row::new("a long boundary", |n| repeated("multipart/form-data; boundary=", "a", "", n), parts_type)
            .at_most(HEAD),
        Row::new("a content type of quotes", |n| repeated("multipart/form-data; boundary=", "\"", "", n), parts_type)
            .at_most(HEAD),
        Row::new("content codings", |n| repeated("", "identity,", "gzip", n), encoding).at_most(HEAD),
        Row::new("a body with an idempotency key", |n| repeated("", "a", "", n), keyed),
        Row::new("a JSON body of brackets", |n| repeated("", "[", "", n), json),
        Row::new("a JSON body of members", |n| repeated("{", "\"a\":1,", "\"b\":1}", n), json),
        Row::new("a JSON body of lines", |n| repeated("", "\n", "x", n), json),
        Row::new("an XML body of open elements", |n| repeated("", "<a>", "", n), xml),
        Row::new("an XML body of attributes", |n| repeated("<a ", "b='c' ", "/>", n), xml),
        Row::new("a text body", |n| repeated("", "a", "", n), text),
    ]
}

fn distinct_pairs(size: usize) -> Vec<u8> {
    (0..size / 8).flat_map(|number| format!("{number:06}=&").into_bytes()).collect()
}

fn nested_names(size: usize) -> Vec<u8> {
    repeated("", &format!("a{}=&", "[b]".repeat(30)), "", size)
}

fn distinct_nested_names(size: usize) -> Vec<u8> {
    let pair = |number| format!("a{number:06}{}=&", "[b]".repeat(29));
    (0..size / pair(0).len()).flat_map(|number| pair(number).into_bytes()).collect()
}

const PART: &str = "--B\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n";
const OTHER_PART: &str = "--B\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n\r\n";

fn whole_parts(scene: &Scene, body: Bytes) {
    send(scene, Request::post("/parts").header("content-type", "multipart/form-data; boundary=B"), body);
}

fn parts_by_byte(scene: &Scene, body: Bytes) {
    let frames = (0..body.len()).map(move |index| Ok::<_, Infallible>(body.slice(index..=index)));
    let body = axum::body::Body::from_stream(futures_util::stream::iter(frames));
    let request = Request::post("/parts").header("content-type", "multipart/form-data; boundary=B");
    receive(scene, request.body(body).unwrap());
}

/// Every four bytes come after a pause.
fn slow_file(scene: &Scene, body: Bytes) {
    let starts = (0..body.len()).step_by(4);
    let frames = starts.map(move |start| Ok::<_, Infallible>(body.slice(start..body.len().min(start + 4))));
    let mut frames = frames.peekable();
    let mut is_due = false;
    let body = futures_util::stream::poll_fn(move |context| {
        is_due = !is_due;
        if is_due && frames.peek().is_some() {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(frames.next())
    });
    let request = Request::post("/file").header("content-type", "multipart/form-data; boundary=B");
    receive(scene, request.body(axum::body::Body::from_stream(body)).unwrap());
}

fn json_type(scene: &Scene, value: Bytes) {
    send(scene, Request::post("/json").header("content-type", &value[..]), Bytes::from_static(b"1"));
}

fn parts_type(scene: &Scene, value: Bytes) {
    send(scene, Request::post("/parts").header("content-type", &value[..]), Bytes::new());
}

fn encoding(scene: &Scene, value: Bytes) {
    send(scene, Request::post("/json").header("content-encoding", &value[..]), Bytes::from_static(b"1"));
}

fn keyed(scene: &Scene, body: Bytes) {
    let request = Request::post("/keyed").header("content-type", "text/plain").header("idempotency-key", "k");
    send(scene, request, body);
}

fn send(scene: &Scene, request: http::request::Builder, body: Bytes) {
    receive(scene, request.body(axum::body::Body::from(body)).unwrap());
}

fn receive(scene: &Scene, request: Request<axum::body::Body>) {
    let response = scene.run(scene.service.0.clone().oneshot(request)).unwrap();
    assert!(response.status().as_u16() < 500, "{}", response.status());
}

fn uri(scene: &Scene, uri: Bytes) {
    send(scene, Request::get(&uri[..]), Bytes::new());
}

fn header(scene: &Scene, value: Bytes) {
    send(scene, Request::get("/head").header("x-a", &value[..]), Bytes::new());
}

fn cookies(scene: &Scene, value: Bytes) {
    send(scene, Request::get("/head").header("cookie", &value[..]), Bytes::new());
}

fn form(scene: &Scene, path: &str, body: Bytes) {
    send(scene, Request::post(path).header("content-type", "application/x-www-form-urlencoded"), body);
}

fn json(scene: &Scene, body: Bytes) {
    send(scene, Request::post("/json"), body);
}

fn xml(scene: &Scene, body: Bytes) {
    send(scene, Request::post("/xml"), body);
}

fn text(scene: &Scene, body: Bytes) {
    send(scene, Request::post("/text"), body);
}
