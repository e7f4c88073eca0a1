//! Limits of a response: size, depth, time.

use std::time::Duration;

use pointapi::{ErrorKind, Method, SizeCause, TimeoutStage};

use super::{OK, error_of, gzip};
use crate::api::{Class, builder, by_hand, shop};
use crate::server::{Server, json, respond, script};

#[tokio::test]
async fn a_response_over_the_limit_is_rejected_by_its_length_or_while_read() {
    let limit = |server: &Server| shop(builder(server).max_response_bytes(100));
    let body = vec![b' '; 101];
    let announced = Server::start([respond(200, &[], &body)]).await;
    let error = limit(&announced).call(Class::Safe).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge(SizeCause::Wire));
    for script in [
        script().read().write_head(200, &[], None).write(&body).close(),
        respond(200, &[("Content-Encoding", "gzip")], &gzip(&body)),
    ] {
        let server = Server::start([script]).await;
        let error = limit(&server).call(Class::Safe).await.unwrap_err();
        assert_eq!((error.kind(), server.count()), (ErrorKind::TooLarge(SizeCause::Decoded), 1));
        assert!(error.is_too_large() && error.is_status(200));
    }
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_accepted() {
    let body = format!("{OK:100}");
    for script in [
        respond(200, &[], body.as_bytes()),
        script().read().write_head(200, &[], None).write(&body).close(),
        respond(200, &[("Content-Encoding", "gzip")], &gzip(body.as_bytes())),
    ] {
        let server = Server::start([script]).await;
        let shop = shop(builder(&server).max_response_bytes(100));
        assert_eq!(shop.call(Class::Safe).await.unwrap().count, 1);
    }
}

#[tokio::test]
async fn a_false_content_length_reserves_no_memory() {
    let error = error_of(Class::Once, script().read().write_head(200, &[], Some(16 * 1024 * 1024)).write("{").close());
    assert!(error.await.outcome_unknown());
}

#[tokio::test]
async fn an_error_keeps_its_status_and_64_kib_of_a_failing_body() {
    let kept = |error: &pointapi::Error| error.expose_body().unwrap().len();
    let large = error_of(Class::Safe, respond(400, &[], &vec![b'x'; 100_000])).await;
    assert_eq!((large.is_status(400), kept(&large)), (true, 64 * 1024));
    let stalling = error_of(Class::Once, script().read().write_head(400, &[], Some(9)).write("{").hang()).await;
    assert_eq!((stalling.is_status(400), kept(&stalling), stalling.outcome_unknown()), (true, 1, false));
    let cut = error_of(Class::Once, script().read().write_head(400, &[], Some(9)).write("{").close()).await;
    assert_eq!((cut.is_status(400), kept(&cut)), (true, 1));
}

#[tokio::test]
async fn a_dripping_response_continues_until_the_deadline() {
    let drip = |pause| script().read().write_head(200, &[], Some(OK.len())).drip(OK, Duration::from_secs(pause));
    let server = Server::start([drip(1)]).await;
    assert_eq!(shop(builder(&server)).call(Class::Once).await.unwrap().count, 1);
    let error = error_of(Class::Once, drip(14)).await;
    assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutStage::Total));
    let error = error_of(Class::Once, drip(16)).await;
    assert_eq!(error.kind(), ErrorKind::Timeout(TimeoutStage::Stall));
}

#[tokio::test]
async fn nesting_deeper_than_128_is_rejected() {
    let nested = |depth: usize| json(200, &format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
    for (depth, is_decoded) in [(127, true), (129, false), (1_000_000, false)] {
        let server = Server::start([nested(depth)]).await;
        let client = by_hand(&server);
        let value = client.request(Method::GET, "/").fetch::<serde_json::Value>().await;
        assert_eq!(value.is_ok(), is_decoded, "{depth}");
        if let Err(error) = value {
            assert!(error.is_decode(), "{error:?}");
        }
    }
}
