//! Bodies that end too early.

use pointapi::{DecodeCause, ErrorKind, TransportCause};

use super::{OK, error_of, gzip};
use crate::api::{Class, builder, by_hand, shop};
use crate::server::{Server, json, respond, script};

#[pointapi::point_api(auth = none)]
trait Documents {
    #[point_endpoint(POST "/orders", codec = pointapi::Xml)]
    async fn place(&self) -> pointapi::Result<Placed>;

    #[point_endpoint(GET "/log")]
    async fn log(&self) -> pointapi::Result<pointapi::Text>;
}

#[derive(Debug, serde::Deserialize)]
struct Placed {
    #[serde(rename = "id")]
    _id: u32,
}

#[tokio::test]
async fn a_body_that_ends_with_the_connection_may_have_been_cut_short() {
    let cases: [(&[(&str, &str)], &str); 7] = [
        (&[("Content-Type", "text/plain")], r#"{"count":"#),
        (&[("Content-Type", "text/html")], r#"{"count":"#),
        (&[("Content-Type", "application/octet-stream")], r#" ["#),
        (&[("Content-Type", "application/json"), ("Transfer-Encoding", "identity")], r#"{"count":"#),
        (&[("Content-Type", "application/json")], r#"{"count":1,"other":-"#),
        (&[("Content-Type", "application/json"), ("Content-Encoding", "gzip")], ""),
        (&[("Content-Type", "application/json"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "identity")], ""),
    ];
    for (headers, body) in cases {
        let cut = || script().read().write_head(200, headers, None).write(body).close();
        let error = error_of(Class::Once, cut()).await;
        assert_eq!(error.kind(), ErrorKind::Transport(TransportCause::Truncated), "{headers:?}");
        assert!(error.outcome_unknown(), "{headers:?}");
        let server = Server::start([cut(), json(200, OK)]).await;
        assert_eq!(shop(builder(&server)).call(Class::Safe).await.unwrap().count, 1, "{headers:?}");
    }
}

#[tokio::test]
async fn text_that_begins_like_json_is_whole() {
    let text = "[12, 13";
    let server =
        Server::start([script().read().write_head(200, &[("Content-Type", "text/plain")], None).write(text).close()])
            .await;
    assert_eq!(&*DocumentsClient::new(by_hand(&server)).log().await.unwrap(), text);
}

#[tokio::test]
async fn an_error_after_the_head_keeps_the_headers() {
    let head = [("Location", "/orders/7"), ("X-Request-Id", "r-1")];
    let begun = || script().read().write_head(201, &head, Some(9)).write("{");
    let packed = [("Location", "/orders/7"), ("X-Request-Id", "r-1"), ("Content-Encoding", "gzip")];
    let rows = [
        ("cut short", begun().close()),
        ("cut short, without a length", script().read().write_head(201, &head, None).write("{").close()),
        ("stalled", begun().hang()),
        ("too large", respond(201, &head, &vec![b' '; 20 * 1024 * 1024])),
        ("not gzip", respond(201, &packed, b"{\"count\": 1}")),
    ];
    for (case, script) in rows {
        let error = error_of(Class::Once, script).await;
        assert_eq!((error.location(), error.request_id()), (Some("/orders/7"), Some("r-1")), "{case}: {error}");
    }
}

#[tokio::test]
async fn an_unfinished_body_that_says_where_it_ends_was_not_cut_short() {
    let unfinished = r#"{"count":"#;
    let packed =
        script().read().write_head(200, &[("Content-Encoding", "gzip")], None).write(gzip(unfinished.as_bytes()));
    let chunked = script().read().write_head(200, &[("Transfer-Encoding", "chunked")], None);
    let chunked = chunked.write(format!("9\r\n{unfinished}\r\n0\r\n\r\n"));
    let kinds = [error_of(Class::Once, packed.close()).await, error_of(Class::Once, chunked.close()).await];
    assert_eq!(kinds.map(|error| error.kind()), [ErrorKind::Decode(DecodeCause::Eof); 2]);
}

#[tokio::test]
async fn an_unfinished_body_of_a_service_was_not_cut_short() {
    let unfinished = || async { ([("content-type", "application/json")], "\u{feff}{\"count\":") };
    let shop = shop(pointapi::Client::builder().in_process(axum::Router::new().fallback(unfinished)));
    let error = shop.call(Class::Once).await.unwrap_err();
    assert_eq!((error.kind(), error.outcome_unknown()), (ErrorKind::Decode(DecodeCause::Eof), false));
}

#[tokio::test]
async fn the_status_of_a_cut_off_error_response_counts() {
    let head = [("Content-Type", "application/json")];
    let error =
        error_of(Class::Once, script().read().write_head(409, &head, None).write("\u{feff}{\"n\":-").close()).await;
    assert!(error.is_status(409) && !error.outcome_unknown(), "{error}");
    assert!(error.body_as::<serde_json::Value>().is_none());
    assert_eq!(error.expose_body(), Some("\u{feff}{\"n\":-".as_bytes()));
}

#[tokio::test]
async fn a_document_without_its_end_was_cut_short() {
    let head = [("Content-Type", "application/xml")];
    for cut in ["<Placed><id>1</id>", "<Placed><id>1</i", "<Placed><id>1", "<Placed a='"] {
        let server = Server::start([script().read().write_head(200, &head, None).write(cut).close()]).await;
        let error = DocumentsClient::new(by_hand(&server)).place().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport(TransportCause::Truncated), "{cut}");
        assert!(error.outcome_unknown());
        let server = Server::start([respond(200, &head, cut.as_bytes())]).await;
        let error = DocumentsClient::new(by_hand(&server)).place().await.unwrap_err();
        assert_eq!((error.kind(), error.outcome_unknown()), (ErrorKind::Decode(DecodeCause::Eof), false), "{cut}");
    }
}
