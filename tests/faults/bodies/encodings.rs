//! Encodings and media types of a response.

use pointapi::{DecodeCause, ErrorKind, Method};

use super::{OK, error_of, gzip};
use crate::api::{Class, builder, by_hand, shop};
use crate::server::{Server, json, respond};

#[tokio::test]
async fn only_gzip_is_accepted_and_decompressed() {
    let packed = gzip(OK.as_bytes());
    let server = Server::start([respond(200, &[("Content-Encoding", "gzip")], &packed)]).await;
    assert_eq!(shop(builder(&server)).call(Class::Safe).await.unwrap().count, 1);
    assert_eq!(server.requests()[0].header("accept-encoding"), Some("gzip"));
}

#[tokio::test]
async fn a_requested_encoding_is_returned_undecoded() {
    let packed = gzip(OK.as_bytes());
    let server = Server::start([respond(200, &[("Content-Encoding", "gzip")], &packed)]).await;
    let client = by_hand(&server);
    let response = client.request(Method::GET, "/").header("Accept-Encoding", "gzip").send().await.unwrap();
    assert_eq!(response.into_inner(), packed);
}

#[tokio::test]
async fn an_unsupported_content_encoding_is_named() {
    for encoding in ["br", "deflate", "gzip, zstd", "gzip, gzip", "x-own"] {
        let error = error_of(Class::Safe, respond(200, &[("Content-Encoding", encoding)], b"\x8b\x03")).await;
        assert_eq!(error.kind(), ErrorKind::Decode(DecodeCause::ContentEncoding), "{encoding}");
    }
    let server = Server::start([respond(200, &[("Content-Encoding", "gzip")], &gzip(b"1"))]).await;
    let client = by_hand(&server);
    let request = client.request(Method::GET, "/").header("Accept-Encoding", "gzip");
    let error = request.fetch::<u32>().await.unwrap_err();
    assert!(error.to_string().contains("`gzip`"), "{error}");
}

#[tokio::test]
async fn a_stream_without_a_body_may_name_an_encoding() {
    let server = Server::start([respond(200, &[("Content-Encoding", "gzip")], b"")]).await;
    let lines = by_hand(&server).request(Method::GET, "/").fetch::<pointapi::Lines<u32>>().await.unwrap();
    assert_eq!(futures_util::StreamExt::collect::<Vec<_>>(lines).await.len(), 0);
}

#[tokio::test]
async fn an_html_page_is_a_content_type_error() {
    let page = respond(200, &[("Content-Type", "text/html")], b"<html>captive</html>");
    let error = error_of(Class::Safe, page).await;
    assert_eq!(error.kind(), ErrorKind::Decode(DecodeCause::ContentType));
}

#[tokio::test]
async fn a_decode_error_names_the_path_and_never_the_value() {
    let error = error_of(Class::Safe, json(200, r#"{"count": "900-11-2222"}"#)).await;
    assert!(error.to_string().contains("at `count`, line 1"), "{error}");
    assert!(!format!("{error} {error:?}").contains("900"), "{error:?}");
}
