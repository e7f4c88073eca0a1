//! Multipart requests: every part arrives, the last one as it is sent, and memory is bounded.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::StreamExt;
use http::StatusCode;
use http_body_util::BodyExt;
use pointapi::openapi::{self, Info};
use pointapi::{Body, Bytes, Client, ErrorKind, Part, RequestPart, Result, point_api};

#[point_api(server)]
pub(crate) trait Uploads {
    #[point_endpoint(POST "/values")]
    async fn values(
        &self,
        #[part] name: &str,
        #[part] count: u32,
        #[part] raw: &[u8],
        #[part] tags: &[&str],
        #[part] note: Option<&str>,
        #[part] json: serde_json::Value,
        #[part] pages: Vec<Part>,
    ) -> Result<String>;

    #[point_endpoint(POST "/file")]
    async fn file(
        &self,
        #[part] name: String,
        #[part("upload")] file: Part,
        #[part] comment: Option<String>,
    ) -> Result<String>;
}

#[point_api(server)]
pub(crate) trait Late {
    #[point_endpoint(POST "/late")]
    async fn late(&self, #[part] comment: Option<String>, #[part] file: Part) -> Result<String>;
}

/// A name by which the macro does not know `u8`.
type Byte = u8;

/// Every text and number that the client sends as a part.
#[point_api(server, openapi)]
pub(crate) trait Scalars {
    #[point_endpoint(POST "/scalars")]
    async fn scalars(
        &self,
        #[part] level: u8,
        #[part] levels: Option<u8>,
        #[part] note: Cow<'_, str>,
        #[part] label: &str,
        #[part("say \"hi\"")] quoted: Option<&Cow<'_, str>>,
        #[part] notes: Vec<Cow<'_, str>>,
        #[part] labels: &[Cow<'_, str>],
        #[part] bytes: Vec<Byte>,
        #[part] flag: bool,
        #[part] letter: char,
    ) -> Result<String>;
}

/// Fails if the file does.
struct Strict;

#[pointapi::async_trait]
impl Late for Strict {
    async fn late(&self, comment: Option<String>, file: Part) -> Result<String> {
        Ok(format!("{comment:?} {}", file.into_bytes().await?.len()))
    }
}

#[pointapi::async_trait]
impl Scalars for Strict {
    async fn scalars(
        &self,
        level: u8,
        levels: Option<u8>,
        note: Cow<'_, str>,
        label: &str,
        quoted: Option<&Cow<'_, str>>,
        notes: Vec<Cow<'_, str>>,
        labels: &[Cow<'_, str>],
        bytes: Vec<Byte>,
        flag: bool,
        letter: char,
    ) -> Result<String> {
        Ok(format!("{level} {levels:?} {note} {label} {quoted:?} {notes:?} {labels:?} {bytes:?} {flag} {letter}"))
    }
}

async fn post_late(body: String) -> StatusCode {
    let request = http::Request::post("/late").header("content-type", BOUNDARY).body(axum::body::Body::from(body));
    let router = LateServer::new(Strict).unprotected().router::<()>();
    tower::ServiceExt::oneshot(router, request.unwrap()).await.unwrap().status()
}

/// Reports what arrived, and how much of a stream had been sent when the method began.
struct Disk {
    sent: Arc<AtomicUsize>,
}

#[pointapi::async_trait]
impl Uploads for Disk {
    async fn values(
        &self,
        name: &str,
        count: u32,
        raw: &[u8],
        tags: &[&str],
        note: Option<&str>,
        json: serde_json::Value,
        pages: Vec<Part>,
    ) -> Result<String> {
        let mut lengths = Vec::new();
        for page in pages {
            lengths.push(page.into_bytes().await?.len());
        }
        Ok(format!("{name} {count} {raw:?} {tags:?} {note:?} {json} {lengths:?}"))
    }

