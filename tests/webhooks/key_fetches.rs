//! The times and frequency of key fetches.

use std::sync::{Arc, Mutex};

use futures_util::future::join_all;
use pointapi::webhook::{Processed, Verifier, WebhookError, WebhookErrorKind};
use pointapi::{Client, HttpRequest, HttpResponse};
use pointapi_sandbox::{Fault, Sandbox};

use crate::scene::{HOUR, SECOND, Scene, again, assert_forbidden};

#[tokio::test(start_paused = true)]
async fn keys_are_fetched_once_at_the_first_event() {
    let scene = Scene::new();
    assert_eq!(scene.webhooks.jwks_fetches(), 0);
    let statuses = join_all((0..100).map(|_| scene.send())).await;
    assert_eq!(statuses, [200; 100]);
    assert_eq!(scene.webhooks.jwks_fetches(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_default_key_url_is_below_the_issuer() {
    for issuer in ["https://issuer.example/larchfield", "https://issuer.example/larchfield/"] {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let transport = tower::service_fn(move |request: HttpRequest| {
            log.lock().unwrap().push(request.uri().to_string());
            async { Err::<HttpResponse, _>(std::io::Error::other("connection refused")) }
        });
        let fetcher = Client::builder().transport(transport);
        let verifier = Verifier::builder(issuer, "larchfield").fetch_with(fetcher).build().expect("a verifier");
        let headers = Sandbox::in_process().webhooks().headers("orders/placed");
        assert_eq!(verifier.verify(&headers).await.expect_err("no keys").kind(), WebhookErrorKind::Keys);
        assert_eq!(*asked.lock().unwrap(), ["https://issuer.example/larchfield/.well-known/jwks.json"]);
    }
}

#[tokio::test(start_paused = true)]
async fn fetches_that_panic_are_5_a_minute() {
    let fetches = Arc::new(Mutex::new(0));
    let count = Arc::clone(&fetches);
    let transport = tower::service_fn(move |_: HttpRequest| {
        *count.lock().unwrap() += 1;
        async { panic!("as the test says") as std::io::Result<HttpResponse> }
    });
    let fetcher = Client::builder().transport(transport);
    let verifier = Verifier::builder("https://issuer.example", "larchfield").fetch_with(fetcher).build().unwrap();
    let headers = Sandbox::in_process().webhooks().headers("orders/placed");
    for outcome in join_all((0..50).map(|_| verifier.verify(&headers))).await {
        assert_eq!(outcome.expect_err("no keys").kind(), WebhookErrorKind::Keys);
    }
    assert_eq!(*fetches.lock().unwrap(), 5);
}

#[tokio::test(start_paused = true)]
async fn keys_are_refetched_after_an_hour() {
    let scene = Scene::new();
    assert_eq!(scene.send().await, 200);
    scene.sandbox.advance(HOUR - SECOND);
    assert_eq!((scene.send().await, scene.webhooks.jwks_fetches()), (200, 1));
    scene.sandbox.advance(SECOND);
    assert_eq!((scene.send().await, scene.webhooks.jwks_fetches()), (200, 2));
}

#[tokio::test(start_paused = true)]
async fn a_thousand_unknown_key_ids_cause_one_fetch() {
    let scene = Scene::new();
    let ids: Vec<String> = (0..1000).map(|number| format!("unknown-{number}")).collect();
    for outcome in join_all(ids.iter().map(|id| scene.send_key_id(id))).await {
        assert_forbidden(outcome, "no key of the token's key id");
    }
    assert_eq!(scene.webhooks.jwks_fetches(), 1, "from nothing");

    scene.sandbox.advance(30 * SECOND);
    for outcome in join_all(ids.iter().map(|id| scene.send_key_id(id))).await {
        // The most recent ids are remembered, since their keys may be new.
        let error = outcome.expect_err("an invention");
        assert!(matches!(error.kind(), WebhookErrorKind::Forbidden | WebhookErrorKind::UnknownKey), "{error}");
    }
    assert_eq!(scene.webhooks.jwks_fetches(), 2, "with keys that are half a minute old");
    assert_eq!((scene.send().await, scene.handled.count()), (200, 1));
}

/// Asserts that the event is to be redelivered, since its key may be new.
#[track_caller]
fn assert_unknown(outcome: Result<Processed, WebhookError>) {
    let error = outcome.expect_err("an unknown key id");
    assert_eq!((error.kind(), error.status().as_u16()), (WebhookErrorKind::UnknownKey, 503), "{error}");
    assert_eq!(error.retry_after(), Some(30 * SECOND));
}

#[tokio::test(start_paused = true)]
async fn unknown_key_ids_cause_a_fetch_every_30_seconds_and_are_503() {
    let scene = Scene::new();
    assert_eq!(scene.send().await, 200);
    for second in 1..=300 {
        scene.sandbox.advance(SECOND);
        let outcome = scene.send_key_id(&format!("unknown-{second}")).await;
        if second % 30 == 0 { assert_forbidden(outcome, "no key") } else { assert_unknown(outcome) }
    }
    assert_eq!(scene.webhooks.jwks_fetches(), 1 + 10);
}

#[tokio::test(start_paused = true)]
async fn a_missing_key_id_is_503_without_a_fetch_for_5_minutes() {
    let scene = Scene::new();
    assert_forbidden(scene.send_key_id("unknown").await, "no key");
    scene.sandbox.advance(299 * SECOND);
    assert_unknown(scene.send_key_id("unknown").await);
    assert_eq!(scene.webhooks.jwks_fetches(), 1);
    scene.sandbox.advance(SECOND);
    assert_forbidden(scene.send_key_id("unknown").await, "no key");
    assert_eq!(scene.webhooks.jwks_fetches(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_event_signed_with_a_new_key_is_not_lost() {
    let scene = Scene::new();
    assert_eq!(scene.send().await, 200);
    scene.sandbox.advance(SECOND);
    scene.webhooks.rotate_keys();
    let headers = scene.webhooks.headers("orders/placed");
    let response = scene.receiver.receive(again(&headers)).await;
    assert_eq!((response.status().as_u16(), response.headers()["retry-after"].to_str().unwrap()), (503, "30"));
    scene.sandbox.advance(30 * SECOND);
    assert_eq!((scene.status(again(&headers)).await, scene.handled.count()), (200, 2));
}

#[tokio::test(start_paused = true)]
async fn a_new_key_is_fetched_and_a_withdrawn_one_is_dropped() {
    let scene = Scene::new();
    let of_old_key = scene.webhooks.token();
    assert_eq!(scene.send().await, 200);
    scene.sandbox.advance(30 * SECOND);
    scene.webhooks.rotate_keys();
    assert_eq!((scene.send().await, scene.webhooks.jwks_fetches()), (200, 2));
    assert!(scene.send_token(&of_old_key).await.is_ok(), "still published");

    scene.webhooks.withdraw_old_keys();
    assert!(scene.send_token(&of_old_key).await.is_ok(), "the keys have not been refetched yet");
    scene.sandbox.advance(HOUR);
    assert_eq!(scene.send().await, 200);
    assert_unknown(scene.send_token(&of_old_key).await);
    scene.sandbox.advance(30 * SECOND);
    assert_forbidden(scene.send_token(&of_old_key).await, "no key");
}

#[tokio::test(start_paused = true)]
async fn unavailable_keys_are_503_and_never_403() {
    let scene = Scene::new();
    scene.sandbox.fail_next(1000, Fault::Status(500));
    let response = scene.receiver.receive(scene.webhooks.request("orders/placed", "{}")).await;
    assert_eq!(
        (response.status().as_u16(), &response.headers()["retry-after"]),
        (503, &http::HeaderValue::from_static("30"))
    );
    let error = scene.send_key_id("unknown").await.expect_err("who knows");
    assert_eq!((error.kind(), error.status().as_u16()), (WebhookErrorKind::Keys, 503));
    assert!(std::error::Error::source(&error).is_some(), "set_document why");
    assert_eq!(scene.handled.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn without_keys_5_fetches_a_minute_are_tried() {
    let scene = Scene::new();
    scene.sandbox.fail_next(5, Fault::Status(500));
    for _ in 0..100 {
        assert_eq!(scene.send().await, 503);
    }
    assert_eq!(scene.sandbox.stats().calls, 5);
    scene.sandbox.advance(59 * SECOND);
    assert_eq!(scene.send().await, 503);
    scene.sandbox.advance(SECOND);
    assert_eq!(scene.send().await, 200);
    assert_eq!(scene.sandbox.stats().calls, 6);
}

#[tokio::test(start_paused = true)]
async fn many_events_wait_for_one_failing_fetch() {
    let scene = Scene::new();
    scene.sandbox.fail_next(1000, Fault::Status(500));
    assert_eq!(join_all((0..100).map(|_| scene.send())).await, [503; 100]);
    assert_eq!(scene.sandbox.stats().calls, 1);
}

#[tokio::test(start_paused = true)]
async fn old_keys_are_used_for_24_hours_while_fetches_fail() {
    let scene = Scene::new();
    assert_eq!(scene.send().await, 200);
    scene.sandbox.fail_next(1000, Fault::Status(500));
    for hours in 1..24 {
        scene.sandbox.advance(HOUR);
        assert_eq!(scene.send().await, 200, "after {hours} hours");
    }
    let tried = scene.sandbox.stats().calls;
    assert_eq!((scene.send().await, scene.sandbox.stats().calls), (200, tried), "one fetch per event");
    assert_eq!(scene.send_key_id("unknown").await.expect_err("who knows").status(), 503);
    scene.sandbox.advance(HOUR);
    assert_eq!(scene.send().await, 503);
}

#[tokio::test(start_paused = true)]
async fn a_fetch_continues_after_the_sender_disconnects() {
    let scene = Scene::new();
    scene.sandbox.fail_next(1, Fault::Hang);
    let patience = tokio::time::timeout(SECOND, scene.send()).await;
    assert!(patience.is_err(), "the sender disconnected");
    let begin = tokio::time::Instant::now();
    let (one, other) = (scene.send().await, scene.sandbox.stats().calls);
    assert_eq!((one, other, begin.elapsed().as_secs()), (503, 1, 4), "the limit is 5 seconds for the whole fetch");
    assert_eq!(scene.send().await, 200);
}

#[test]
fn keys_come_from_https_or_from_loopback_if_allowed() {
    let at = |url: &str| Verifier::builder("https://issuer.example/larchfield", "larchfield").jwks_url(url);
    for url in ["https://issuer.example/keys", "https://issuer.example/keys?version=3", "https://issuer.example"] {
        assert!(at(url).build().is_ok(), "{url}");
    }
    for url in [
        "http://issuer.example/keys",
        "http://127.0.0.1:8080/keys",
        "ftp://issuer.example/keys",
        "//issuer.example/keys",
        "/keys",
        "",
        "https://user:canary@issuer.example/keys",
        "https://issuer.example/keys#canary",
        "https://issuer.example/../keys",
    ] {
        let error = at(url).build().expect_err(url);
        assert_eq!(error.kind(), pointapi::ErrorKind::Config, "{url}");
        assert!(!format!("{error:?}").contains("canary"));
    }
    assert!(at("http://127.0.0.1:8080/keys").allow_insecure_loopback().build().is_ok());
    assert!(at("http://issuer.example/keys").allow_insecure_loopback().build().is_err());
}

#[test]
fn a_verifier_needs_an_issuer_and_an_audience() {
    assert!(Verifier::builder("https://securetoken.google.com/larchfield", "larchfield").build().is_ok());
    for (issuer, audience) in [("", "larchfield"), ("https://securetoken.google.com/larchfield", "")] {
        assert!(Verifier::builder(issuer, audience).jwks_url("https://issuer.example").build().is_err());
    }
    let empty = Verifier::builder("https://securetoken.google.com/larchfield", "larchfield").subject("");
    assert!(empty.build().is_err());
}

#[tokio::test(start_paused = true)]
async fn f4_the_default_key_url_is_the_issuers_jwks_json() {
    let sandbox = Sandbox::in_process();
    let webhooks = sandbox.webhooks();
    let verifier = Verifier::builder("http://localhost", "larchfield")
        .allow_insecure_loopback()
        .fetch_with(crate::scene::in_process(&sandbox))
        .clock(sandbox.clock())
        .build()
        .expect("a verifier");
    let error = verifier.verify(&webhooks.headers("orders/placed")).await.expect_err("of another issuer");
    assert_eq!((error.status().as_u16(), webhooks.jwks_fetches()), (403, 1));
}
