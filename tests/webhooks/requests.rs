//! Requirements on a request besides its token, and the order of the checks.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method};
use http_body_util::BodyExt;
use pointapi::Body;
use pointapi::webhook::WebhookErrorKind;
use tokio::time::Instant;

use crate::scene::{HOUR, SECOND, Scene, assert_forbidden, text};

const MIB: usize = 1024 * 1024;

/// A body that panics when read.
struct Untouchable;

impl http_body::Body for Untouchable {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        panic!("the body was read")
    }
}

#[tokio::test(start_paused = true)]
async fn another_path_is_404_and_another_method_405_first() {
    let scene = Scene::with(|verifier, _| verifier, |receiver| receiver.path("/point/events"));
    let request = |method: Method, path: &'static str| {
        let mut request = scene.webhooks.request("orders/placed", "{}").map(|_| Untouchable);
        *request.method_mut() = method;
        *request.uri_mut() = path.parse().expect("a path");
        request
    };
    let response = scene.receiver.receive(request(Method::POST, "/elsewhere")).await;
    assert_eq!(response.status(), 404);
    let response = scene.receiver.receive(request(Method::GET, "/point/events")).await;
    assert_eq!((response.status().as_u16(), &response.headers()["allow"]), (405, &HeaderValue::from_static("POST")));
    assert_eq!(scene.webhooks.jwks_fetches(), 0);

    let mut good = scene.webhooks.request("orders/placed", "{}");
    *good.uri_mut() = "/point/events?from=point".parse().expect("a path");
    assert_eq!(scene.status(good).await, 200);
}