    async fn file(&self, name: String, file: Part, comment: Option<String>) -> Result<String> {
        let before = self.sent.load(Ordering::Relaxed);
        let described = format!("{name} {:?} {:?} {comment:?}", file.original_name(), file.media_type());
        let mut body = file.into_body();
        let mut length = 0;
        while let Some(frame) = body.frame().await {
            length += frame.unwrap().into_data().unwrap().len();
        }
        Ok(format!("{described} {length} bytes, sent before: {before}"))
    }
}

fn router(sent: &Arc<AtomicUsize>) -> axum::Router {
    UploadsServer::new(Disk { sent: Arc::clone(sent) }).unprotected().max_body(4096).router()
}

fn uploads(sent: &Arc<AtomicUsize>) -> UploadsClient {
    UploadsClient::new(Client::builder().in_process(router(sent)).build().unwrap())
}

/// A part of `pieces` kilobytes that counts what is taken from it.
fn counted(pieces: usize, sent: &Arc<AtomicUsize>) -> Part {
    let sent = Arc::clone(sent);
    let piece = move |_| {
        sent.fetch_add(1, Ordering::Relaxed);
        Ok::<_, std::io::Error>(Bytes::from_static(&[b'-'; 1024]))
    };
    Part::stream(futures_util::stream::iter((0..pieces).map(piece)), pieces as u64 * 1024)
}

#[tokio::test]
async fn every_part_arrives_inherent_and_as_an_object() {
    let client = uploads(&Arc::default());
    let object: Arc<dyn Uploads> = Arc::new(client.clone());
    let pages = || vec![Part::bytes("%PDF"), Part::text("")];
    let json = serde_json::json!({ "a": [1] });
    let expected = r#"n 7 [0, 255] ["x", "y z"] None {"a":[1]} [4, 0]"#;
    let values = client.values("n", 7, &[0, 255], &["x", "y z"], None, json.clone(), pages());
    assert_eq!(values.await.unwrap(), expected);
    let values = object.values("n", 7, &[0, 255], &["x", "y z"], None, json, pages());
    assert_eq!(values.await.unwrap(), expected);
}

#[tokio::test]
async fn every_scalar_that_the_client_sends_is_read_and_described() {
    let router = ScalarsServer::new(Strict).unprotected().router();
    let client = ScalarsClient::new(Client::builder().in_process(router).build().unwrap());
    let (one, two) = (Cow::from("one"), Cow::from("two"));
    let list = vec![one.clone(), two.clone()];
    let call = client.scalars(7, None, one.clone(), &two, Some(&one), list.clone(), &list, vec![0, 255], true, 'ä');
    let expected = r#"7 None one two Some("one") ["one", "two"] ["one", "two"] [0, 255] true ä"#;
    assert_eq!(call.await.unwrap(), expected);
    let document = openapi::document::<dyn Scalars>(Info::new("Scalars", "1"));
    let body = &document["paths"]["/scalars"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"];
    for (name, of) in [("level", "integer"), ("note", "string"), ("notes", "array"), ("bytes", "string")] {
        let schema = &body["properties"][name];
        assert_eq!(schema["type"].as_str().unwrap_or("null"), of, "{name}: {schema}");
    }
}

#[tokio::test]
async fn a_file_arrives_as_it_is_sent_with_name_and_media_type() {
    let sent = Arc::default();
    let file = counted(64, &sent).file_name("a \"b\".pdf").content_type("application/pdf");
    let reply = uploads(&sent).file("n".to_owned(), file, None).await;
    // The comment may follow, so the file is kept, and 64 KiB are more than may be kept.
    assert!(reply.unwrap_err().is_status(413));

    let file = Part::bytes("%PDF").file_name("a \"b\".pdf").content_type("application/pdf");
    let reply = uploads(&sent).file("n".to_owned(), file, Some("c".to_owned())).await.unwrap();
    assert!(reply.starts_with(r#"n Some("a \"b\".pdf") Some("application/pdf") Some("c") 4 bytes"#), "{reply}");
}

#[tokio::test]
async fn a_file_name_arrives_equal_or_is_not_sent() {
    let sent = Arc::default();
    let upload = async |name: &str| {
        let file = Part::bytes("%PDF").file_name(name);
        uploads(&sent).file("n".to_owned(), file, Some("c".to_owned())).await
    };
    for name in ["a \"b\".pdf", "100%0A.pdf", "%0d%0A", "C:\\scans\\a.pdf", "a\\\"b", "50% off.pdf", "", "grüße"] {
        let reply = upload(name).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(reply.starts_with(&format!("n {:?}", Some(name))), "{name}: {reply}");
    }
    for name in ["100%22.pdf", "C:\\scans\\", "a\nb", "a\rb", "a\0b"] {
        let error = upload(name).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request(RequestPart::Body), "{name}: {error}");
    }
}

#[tokio::test]
async fn a_file_name_of_another_client_is_never_a_line_break() {
    let body = "--B\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nn\r\n\
                --B\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\nc\r\n\
                --B\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"a%0D%0A%22b\"\r\n\r\nx\r\n--B--\r\n";
    let (status, reply) = post(&Arc::default(), "/file", BOUNDARY, body.to_owned().into()).await;
    assert_eq!(status, StatusCode::OK, "{reply}");
    let reply: String = serde_json::from_str(&reply).unwrap();
    assert!(reply.starts_with(r#"n Some("a%0D%0A\"b")"#), "{reply}");
}

const BOUNDARY: &str = "multipart/form-data; boundary=B";

async fn post(sent: &Arc<AtomicUsize>, path: &str, content_type: &'static str, body: Body) -> (StatusCode, String) {
    let request = http::Request::post(path).header("content-type", content_type).body(axum::body::Body::new(body));
    let response = tower::ServiceExt::oneshot(router(sent), request.unwrap()).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

fn part(head: &str, content: &str) -> String {
    format!("--B\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
}

#[tokio::test]
async fn the_last_part_is_streamed_beyond_the_limit_of_memory() {
    let sent = Arc::default();
    let head = part("name=\"comment\"", "c") + &part("name=\"name\"", "n");
    let head = head + "--B\r\nContent-Disposition: form-data; name=\"upload\"\r\n\r\n";
    let file = counted(64 * 1024, &sent).into_body();
    let pieces = [Body::from(head), file, Body::from("\r\n--B--\r\n")].map(BodyExt::into_data_stream);
    let body = Body::from_stream(futures_util::stream::iter(pieces).flatten());
    let (status, reply) = post(&sent, "/file", BOUNDARY, body).await;
    assert_eq!(status, StatusCode::OK, "{reply}");
    let before = reply.trim_matches('"').rsplit(' ').next().unwrap().parse::<usize>().unwrap();
    assert!(reply.contains("67108864 bytes") && before < 128, "{reply}");
}

#[tokio::test]
async fn parts_in_another_order_arrive() {
    let body = part("name=\"upload\"; filename=f", "%PDF") + &part("name=\"other\"", "x") + &part("name=\"name\"", "n");
    let (status, reply) = post(&Arc::default(), "/file", BOUNDARY, (body + "--B--\r\n").into()).await;
    assert_eq!(status, StatusCode::OK, "{reply}");
    assert!(reply.contains("n Some(\\\"f\\\") None None 4 bytes"), "{reply}");
}

#[tokio::test]
async fn wrong_parts_are_rejected_without_their_content() {
    let name = part("name=\"name\"", "canary");
    let file = part("name=\"upload\"", "canary");
    let comment = part("name=\"comment\"", "canary");
    let whole = |parts: &[&str]| parts.concat() + "--B--\r\n";
    let rejected = [
        (BOUNDARY, whole(&[&name]), StatusCode::BAD_REQUEST, "`upload` is missing"),
        (BOUNDARY, whole(&[&name, &name, &comment, &file]), StatusCode::BAD_REQUEST, "`name` is given more than once"),
        (BOUNDARY, part("name=\"name\"", "cut"), StatusCode::BAD_REQUEST, "not well-formed"),
        (BOUNDARY, "canary".to_owned(), StatusCode::BAD_REQUEST, "not well-formed"),
        (BOUNDARY, whole(&[&part("name=\"name\"", &"y".repeat(5000))]), StatusCode::PAYLOAD_TOO_LARGE, "4096"),
        (BOUNDARY, whole(&[&part("name=\"x\"", &"y".repeat(2_000_000))]), StatusCode::PAYLOAD_TOO_LARGE, "4096"),
        (BOUNDARY, whole(&vec![part("name=\"x\"", "").as_str(); 20]), StatusCode::PAYLOAD_TOO_LARGE, "4096"),
        ("multipart/form-data", whole(&[&name]), StatusCode::UNSUPPORTED_MEDIA_TYPE, "boundary"),
        ("application/json", "{}".to_owned(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "multipart"),
    ];
    for (content_type, body, status, words) in rejected {
        let (actual, reply) = post(&Arc::default(), "/file", content_type, body.into()).await;
        assert_eq!(actual, status, "{words}: {reply}");
        assert!(reply.contains(words) && !reply.contains("canary"), "{words}: {reply}");
    }
}

#[tokio::test]
async fn a_part_behind_the_streamed_one_fails_the_stream() {
    let body =
        |later: &str| part("name=\"late\"", "x") + &part("name=\"file\"", "%PDF") + &part(later, "c") + "--B--\r\n";
    let reply = |later| post_late(body(later));
    assert_eq!(reply("name=\"other\"").await, StatusCode::OK);
    assert_eq!(reply("name=\"comment\"").await, StatusCode::INTERNAL_SERVER_ERROR);
}
