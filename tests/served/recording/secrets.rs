//! Secrets that no recording holds, wherever a message has them.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;

use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderMap, Method};
use pointapi::testing::{Recorder, Replay};
use pointapi::{Body, Bytes, Client, ClientBuilder, HttpRequest, HttpResponse, Result, point_api};
use serde::Serialize;
use serde_json::Value;

use super::file;

#[derive(Serialize)]
struct Search {
    filter: String,
    city: String,
}

#[point_api(auth = none)]
trait Hiding {
    #[point_endpoint(GET "/headers")]
    async fn with_headers(
        &self,
        #[headers]
        #[sensitive]
        headers: &HeaderMap,
    ) -> Result<()>;

    #[point_endpoint(GET "")]
    async fn with_url(
        &self,
        #[url]
        #[sensitive]
        url: &str,
    ) -> Result<()>;

    #[point_endpoint(GET "/search")]
    async fn with_struct(
        &self,
        #[query]
        #[sensitive]
        filter: &Search,
    ) -> Result<()>;

    #[point_endpoint(GET "/map")]
    async fn with_map(
        &self,
        #[query]
        #[sensitive]
        filter: &BTreeMap<String, String>,
    ) -> Result<()>;

    #[point_endpoint(POST "/body")]
    async fn with_body(
        &self,
        #[body]
        #[sensitive]
        body: &str,
    ) -> Result<u64>;
}

/// A client whose server responds with this body, around each attempt of which a recorder is.
fn client(path: &Path, headers: HeaderMap, body: &[u8]) -> ClientBuilder {
    let body = Bytes::copy_from_slice(body);
    let transport = tower::service_fn(move |_: HttpRequest| {
        let mut response = HttpResponse::new(Body::from(body.clone()));
        response.headers_mut().clone_from(&headers);
        async { Ok::<_, Infallible>(response) }
    });
    let recorder = Recorder::create(path).unwrap().mask("ssn");
    Client::builder().base_url("https://api.example.com").transport(transport).attempt_layer(recorder)
}

fn typed(media_type: &str) -> HeaderMap {
    if media_type.is_empty() {
        return HeaderMap::new();
    }
    HeaderMap::from_iter([(CONTENT_TYPE, media_type.parse().unwrap())])
}

/// The exchange of one request and its response, which both have this body.
async fn recorded(media_type: &str, body: &[u8]) -> Value {
    let file = file();
    let client = client(file.path(), typed(media_type), body).build().unwrap();
    let mut request = client.request(Method::POST, "/any").body(body.to_vec());
    if !media_type.is_empty() {
        request = request.header(CONTENT_TYPE, media_type);
    }
    request.send().await.unwrap();
    exchange(file.path())
}

fn exchange(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::from_str(text.lines().nth(1).unwrap()).unwrap()
}

