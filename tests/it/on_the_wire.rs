//! The request of each role and option, through the client's methods and through the trait object.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method};
use pointapi::{Body, CallOptions, ErrorKind, Part, RequestPart, Result, point_api};
use serde::Serialize;

use crate::recorder::{Recorder, Sent};

#[derive(Serialize, Default)]
struct Filter {
    limit: u32,
    marker: Option<&'static str>,
    ids: Vec<u8>,
}

#[point_api(prefix = "/v1", client = VocabularyHttp, headers("X-Api" = "1"))]
trait Vocabulary {
    #[point_endpoint(GET "/users/{id}/keys/{key-id}")]
    async fn path(&self, id: u64, #[path("key-id")] key: &str) -> Result<()>;

    #[point_endpoint(GET "/search?fixed=a%20b")]
    async fn query(
        &self,
        #[query] page: u32,
        #[query("per-page")] size: Option<u32>,
        #[query] tag: &[&str],
        #[query("ids", format = csv)] ids: &[u32],
        #[query("pipes", format = pipes)] pipes: &[u32],
        #[query("spaces", format = spaces)] spaces: &[u32],
    ) -> Result<()>;

    #[point_endpoint(GET "/search")]
    async fn query_struct(&self, #[query] filter: &Filter, #[query] more: &BTreeMap<&str, &str>) -> Result<()>;

    #[point_endpoint(GET "/headers", headers("X-Static" = "s"))]
    async fn headers(
        &self,
        #[header("X-Trace")] trace: Option<&str>,
        #[header("X-Number")] number: u64,
        #[header("X-Key")]
        #[sensitive]
        key: &str,
        #[headers] more: &HeaderMap,
    ) -> Result<()>;

    #[point_endpoint(GET "/cookies")]
    async fn cookies(&self, #[cookie("session")] session: &str, #[cookie("theme")] theme: Option<&str>) -> Result<()>;

    #[point_endpoint(DELETE "/json")]
    async fn delete(&self, #[body] body: &Filter) -> Result<()>;

    #[point_endpoint(POST "/json")]
    async fn json(&self, #[body] body: &Filter) -> Result<()>;

    #[point_endpoint(PUT "/text")]
    async fn text(&self, #[body(text)] body: &str) -> Result<()>;

    #[point_endpoint(PATCH "/bytes")]
    async fn bytes(&self, #[body(bytes)] body: Bytes) -> Result<()>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[body(form)] body: &Filter) -> Result<()>;

    #[point_endpoint(POST "/fields")]
    async fn fields(&self, #[form("a")] a: &str, #[form("b")] b: Option<u8>, #[form("c")] c: &[u8]) -> Result<()>;

    #[point_endpoint(POST "/xml")]
    async fn xml(&self, #[body(xml)] body: &Filter) -> Result<()>;

    #[point_endpoint(POST "/stream")]
    async fn stream(&self, #[body(stream)] body: Body) -> Result<()>;

    #[point_endpoint(POST "/parts")]
    async fn parts(
        &self,
        #[part("note")] note: &str,
        #[part("file")] file: Part,
        #[part("x")] x: Option<Bytes>,
    ) -> Result<()>;

    #[point_endpoint(GET "")]
    async fn url(&self, #[url] url: &str) -> Result<()>;

    #[point_endpoint(DELETE "/options")]
    async fn options(&self, #[options] options: &CallOptions) -> Result<()>;

    #[point_endpoint(POST "/keyed", idempotency_key = "Idempotency-Key", accept = "text/csv")]
    async fn keyed(&self) -> Result<()>;
}

/// Makes the same call in both forms, checks that the requests are equal, and returns one.
macro_rules! both {
    ($method:ident($($argument:expr),*)) => {{
        let recorder = Recorder::responding(204, "");
        let client = VocabularyHttp::new(recorder.builder().authenticator(NoCredentials).build().unwrap());
        client.$method($($argument),*).await.unwrap();
        let inherent = recorder.only();
        let object: Arc<dyn Vocabulary> = Arc::new(client);
        object.$method($($argument),*).await.unwrap();
        let by_object = recorder.only();
        assert_eq!((&inherent.method, &inherent.uri, inherent.headers.len()), (&by_object.method, &by_object.uri, by_object.headers.len()));
        assert_eq!(inherent.header("x-api"), Some("1"));
        inherent
    }};
}

/// An authenticator that adds nothing.
struct NoCredentials;

#[pointapi::async_trait]
impl pointapi::auth::Authenticator for NoCredentials {
    async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), pointapi::BoxError> {
        Ok(())
    }
}

fn line(sent: &Sent) -> String {
    format!("{} {}", sent.method, sent.uri)
}

#[tokio::test]
async fn a_default_pair_is_not_added_to_a_query_that_has_its_name_in_any_encoding() {
    for (target, sent) in [
        ("/users?$top=5", "/users?$top=5"),
        ("/users?%24top=5", "/users?%24top=5"),
        ("/users?%2524top=5", "/users?%2524top=5&%24top=50"),
        ("/users", "/users?%24top=50"),
    ] {
        let recorder = Recorder::responding(204, "");
        let client = VocabularyHttp::new(recorder.builder().default_query("$top", "50").build().unwrap());
        client.url(target).await.unwrap();
        assert_eq!(recorder.only().uri, format!("https://api.example.com{sent}"));
    }
}

#[tokio::test]
async fn path_values_fill_their_segments_encoded() {
    let sent = both!(path(7, "a/b c"));
    assert_eq!(line(&sent), "GET https://api.example.com/v1/users/7/keys/a%2Fb%20c");
    assert_eq!(sent.header("accept"), Some("application/json, */*;q=0.5"));
    assert_eq!(sent.header("content-type"), None);
    assert!(sent.header("user-agent").unwrap().starts_with("pointapi/"));
}

#[tokio::test]
async fn query_lists_repeat_or_join_and_none_is_omitted() {
    let sent = both!(query(2, None, &["x", "y&z"], &[1, 2], &[3, 4], &[5, 6]));
    assert_eq!(
        sent.uri,
        "https://api.example.com/v1/search?fixed=a%20b&page=2&tag=x&tag=y%26z&ids=1,2&pipes=3%7C4&spaces=5%206"
    );
    let sent = both!(query(2, Some(9), &[], &[], &[], &[]));
    assert_eq!(sent.uri, "https://api.example.com/v1/search?fixed=a%20b&page=2&per-page=9");
}

#[tokio::test]
async fn fields_of_structs_and_maps_become_pairs() {
    let filter = Filter { limit: 5, marker: Some("m"), ids: vec![1, 2] };
    let sent = both!(query_struct(&filter, &BTreeMap::from([("a", "1")])));
    assert_eq!(sent.uri, "https://api.example.com/v1/search?limit=5&marker=m&ids=1&ids=2&a=1");
}

#[tokio::test]
async fn headers_come_from_arguments_maps_endpoint_and_trait() {
    let more = HeaderMap::from_iter([(http::header::IF_MATCH, HeaderValue::from_static("\"e\""))]);
    let sent = both!(headers(Some("t"), 7, "k", &more));
    for (name, value) in [("x-trace", "t"), ("x-number", "7"), ("x-key", "k"), ("if-match", "\"e\""), ("x-static", "s")]
    {
        assert_eq!(sent.header(name), Some(value), "{name}");
    }
    assert!(sent.headers["x-key"].is_sensitive());
    assert_eq!(both!(headers(None, 7, "k", &HeaderMap::new())).header("x-trace"), None);
}

#[tokio::test]
async fn cookies_share_one_header() {
    assert_eq!(both!(cookies("s%3B1", Some("dark"))).header("cookie"), Some("session=s%3B1; theme=dark"));
    assert_eq!(both!(cookies("s", None)).header("cookie"), Some("session=s"));
}

#[tokio::test]
async fn bodies_have_their_bytes_and_their_content_type() {
    let filter = Filter { limit: 5, marker: None, ids: vec![1] };
    for (sent, method, content_type, body) in [
        (both!(json(&filter)), Method::POST, "application/json", r#"{"limit":5,"marker":null,"ids":[1]}"#),
        (both!(delete(&filter)), Method::DELETE, "application/json", r#"{"limit":5,"marker":null,"ids":[1]}"#),
        (both!(text("hä")), Method::PUT, "text/plain; charset=utf-8", "hä"),
        (both!(bytes(Bytes::from_static(b"raw"))), Method::PATCH, "application/octet-stream", "raw"),
        (both!(form(&filter)), Method::POST, "application/x-www-form-urlencoded", "limit=5&ids=1"),
        (both!(fields("x y", None, &[1, 2])), Method::POST, "application/x-www-form-urlencoded", "a=x+y&c=1&c=2"),
        (
            both!(xml(&filter)),
            Method::POST,
            "application/xml",
            "<Filter><limit>5</limit><marker/><ids>1</ids></Filter>",
        ),
        (both!(stream(Body::from("s"))), Method::POST, "application/octet-stream", "s"),
    ] {
        assert_eq!((sent.method.clone(), sent.header("content-type")), (method, Some(content_type)));
        assert_eq!(sent.text(), body);
    }
}

#[tokio::test]
async fn the_boundary_separates_parts() {
    let file = || Part::bytes(b"%PDF".as_slice()).file_name("a.pdf").content_type("application/pdf");
    let sent = both!(parts("hi", file(), None));
    let boundary = sent.header("content-type").unwrap().strip_prefix("multipart/form-data; boundary=").unwrap();
    assert_eq!(
        sent.text(),
        format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\
             Content-Type: application/pdf\r\n\r\n%PDF\r\n--{boundary}--\r\n"
        )
    );
}

#[tokio::test]
async fn a_url_of_the_same_origin_replaces_the_template() {
    let sent = both!(url("https://api.example.com/other/7?x=1"));
    assert_eq!(sent.uri, "https://api.example.com/other/7?x=1");
}

#[tokio::test]
async fn a_foreign_url_sends_nothing() {
    let recorder = Recorder::responding(204, "");
    let client = VocabularyHttp::new(recorder.client());
    let error = client.url("https://evil.example/other/7").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignOrigin);
    assert!(recorder.sent().is_empty());
}

#[tokio::test]
async fn call_options_override_client_options() {
    let options = CallOptions::new().header("X-Api", "2").unwrap();
    let recorder = Recorder::responding(204, "");
    let client = VocabularyHttp::new(recorder.builder().authenticator(NoCredentials).build().unwrap());
    let client = client.with(CallOptions::new().header("X-Api", "3").unwrap().header("X-Run", "7").unwrap());
    client.options(&options).await.unwrap();
    let sent = recorder.only();
    assert_eq!((sent.header("x-api"), sent.header("x-run")), (Some("2"), Some("7")));
}

#[tokio::test]
async fn a_reserved_header_fails_before_anything_is_sent() {
    let recorder = Recorder::responding(204, "");
    let client = VocabularyHttp::new(recorder.builder().authenticator(NoCredentials).build().unwrap());
    for name in [http::header::AUTHORIZATION, http::header::HOST, http::header::CONNECTION] {
        let more = HeaderMap::from_iter([(name, HeaderValue::from_static("x"))]);
        let error = client.headers(None, 1, "k", &more).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request(RequestPart::Header));
    }
    assert!(recorder.sent().is_empty());
}

#[tokio::test]
async fn a_value_that_leaves_its_segment_fails_the_call() {
    let recorder = Recorder::responding(204, "");
    let client = VocabularyHttp::new(recorder.builder().authenticator(NoCredentials).build().unwrap());
    for value in ["", ".", "..", "a\nb"] {
        let error = client.path(1, value).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request(RequestPart::Path), "{value:?}");
        assert!(error.to_string().contains("`key-id`"), "{error}");
    }
    assert!(recorder.sent().is_empty());
}

#[test]
fn the_descriptors_match_the_declaration() {
    let endpoint = VocabularyHttp::ENDPOINTS[0];
    assert_eq!(
        (endpoint.name(), endpoint.method().as_str(), endpoint.path_template()),
        ("path", "GET", "/v1/users/{id}/keys/{key-id}")
    );
    assert_eq!(VocabularyHttp::ENDPOINTS.len(), 17);
}
