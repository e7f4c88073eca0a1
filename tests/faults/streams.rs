//! Streamed responses beside calls, and bodies that fail or are packed.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use futures_util::StreamExt;
use futures_util::stream;
use pointapi::{
    Body, BoxError, Bytes, Client, ClientBuilder, DecodeCause, Download, ErrorKind, Events, HttpRequest, HttpResponse,
    Lines, Result, TimeoutStage, TransportCause, point_api,
};

use crate::api::{Class, Receipt, builder, shop};
use crate::server::{Server, respond, script};

#[point_api(auth = none)]
trait Feeds {
    #[point_endpoint(GET "/feed", timeout = "5s")]
    async fn feed(&self) -> Result<Download>;

    #[point_endpoint(GET "/orders", timeout = "5s")]
    async fn list(&self) -> Result<Receipt>;

    #[point_endpoint(POST "/lines")]
    async fn lines(&self) -> Result<Lines<Receipt>>;

    #[point_endpoint(GET "/events")]
    async fn events(&self) -> Result<Events<Receipt>>;
}

/// A client of a server whose feeds never end.
fn feeding() -> ClientBuilder {
    let service = tower::service_fn(|request: HttpRequest| async move {
        let body = match request.uri().path() {
            "/feed" => Body::from_stream(stream::pending::<Result<Bytes, BoxError>>()),
            _ => Body::from(r#"{"count": 1}"#),
        };
        Ok::<_, BoxError>(HttpResponse::new(body))
    });
    Client::builder().base_url("https://api.example.com").transport(service)
}

#[tokio::test(start_paused = true)]
async fn streams_have_a_limit_of_their_own() {
    let feeds = FeedsClient::new(feeding().max_in_flight(2).build().unwrap());
    let open = [feeds.feed().await.unwrap(), feeds.feed().await.unwrap()];
    feeds.list().await.unwrap();
    let error = feeds.feed().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutStage::Queue));
    drop(open);
    feeds.feed().await.unwrap();
}

#[tokio::test]
async fn whole_gzip_response_with_broken_json_is_not_cut_short() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(br#"{"count": "#).unwrap();
    let body = encoder.finish().unwrap();
    let headers = [("Content-Type", "application/json"), ("Content-Encoding", "gzip")];
    let until_the_end = || script().read().write_head(200, &headers, None).write(&body).close();
    for by_length in [true, false] {
        let response = || if by_length { respond(200, &headers, &body) } else { until_the_end() };
        let server = Server::start([response(), response()]).await;
        let shop = shop(builder(&server));
        let error = shop.call(Class::Once).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Decode(DecodeCause::Eof)), "{error:?}");
        assert!(!error.outcome_unknown());
        assert!(shop.call(Class::Safe).await.is_err());
        assert_eq!(server.count(), 2, "neither call was repeated");
    }
}

#[tokio::test(start_paused = true)]
async fn text_of_a_foreign_body_error_is_not_shown() {
    let service = tower::service_fn(|_: HttpRequest| async {
        let error: BoxError = "https://api.example.com/?token=CANARY".into();
        let begin: Result<Bytes, BoxError> = Ok(Bytes::from_static(b"{"));
        Ok::<_, BoxError>(HttpResponse::new(Body::from_stream(stream::iter([begin, Err(error)]))))
    });
    let client = Client::builder().base_url("https://api.example.com").transport(service).build().unwrap();
    let feeds = FeedsClient::new(client);
    let mut download = feeds.feed().await.unwrap();
    let streamed = loop {
        match download.next().await {
            Some(Err(error)) => break error,
            Some(Ok(_)) => {}
            None => panic!("the body ended"),
        }
    };
    for error in [feeds.list().await.unwrap_err(), streamed] {
        let mut shown = format!("{error} {error:?}");
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            shown.push_str(&format!("{cause} {cause:?}"));
            source = cause.source();
        }
        assert!(!shown.contains("CANARY"), "{shown}");
    }
}

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn lines_that_end_with_the_connection_may_have_been_cut_short() {
    const CUT: &str = "{\"count\": 1}\n{\"cou";
    let chunked = format!("{:x}\r\n{CUT}\r\n0\r\n\r\n", CUT.len());
    let head = |headers| script().read().write_head(200, headers, None);
    let (eof, truncated) = (ErrorKind::Decode(DecodeCause::Eof), ErrorKind::Transport(TransportCause::Truncated));
    for (case, script, kind, is_unknown) in [
        ("closed", head(&[]).write(CUT), truncated, true),
        ("chunked", head(&[("Transfer-Encoding", "chunked")]).write(chunked), eof, false),
        ("packed", head(&[("Content-Encoding", "gzip")]).write(packed(CUT)), eof, false),
    ] {
        let server = Server::start([script.close()]).await;
        let mut lines = FeedsClient::new(builder(&server).build().unwrap()).lines().await.unwrap();
        assert_eq!(lines.next().await.unwrap().unwrap().count, 1, "{case}");
        let error = lines.next().await.unwrap().unwrap_err();
        assert_eq!((error.kind(), error.outcome_unknown()), (kind, is_unknown), "{case}");
    }
}

#[tokio::test]
async fn a_stream_in_an_unknown_coding_is_an_error_before_its_first_item() {
    let events = "data: {\"count\": 1}\n\n";
    for (coding, is_known) in
        [("br", false), ("gzip, gzip", false), ("x-own", false), ("identity", true), ("none", true)]
    {
        let server = Server::start([respond(200, &[("Content-Encoding", coding)], events.as_bytes())]).await;
        let feeds = FeedsClient::new(builder(&server).build().unwrap());
        for error in [feeds.events().await.err(), feeds.lines().await.err()] {
            let kind = error.map(|error| error.kind());
            let expected = (!is_known).then_some(ErrorKind::Decode(DecodeCause::ContentEncoding));
            assert_eq!(kind, expected, "{coding}");
        }
    }
}

#[tokio::test]
async fn an_error_of_a_stream_keeps_the_headers() {
    let cut = script().read().write_head(200, &[("X-Request-Id", "r-1")], Some(9)).write("{").close();
    let server = Server::start([cut]).await;
    let mut feed = FeedsClient::new(builder(&server).build().unwrap()).feed().await.unwrap();
    let error = loop {
        if let Err(error) = feed.next().await.unwrap() {
            break error;
        }
    };
    assert_eq!(error.request_id(), Some("r-1"));
}