#[tokio::test]
async fn bodies_that_are_no_plain_json_hold_no_secret() {
    let deep = format!("{}{{\"password\":\"canary\"}}{}", "[".repeat(130), "]".repeat(130));
    let parts = "--x\r\nContent-Disposition: form-data; name=\"data\"\r\n\r\n{\"token\":\"canary\"}\r\n--x--\r\n";
    let rows: &[(&str, &str, &[u8], &str)] = &[
        ("a byte order mark", "", b"\xEF\xBB\xBF{\"access_token\":\"canary\"}", r#"{"access_token":"***"}"#),
        (
            "what identifies a person",
            "",
            br#"{"SSN":"canary","DOB":1,"tax_id":"canary"}"#,
            r#"{"DOB":0,"SSN":"***","tax_id":"***"}"#,
        ),
        ("half of a surrogate pair", "", br#"{"a":"\ud83d","password":"canary"}"#, "***"),
        ("a number that is too large", "", br#"{"x":1e999,"password":"canary"}"#, "***"),
        ("deep nesting", "", deep.as_bytes(), "***"),
        ("a member that is there twice", "", br#"{"password":"\"canary","password":null}"#, r#"{"password":null}"#),
        ("a member of a member that is there twice", "", br#"{"a":{"token":"canary"},"a":1}"#, r#"{"a":1}"#),
        ("a media type of JSON", "application/problem+json", b" \"password\": \"canary\"", "***"),
        ("JSON that is not UTF-8", "", b"{\"password\":\"canary\xFF\"}", "***"),
        ("JSON on several lines", "text/plain", b"{\n\"a\":1e999,\n\"password\":\"canary\"\n}", "***"),
        ("lines", "", b"{\"id\":1}\n{\"token\":\"canary\"}\r\n", "{\"id\":1}\n{\"token\":\"***\"}\r\n"),
        ("lines, one of them no JSON", "", b"{\"id\":1}\n{\"token\":\"canary\",}\n", "***"),
        (
            "events",
            "text/event-stream",
            b"event: a\rdata: {\"token\":\"canary\"}\n\n",
            "event: a\rdata: {\"token\":\"***\"}\n\n",
        ),
        ("an event of several lines", "text/event-stream", b"data: {\ndata: \"token\":\"canary\"}\n\n", "***"),
        ("JSON sequences", "application/json-seq", b"\x1e{\"token\":\"canary\"}\n", "***"),
        ("a part", "multipart/form-data; boundary=x", parts.as_bytes(), "***"),
        ("a form", "application/x-www-form-urlencoded", b"password=a can? #ary&b=c", "password=***&b=c"),
        ("a form that is JSON", "application/x-www-form-urlencoded", b"{\"token\":\"canary\"}", r#"{"token":"***"}"#),
        ("JSON of a media type of text", "text/plain", b" [\"token=canary\"]", r#"["token=***"]"#),
        ("pairs", "", b"grant=a&password=canary&b=c", "grant=a&password=***&b=c"),
        (
            "XML",
            "application/xml",
            b"<?xml version=\"1.0\"?>\n<a>\n <p:password>can<![CDATA[a<b>]]>ry</p:password>\n <pin>4711</pin> x\n</a>",
            "<?xml version=\"1.0\"?>\n<a>\n <p:password>***</p:password>\n <pin>0</pin> x\n</a>",
        ),
        (
            "attributes",
            "text/xml",
            b"<a token='can ary' id=\"1\"><secret/><token><token>canary</token>canary</token></a>",
            "<a token='***' id=\"1\"><secret/><token>***</token></a>",
        ),
        ("an element without an end", "application/xml", b"<a><password>canary", "<a><password>***"),
        ("a link", "application/link-format", b"<https://h/?key=canary>;rel=a", "<https://h/?key=***>;rel=a"),
        ("a signed token", "text/plain", b"eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkifQ.c2ln", "***"),
        ("an encoded document", "", b"W3sgIm5hbWUiOiAiY2FuYXJ5IiB9XQ==", "***"),
    ];
    for &(case, media_type, body, expected) in rows {
        let exchange = recorded(media_type, body).await;
        for side in ["request", "response"] {
            assert_eq!(exchange[side]["body"]["text"], expected, "{case}, {side}");
        }
    }
}

#[tokio::test]
async fn bodies_without_a_secret_are_written_as_they_are() {
    let rows: &[(&str, &[u8])] = &[
        ("application/json", br#"{ "id": 1.0, "next": "https://h/items?page=2#top" }"#),
        ("text/plain", b"one = two\r\n\r\nthree {four}\n"),
        ("text/plain", b"ada@example.com, SGVsbG8= and e.y"),
        ("application/xml", b"<a b=\"1\">\n <c d='e f'/>text</a>"),
        ("text/event-stream", b"data: {\"id\": 1}\nid: 7\n\n"),
        ("application/x-ndjson", b"{\"id\": 1}\n\n{\"id\": 2}"),
        ("application/x-www-form-urlencoded", b"filter%5Bcity%5D=a&&b=%7E"),
    ];
    for &(media_type, body) in rows {
        let exchange = recorded(media_type, body).await;
        for side in ["request", "response"] {
            assert_eq!(exchange[side]["body"]["text"], std::str::from_utf8(body).unwrap(), "{media_type}, {side}");
        }
    }
}

#[tokio::test]
async fn names_in_brackets_are_recognized() {
    let names =
        ["filter%5Bpassword%5D", "tokens%5B%5D", "person[ssn]", "person.ssn", "%70assword", "a%5Btokens%5D%5B0%5D"];
    for name in names {
        let (sent, expected) = (format!("a=b&{name}=canary"), format!("a=b&{name}=***"));
        let exchange = recorded("application/x-www-form-urlencoded", sent.as_bytes()).await;
        assert_eq!(exchange["request"]["body"]["text"], expected);

        let file = file();
        let client = client(file.path(), HeaderMap::new(), b"").build().unwrap();
        client.request(Method::GET, &format!("/any?{sent}")).send().await.unwrap();
        let target = exchange_target(file.path());
        assert!(!target.contains("canary") && target.starts_with("/any?a=b&"), "{target}");
    }
}

#[tokio::test]
async fn names_of_secrets_are_recognized() {
    let secrets = [
        "secret_key",
        "secretKey",
        "password_confirmation",
        "password1",
        "token2",
        "jwt",
        "session_id",
        "pin",
        "cvv",
        "cvc",
        "iban",
        "X-Auth",
    ];
    let others = ["author", "page", "pinned", "description", "shipping", "key1", "line2"];
    let rows = secrets.map(|name| (name, "***")).into_iter().chain(others.map(|name| (name, "canary")));
    for (name, expected) in rows {
        let body = format!(r#"{{"{name}":"canary"}}"#);
        let text = recorded("application/json", body.as_bytes()).await["response"]["body"]["text"].clone();
        assert_eq!(text, format!(r#"{{"{name}":"{expected}"}}"#));
        let body = format!("<a><{name}>canary</{name}></a>");
        let text = recorded("application/xml", body.as_bytes()).await["request"]["body"]["text"].clone();
        assert_eq!(text, format!("<a><{name}>{expected}</{name}></a>"));

        let file = file();
        let headers = HeaderMap::from_iter([(name.parse::<HeaderName>().unwrap(), "canary".parse().unwrap())]);
        let client = client(file.path(), headers, b"").build().unwrap();
        client.request(Method::GET, &format!("/any?{name}=canary")).send().await.unwrap();
        let exchange = exchange(file.path());
        assert_eq!(exchange["request"]["target"], format!("/any?{name}={expected}"));
        assert_eq!(exchange["response"]["headers"][0][1], expected, "{name}");
    }
}

fn exchange_target(path: &Path) -> String {
    exchange(path)["request"]["target"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn links_hold_no_secret() {
    let rows = [
        ("https://h/items?page=2&api_key=canary", "https://h/items?page=2&api_key=***"),
        ("https://app/cb#access_token=canary&state=a", "https://app/cb#access_token=***&state=a"),
        ("<https://h/items?key=canary>; rel=next", "<https://h/items?key=***>; rel=next"),
        ("https://h/tokens?page=2&password=can?ary", "https://h/tokens?page=2&password=***"),
        ("https://h/cb?code=canary", "https://h/cb?code=***"),
        ("https://h/cb?to=%2Fa%3Ftoken%3Dcanary", "https://h/cb?to=***"),
        ("https://h/cb?filter=%7B%22password%22%3A%22canary%22%7D", "https://h/cb?filter=***"),
        ("token=canary", "token=***"),
        ("https://greta:canary@h/items?page=2", "https://***@h/items?page=2"),
        ("https://h/cb?to=https%3A%2F%2Fgreta%3Acanary%40h", "https://h/cb?to=***"),
        ("Scheme eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkifQ.c2ln", "Scheme ***"),
        ("https://h/cb?state=eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkifQ.c2ln", "https://h/cb?state=***"),
        (r#"{"token":"canary"}"#, "***"),
        ("[draft] a=[1]", "[draft] a=[1]"),
    ];
    for (link, expected) in rows {
        let body = serde_json::to_vec(&[link]).unwrap();
        let text = recorded("application/json", &body).await["response"]["body"]["text"].clone();
        assert_eq!(text, serde_json::to_string(&[expected]).unwrap());

        let file = file();
        let headers = HeaderMap::from_iter([(HeaderName::from_static("x-link"), link.parse().unwrap())]);
        client(file.path(), headers, b"").build().unwrap().request(Method::GET, "/any").send().await.unwrap();
        assert_eq!(exchange(file.path())["response"]["headers"][0][1], expected);
    }
}

#[tokio::test]
async fn the_api_key_of_a_query_is_masked_whatever_its_name() {
    for name in ["key", "k", "a b"] {
        let file = file();
        let client = client(file.path(), HeaderMap::new(), b"").api_key_query(name, "canary").build().unwrap();
        client.request(Method::GET, "/any?page=2").send().await.unwrap();
        let target = exchange_target(file.path());
        assert!(target.starts_with("/any?page=2&") && target.ends_with("=***"), "{target}");
    }
}

#[tokio::test]
async fn both_api_keys_of_a_query_are_masked() {
    let file = file();
    let client =
        client(file.path(), HeaderMap::new(), b"").api_key_query("appid", "canary").api_key_query("k", "canary");
    client.build().unwrap().request(Method::GET, "/any").send().await.unwrap();
    assert_eq!(exchange_target(file.path()), "/any?appid=***&k=***");
}

#[tokio::test]
async fn sensitive_arguments_of_every_role_are_masked() {
    let file = file();
    let client = HidingClient::new(client(file.path(), HeaderMap::new(), b"").build().unwrap());
    let headers = HeaderMap::from_iter([(HeaderName::from_static("x-any"), "canary".parse().unwrap())]);
    client.with_headers(&headers).await.unwrap();
    client.with_url("https://api.example.com/canary?a=canary&canary").await.unwrap();
    client.with_struct(&Search { filter: "canary".to_owned(), city: "canary".to_owned() }).await.unwrap();
    client.with_map(&BTreeMap::from([("a".to_owned(), "canary".to_owned())])).await.unwrap();
    let text = std::fs::read_to_string(file.path()).unwrap();
    assert!(text.lines().count() == 5 && !text.contains("canary"), "{text}");
}

#[tokio::test]
async fn the_response_to_a_sensitive_body_can_be_decoded() {
    let file = file();
    let recording = client(file.path(), typed("application/json"), b"7").build().unwrap();
    assert_eq!(HidingClient::new(recording).with_body("canary").await.unwrap(), 7);
    assert!(!std::fs::read_to_string(file.path()).unwrap().contains("canary"));
    let replay = Replay::open(file.path()).unwrap();
    let replaying = Client::builder().base_url("https://api.example.com").transport(replay).build().unwrap();
    assert_eq!(HidingClient::new(replaying).with_body("other").await.unwrap(), 7);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_a_file_that_was_there_before() {
    use std::fs::{Permissions, metadata, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    let file = file();
    set_permissions(file.path(), Permissions::from_mode(0o644)).unwrap();
    let _recorder = Recorder::create(file.path()).unwrap();
    assert_eq!(metadata(file.path()).unwrap().permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn coded_bytes_are_not_written() {
    let file = file();
    let client = client(file.path(), HeaderMap::new(), b"").build().unwrap();
    let request = client.request(Method::POST, "/any").header("Content-Encoding", "gzip").body("coded");
    request.send().await.unwrap();
    assert_eq!(exchange(file.path())["request"]["body"]["text"], "***");
}
