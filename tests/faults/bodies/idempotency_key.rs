//! The idempotency key of each attempt, and what it allows.

use pointapi::{CallOptions, ErrorKind, RequestPart};

use super::{OK, error_of};
use crate::api::{Class, Order, builder, shop};
use crate::server::{Script, Server, json, respond, script};

async fn keys(shop: &crate::api::ShopClient, server: &Server, expected: usize) -> Vec<String> {
    shop.keyed(&Order::default()).await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), expected);
    requests.iter().map(|request| request.header("idempotency-key").unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_attempt_of_a_call_carries_the_same_uuid() {
    let server = Server::start([json(500, "{}"), script().read().reset(), json(200, OK)]).await;
    let shop = shop(builder(&server));
    let keys_of_first = keys(&shop, &server, 3).await;
    assert!(keys_of_first.windows(2).all(|pair| pair[0] == pair[1]));
    let key = &keys_of_first[0];
    assert_eq!((key.len(), key.as_bytes()[14]), (36, b'4'), "a UUIDv4: {key}");
    let keys_of_both = keys(&shop, &server, 4).await;
    assert_ne!(keys_of_both[3], *key);
}

#[tokio::test]
async fn the_caller_may_set_the_key() {
    let server = Server::start([json(200, OK)]).await;
    let with_key = shop(builder(&server)).with(CallOptions::new().idempotency_key("order-7"));
    assert_eq!(keys(&with_key, &server, 1).await, ["order-7"]);
    let header = CallOptions::new().header("Idempotency-Key", "order-8").unwrap();
    assert_eq!(keys(&shop(builder(&server)).with(header), &server, 2).await[1], "order-8");
}

#[tokio::test]
async fn an_invalid_key_sends_nothing() {
    let server = Server::start([json(200, OK)]).await;
    let shop = shop(builder(&server)).with(CallOptions::new().idempotency_key("a\r\nX-Evil: 1"));
    let error = shop.keyed(&Order::default()).await.unwrap_err();
    assert_eq!((error.kind(), server.accepted()), (ErrorKind::Request(RequestPart::Header), 0));
}

#[tokio::test]
async fn a_lost_response_to_a_generated_key_is_unknown() {
    for lost in [script().read().close(), json(500, "{}"), json(501, "{}"), json(408, "{}")] {
        let error = error_of(Class::Keyed, lost.clone()).await;
        assert!(error.outcome_unknown() && !error.is_retryable(), "{lost:?}: {error:?}");
    }
    let unavailable = respond(503, &[("Retry-After", "61")], b"");
    for (response, expected) in
        [(json(400, "{}"), (false, false)), (throttled(), (false, true)), (unavailable, (true, false))]
    {
        let error = error_of(Class::Keyed, response).await;
        assert_eq!((error.outcome_unknown(), error.is_retryable()), expected, "{error:?}");
    }
}

fn throttled() -> Script {
    respond(429, &[("Retry-After", "61")], b"")
}

#[tokio::test]
async fn a_call_with_the_generated_key_repeats_the_request() {
    let lost = script().read().close();
    let server = Server::start([lost.clone(), lost.clone(), lost, json(200, OK)]).await;
    let shop = shop(builder(&server));
    let error = shop.call(Class::Keyed).await.unwrap_err();
    let key = error.idempotency_key().unwrap();
    assert!(!format!("{error} {error:?}").contains(&key));
    let keys = keys(&shop.with(CallOptions::new().idempotency_key(&key)), &server, 4).await;
    assert_eq!(keys, [key.as_str(); 4]);
}

#[tokio::test]
async fn an_unsent_call_with_a_generated_key_may_be_repeated() {
    let server = Server::start([]).await;
    let unsent = builder(&server).base_url(format!("http://{}", Server::closed_port()));
    let error = shop(unsent).call(Class::Keyed).await.unwrap_err();
    assert!(error.is_retryable() && !error.outcome_unknown() && error.idempotency_key().is_some(), "{error:?}");
}

#[tokio::test]
async fn a_later_response_does_not_hide_a_lost_one() {
    for last in [throttled(), json(409, "{}")] {
        let server = Server::start([script().read().close(), last.clone()]).await;
        let error = shop(builder(&server)).call(Class::Keyed).await.unwrap_err();
        assert!(error.outcome_unknown() && !error.is_retryable(), "{last:?}: {error:?}");
    }
}

#[tokio::test]
async fn a_key_of_the_caller_may_be_sent_again() {
    let server = Server::start([script().read().close()]).await;
    let options = [
        CallOptions::new().idempotency_key("order-7"),
        CallOptions::new().header("Idempotency-Key", "order-8").unwrap(),
    ];
    for options in options {
        let error = shop(builder(&server)).with(options).call(Class::Keyed).await.unwrap_err();
        assert!(error.is_retryable() && !error.outcome_unknown(), "{error:?}");
        assert_eq!(error.idempotency_key(), None);
    }
}

#[tokio::test]
async fn other_classes_send_no_key() {
    let server = Server::start([json(200, OK)]).await;
    shop(builder(&server)).call(Class::Once).await.unwrap();
    assert_eq!(server.requests()[0].header_count("idempotency-key"), 0);
}
