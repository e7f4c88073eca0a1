//! Bodies: replay, idempotency keys, size limits, decoding.

mod cut_short;
mod encodings;
mod idempotency_key;
mod limits;

use std::io::Write;

use futures_util::stream;
use pointapi::{Body, BoxError, Bytes, ErrorKind, Method, RequestPart};

use crate::api::{Class, builder, by_hand, shop};
use crate::server::{Script, Server, json, script};

const OK: &str = r#"{"count": 1}"#;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

async fn error_of(class: Class, script: Script) -> pointapi::Error {
    let server = Server::start([script]).await;
    shop(builder(&server)).call(class).await.unwrap_err()
}

fn stream_of(text: &'static str) -> Body {
    Body::from_stream(stream::iter([Ok::<_, BoxError>(Bytes::from_static(text.as_bytes()))]))
}

/// The bodies that arrive when a PUT of this body receives a 500 twice.
async fn deliveries_of(body: Body) -> Vec<Vec<u8>> {
    let failure = || script().read_head().write("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n").close();
    let server = Server::start([failure(), failure(), json(200, OK)]);
    let server = server.await;
    let client = by_hand(&server);
    let _ = client.request(Method::PUT, "/").body(body).send().await;
    server.requests().into_iter().map(|request| request.body).collect()
}

#[tokio::test]
async fn bytes_and_factories_are_resent_and_a_stream_is_not() {
    assert_eq!(deliveries_of(Body::from("abc")).await.last().unwrap(), b"abc");
    assert_eq!(deliveries_of(Body::from_fn(|| Body::from("abc"))).await.len(), 3);
    assert_eq!(deliveries_of(Body::from_fn(|| stream_of("abc"))).await.len(), 3);
    assert_eq!(deliveries_of(stream_of("abc")).await.len(), 1);
}

#[tokio::test]
async fn text_of_an_error_of_the_callers_body_is_not_shown() {
    let server = Server::start([script().read()]).await;
    let error: BoxError = "https://storage.example.com/?signature=CANARY".into();
    let begin: Result<Bytes, BoxError> = Ok(Bytes::from_static(b"abc"));
    let body = Body::from_stream(stream::iter([begin, Err(error)]));
    let error = by_hand(&server).request(Method::PUT, "/").body(body).send().await.unwrap_err();
    let chain = std::iter::successors(Some(&error as &dyn std::error::Error), |cause| cause.source());
    let shown: String = chain.map(|cause| format!("{cause} {cause:?} ")).collect();
    assert!(!shown.contains("CANARY"), "{shown}");
    let mut own = std::iter::successors(error.expose_source().map(|own| own as _), |cause: &&dyn std::error::Error| {
        cause.source()
    });
    assert!(own.any(|cause| cause.to_string().contains("CANARY")), "{error:?}");
}

#[tokio::test]
async fn a_body_made_by_a_function_keeps_a_known_length_and_an_unknown_one_is_chunked() {
    let lengths = [(Body::from_fn(|| Body::from("abc")), Some("3")), (Body::from_fn(|| stream_of("abc")), None)];
    for (body, length) in lengths {
        let server = Server::start([json(200, OK)]).await;
        by_hand(&server).request(Method::PUT, "/").body(body).send().await.unwrap();
        let request = &server.requests()[0];
        assert_eq!((request.header("content-length"), request.body.as_slice()), (length, b"abc".as_slice()));
    }
}

#[tokio::test]
async fn an_encoded_body_over_the_limit_is_not_sent() {
    let server = Server::start([json(200, OK)]).await;
    let client = by_hand(&server);
    let large = "x".repeat(32 * 1024 * 1024);
    let error = client.request(Method::PUT, "/").json(&large).send().await.unwrap_err();
    assert_eq!((error.kind(), server.accepted()), (ErrorKind::Request(RequestPart::TooLarge), 0));
    let client = builder(&server).max_request_bytes(3).build().unwrap();
    client.request(Method::PUT, "/").json("x").send().await.unwrap();
    let error = client.request(Method::PUT, "/").json("xy").send().await.unwrap_err();
    assert!(error.to_string().contains("`max_request_bytes`"), "{error}");
    client.request(Method::PUT, "/").body(Bytes::from(large)).send().await.unwrap();
}