#[tokio::test(start_paused = true)]
async fn exactly_one_bearer_token_of_at_most_8_kib_is_accepted() {
    let scene = Scene::new();
    let token = scene.webhooks.token();
    for values in [
        vec![],
        vec![format!("Bearer {token}"), format!("Bearer {token}")],
        vec![format!("Bearer {token}, Bearer {token}")],
        vec![format!("Basic {token}")],
        vec![token.clone()],
        vec!["Bearer".to_owned()],
        vec![format!("Bearer {token}{}", "A".repeat(8 * 1024))],
    ] {
        let mut request = scene.webhooks.request("orders/placed", "{}").map(|_| Untouchable);
        request.headers_mut().remove("authorization");
        for value in &values {
            request.headers_mut().append("authorization", value.parse().expect("a value"));
        }
        assert_eq!(scene.receiver.receive(request).await.status(), 403, "{values:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_body_is_read_only_after_token_and_tenant_are_valid() {
    let scene = Scene::new();
    let mut forged = scene.webhooks.request("orders/placed", "{}").map(|_| Untouchable);
    forged.headers_mut().insert("authorization", HeaderValue::from_static("Bearer a.b.c"));
    assert_eq!(scene.receiver.receive(forged).await.status(), 403);
    let mut foreign = scene.webhooks.request("orders/placed", "{}").map(|_| Untouchable);
    foreign.headers_mut().insert("x-pps-tenant-id", HeaderValue::from_static("OU1"));
    assert_eq!(scene.receiver.receive(foreign).await.status(), 403);
}

#[tokio::test(start_paused = true)]
async fn f6_the_tenant_header_must_be_configured() {
    let scene = Scene::with(|verifier, _| verifier, |receiver| receiver.tenant("OU9002"));
    for (tenants, is_good) in [
        (&["OU9001"][..], true),
        (&["OU9002"], true),
        (&["larchfield"], false),
        (&["ou9001"], false),
        (&[], false),
        (&["OU9001", "OU9001"], false),
    ] {
        let mut request = scene.webhooks.request("orders/placed", "{}");
        request.headers_mut().remove("x-pps-tenant-id");
        for tenant in tenants {
            request.headers_mut().append("x-pps-tenant-id", HeaderValue::from_static(tenant));
        }
        let outcome = scene.receiver.process(request).await;
        if is_good { assert!(outcome.is_ok()) } else { assert_forbidden(outcome, "X-Pps-Tenant-Id") }
    }
}

#[tokio::test(start_paused = true)]
async fn every_403_has_the_same_body_and_headers() {
    let scene = Scene::new();
    let mut foreign = scene.webhooks.request("orders/placed", "{}");
    foreign.headers_mut().remove("x-pps-tenant-id");
    let mut forged = scene.webhooks.request("orders/placed", "{}");
    forged.headers_mut().insert("authorization", HeaderValue::from_static("Bearer a.b.c"));
    for request in [foreign, forged] {
        let response = scene.receiver.receive(request).await;
        assert_eq!((response.status().as_u16(), response.headers().len()), (403, 0));
        assert_eq!(text(response).await, "Forbidden");
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_over_1_mib_is_413_with_or_without_content_length() {
    let scene = Scene::new();
    let request = |body: Vec<u8>| scene.webhooks.request("orders/placed", body);
    assert_eq!(scene.status(request(vec![b' '; MIB])).await, 200);
    assert_eq!(scene.status(request(vec![b' '; MIB + 1])).await, 413);

    let mut announced = scene.webhooks.request("orders/placed", "{}").map(|_| Untouchable);
    announced.headers_mut().insert("content-length", HeaderValue::from(MIB as u64 + 1));
    assert_eq!(scene.receiver.receive(announced).await.status(), 413);
}

/// A body that always has a next frame, and counts them.
struct AlwaysReady(Arc<AtomicUsize>);

impl http_body::Body for AlwaysReady {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        let is_over = self.0.fetch_add(1, Ordering::Relaxed) == MIB;
        Poll::Ready((!is_over).then(|| Ok(http_body::Frame::data(Bytes::new()))))
    }
}

#[tokio::test]
async fn a_body_that_is_always_ready_lets_other_tasks_run() {
    let (scene, frames) = (Scene::new(), Arc::<AtomicUsize>::default());
    let request = scene.webhooks.request("orders/placed", "").map(|_| AlwaysReady(Arc::clone(&frames)));
    let received = tokio::spawn(async move { scene.receiver.receive(request).await.status() });
    while frames.load(Ordering::Relaxed) == 0 {
        tokio::task::yield_now().await;
    }
    assert!(frames.load(Ordering::Relaxed) < MIB);
    assert_eq!(received.await.expect("a response"), 200);
}

#[tokio::test(start_paused = true)]
async fn an_incomplete_body_after_10_seconds_is_redelivered() {
    let scene = Scene::new();
    let never = Body::from_stream(futures_util::stream::pending::<Result<Bytes, std::io::Error>>());
    let begin = Instant::now();
    let response = scene.receiver.receive(scene.webhooks.request("orders/placed", "{}").map(|_| never)).await;
    assert_eq!((response.status().as_u16(), begin.elapsed().as_secs()), (503, 10));
    assert_eq!(response.headers()["retry-after"], "30");

    let broken = futures_util::stream::iter([Ok(Bytes::from_static(b"{")), Err(std::io::Error::other("gone"))]);
    let request = scene.webhooks.request("orders/placed", "{}").map(|_| Body::from_stream(broken));
    let error = scene.receiver.process(request).await.expect_err("cut short");
    assert_eq!((error.kind(), error.status().as_u16()), (WebhookErrorKind::Unread, 503));
    assert_eq!(scene.handled.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn invalid_event_headers_are_400() {
    let scene = Scene::new();
    for (name, value) in [
        ("x-pps-topic", None),
        ("x-pps-topic", Some("")),
        ("x-pps-webhook-id", None),
        ("x-pps-webhook-id", Some("7")),
        ("x-pps-webhook-id", Some("5b0e7c1a-1111-4222-8333-44445555666g")),
        ("x-pps-webhook-id", Some("5b0e7c1a11114222833344445555666655")),
    ] {
        let mut request = scene.webhooks.request("orders/placed", "{}");
        request.headers_mut().remove(name);
        request
            .headers_mut()
            .extend(value.map(|value| (http::HeaderName::from_static(name), HeaderValue::from_static(value))));
        assert_eq!(scene.status(request).await, 400, "{name}: {value:?}");
    }
    assert_eq!(scene.handled.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_event_has_headers_and_f10_a_body_of_bytes_or_json() {
    let scene = Scene::new();
    let body = r#"{"order_id": "31415", "note": "made up"}"#;
    let mut request = scene.webhooks.request("orders/placed", body);
    request.headers_mut().insert("x-pps-triggered-at", HeaderValue::from_static("2024-01-1T10:00:00.7777748Z"));
    assert_eq!(scene.status(request).await, 200);

    let event = scene.handled.last();
    assert_eq!((event.topic(), event.sub_topic()), ("orders/placed", Some("product:adv/adv-120")));
    assert_eq!((event.tenant_id(), event.id().len()), ("OU9001", 36));
    assert_eq!(event.triggered_at_text(), Some("2024-01-1T10:00:00.7777748Z"));
    let since = event.triggered_at().expect("F3: parsed leniently").duration_since(std::time::UNIX_EPOCH);
    assert_eq!(since.expect("later"), Duration::new(1_704_103_200, 777_774_800));
    assert_eq!(&event.body()[..], body.as_bytes());
    assert_eq!(event.json::<serde_json::Value>().expect("JSON")["order_id"], "31415");
    assert!(!format!("{event:?}").contains("31415"));

    // An event is never lost because of its body.
    assert_eq!(scene.status(scene.webhooks.request("orders/placed", "<not json>")).await, 200);
    assert!(scene.handled.last().json::<serde_json::Value>().is_err());
    assert_eq!(scene.status(scene.webhooks.request("orders/placed", "")).await, 200);
}

#[tokio::test(start_paused = true)]
async fn triggered_at_is_checked_only_if_enabled() {
    let (lax, strict) = (Scene::new(), Scene::with(|verifier, _| verifier, |receiver| receiver.strict_time()));
    let aged = |scene: &Scene, age: Duration| {
        let headers = scene.webhooks.headers("orders/placed");
        scene.sandbox.advance(age);
        let mut request = scene.webhooks.request("orders/placed", "{}");
        request.headers_mut().insert("x-pps-triggered-at", headers["x-pps-triggered-at"].clone());
        request
    };
    assert_eq!(lax.status(aged(&lax, 73 * HOUR)).await, 200);
    assert_eq!(strict.status(aged(&strict, 71 * HOUR)).await, 200);
    assert_eq!(strict.status(aged(&strict, 72 * HOUR + SECOND)).await, 400);
    let mut unreadable = strict.webhooks.request("orders/placed", "{}");
    unreadable.headers_mut().insert("x-pps-triggered-at", HeaderValue::from_static("soon"));
    assert_eq!(strict.status(unreadable).await, 400);
}

#[tokio::test(start_paused = true)]
async fn any_body_of_bytes_is_accepted() {
    let scene = Scene::new();
    let request = scene.webhooks.request("orders/placed", "{}");
    let full = request.map(|_| http_body_util::Full::new(Bytes::from_static(b"{}")));
    assert_eq!(scene.receiver.receive(full).await.status(), 200);
    let request = scene.webhooks.request("orders/placed", "{}");
    let boxed = request.map(|body| body.boxed_unsync());
    assert_eq!(scene.receiver.receive(boxed).await.status(), 200);
}
