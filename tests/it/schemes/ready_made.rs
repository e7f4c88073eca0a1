//! Ready-made credentials.

use http::Method;
use pointapi::{Client, ClientBuilder};

use crate::recorder::Recorder;

#[tokio::test]
async fn ready_made_credentials_are_sent_as_their_scheme_says() {
    type Row = (fn(ClientBuilder) -> ClientBuilder, &'static str, Option<&'static str>, &'static str);
    let rows: [Row; 6] = [
        (|builder| builder.bearer_token("t-1"), "authorization", Some("Bearer t-1"), "/items"),
        (|builder| builder.bearer_token("1|a=b!c"), "authorization", Some("Bearer 1|a=b!c"), "/items"),
        (|builder| builder.basic_auth("u", "p"), "authorization", Some("Basic dTpw"), "/items"),
        (|builder| builder.api_key_header("X-Api-Key", "k"), "x-api-key", Some("k"), "/items"),
        (|builder| builder.api_key_cookie("key", "k"), "cookie", Some("key=k"), "/items"),
        (|builder| builder.api_key_query("key", "a&b"), "authorization", None, "/items?key=a%26b"),
    ];
    for (with, header, value, path) in rows {
        let recorder = Recorder::responding(200, "[]");
        let client = with(recorder.builder()).build().unwrap();
        client.request(Method::GET, "/items").send().await.unwrap();
        let sent = recorder.only();
        assert_eq!(sent.header(header), value);
        assert!(sent.uri.ends_with(path), "{}", sent.uri);
    }
}

#[tokio::test]
async fn ready_made_credentials_add_up() {
    let recorder = Recorder::responding(200, "[]");
    let builder = recorder.builder().bearer_token("t-0").api_key_header("X-Api-Key", "a").api_key_query("key", "b");
    let client = builder.api_key_header("X-App-Key", "c").bearer_token("t-1").build().unwrap();
    client.request(Method::GET, "/items").send().await.unwrap();
    let sent = recorder.only();
    for (header, value) in [("authorization", "Bearer t-1"), ("x-api-key", "a"), ("x-app-key", "c")] {
        assert_eq!(sent.header(header), Some(value), "{header}");
    }
    assert!(sent.uri.ends_with("/items?key=b"), "{}", sent.uri);
}

#[test]
fn unusable_credentials_are_errors_of_the_builder() {
    let rows: [fn(ClientBuilder) -> ClientBuilder; 9] = [
        |builder| builder.bearer_token("a b"),
        |builder| builder.basic_auth("a:b", "c"),
        |builder| builder.api_key_header("a b", "c"),
        |builder| builder.api_key_header("x-api-key", "a\nb"),
        |builder| builder.api_key_cookie("key", "a;b"),
        |builder| builder.api_key_header("Host", "a"),
        |builder| builder.api_key_header("content-length", "1"),
        |builder| builder.api_key_header("Transfer-Encoding", "chunked"),
        |builder| builder.api_key_header("proxy-authorization", "a"),
    ];
    for with in rows {
        let error = with(Client::builder()).build().unwrap_err();
        assert!(!format!("{error} {error:?}").contains("a\nb"));
    }
}

#[test]
fn an_unusable_header_of_a_key_is_named() {
    for (name, text) in [("X Api Key", "`X Api Key` is not a header name"), ("Host", "header `host` is reserved")] {
        let error = Client::builder().api_key_header(name, "canary").build().unwrap_err().to_string();
        assert!(error.contains(text) && !error.contains("canary"), "{error}");
    }
}
