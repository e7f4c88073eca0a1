//! Duplicates: an event delivered more than once is handled once.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use http::HeaderValue;
use pointapi::BoxError;
use pointapi::webhook::{Claim, Delivery, DeliveryStore, MemoryDeliveries, Processed, Receiver, WebhookEvent};
use pointapi_sandbox::Sandbox;
use tokio::sync::Notify;

use crate::scene::{HOUR, Handled, SECOND, Scene, again, trusting};

#[tokio::test(start_paused = true)]
async fn ten_thousand_duplicates_are_handled_once() {
    let scene = Scene::new();
    let headers = scene.webhooks.headers("orders/placed");
    let statuses = join_all((0..10_000).map(|_| scene.status(again(&headers)))).await;
    assert_eq!(scene.handled.count(), 1);
    assert!(statuses.iter().all(|status| matches!(status, 200 | 503)), "handled, or in progress");
    for _ in 0..10 {
        assert_eq!(scene.status(again(&headers)).await, 200);
    }
    assert_eq!(scene.handled.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_duplicate_is_200_and_its_id_ignores_case() {
    let scene = Scene::new();
    let mut headers = scene.webhooks.headers("orders/placed");
    assert_eq!(scene.receiver.process(again(&headers)).await.expect("handled"), Processed::Handled);
    assert_eq!(scene.receiver.process(again(&headers)).await.expect("a duplicate"), Processed::Duplicate);
    let upper = headers["x-pps-webhook-id"].to_str().expect("text").to_uppercase();
    headers.insert("x-pps-webhook-id", HeaderValue::from_str(&upper).expect("a value"));
    assert_eq!(scene.receiver.process(again(&headers)).await.expect("a duplicate"), Processed::Duplicate);
}

/// A receiver whose handler waits for a permit.
fn waiting(sandbox: &Sandbox) -> (Receiver, Handled, Arc<Notify>) {
    let (handled, gate) = (Handled::default(), Arc::new(Notify::new()));
    let handler = {
        let (handled, gate) = (handled.clone(), Arc::clone(&gate));
        move |event: WebhookEvent| {
            let (handled, gate) = (handled.clone(), Arc::clone(&gate));
            async move {
                gate.notified().await;
                handled.note(event);
                Ok::<_, std::io::Error>(())
            }
        }
    };
    let verifier = trusting(sandbox).build().expect("a verifier");
    let receiver = Receiver::builder(verifier).tenant("OU9001").build(handler).expect("a receiver");
    (receiver, handled, gate)
}

#[tokio::test(start_paused = true)]
async fn a_duplicate_during_handling_is_503() {
    let sandbox = Sandbox::in_process();
    let (receiver, handled, gate) = waiting(&sandbox);
    let headers = sandbox.webhooks().headers("orders/placed");
    let first = tokio::spawn({
        let (receiver, request) = (receiver.clone(), again(&headers));
        async move { receiver.receive(request).await.status() }
    });
    let mut duplicate = receiver.receive(again(&headers)).await;
    while duplicate.status() == 200 {
        duplicate = receiver.receive(again(&headers)).await;
    }
    assert_eq!(
        (duplicate.status().as_u16(), &duplicate.headers()["retry-after"]),
        (503, &HeaderValue::from_static("30"))
    );
    gate.notify_one();
    assert_eq!(first.await.expect("a response"), 200);
    assert_eq!(receiver.receive(again(&headers)).await.status(), 200);
    assert_eq!(handled.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_disconnected_sender_stops_no_handler() {
    let sandbox = Sandbox::in_process();
    let (receiver, handled, gate) = waiting(&sandbox);
    let headers = sandbox.webhooks().headers("orders/placed");
    let patience = tokio::time::timeout(SECOND, receiver.receive(again(&headers))).await;
    assert!(patience.is_err(), "the sender disconnected");
    gate.notify_one();
    while handled.count() == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(receiver.receive(again(&headers)).await.status(), 200);
    assert_eq!(handled.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_never_ends_holds_its_event_for_15_minutes() {
    let sandbox = Sandbox::in_process();
    let (receiver, handled, gate) = waiting(&sandbox);
    let headers = sandbox.webhooks().headers("orders/placed");
    let hung = tokio::time::timeout(SECOND, receiver.receive(again(&headers))).await;
    assert!(hung.is_err() && handled.count() == 0, "the handler never ends");
    // The wait advanced the sandbox's clock by one second.
    sandbox.advance(898 * SECOND);
    assert_eq!(receiver.receive(again(&headers)).await.status(), 503);
    sandbox.advance(SECOND);
    let second = tokio::spawn({
        let (receiver, request) = (receiver.clone(), again(&headers));
        async move { receiver.receive(request).await.status() }
    });
    tokio::time::sleep(SECOND).await;
    gate.notify_waiters();
    assert_eq!(second.await.expect("a response"), 200);
}

#[tokio::test(start_paused = true)]
async fn an_event_is_remembered_for_72_hours() {
    let scene = Scene::new();
    let mut headers = scene.webhooks.headers("orders/placed");
    for (later, handled) in [(Duration::ZERO, 1), (71 * HOUR, 1), (HOUR, 2)] {
        scene.sandbox.advance(later);
        headers.insert("authorization", scene.webhooks.headers("t")["authorization"].clone());
        assert_eq!(scene.status(again(&headers)).await, 200);
        assert_eq!(scene.handled.count(), handled);
    }
}

#[tokio::test(start_paused = true)]
async fn receivers_with_a_shared_store_handle_an_event_once() {
    let sandbox = Sandbox::in_process();
    let (store, handled) = (MemoryDeliveries::with_clock(sandbox.clock()), Handled::default());
    let headers = sandbox.webhooks().headers("orders/placed");
    for _ in 0..2 {
        let verifier = trusting(&sandbox).build().expect("a verifier");
        let receiver = Receiver::builder(verifier).tenant("OU9001").deliveries(store.clone());
        let receiver = receiver.build(handled.handler()).expect("a receiver");
        assert_eq!(receiver.receive(again(&headers)).await.status(), 200);
    }
    assert_eq!(handled.count(), 1);
}

/// A store whose results never come.
struct Hanging;

#[pointapi::async_trait]
impl DeliveryStore for Hanging {
    async fn claim(&self, _: &Delivery) -> Result<Claim, BoxError> {
        pending().await
    }

    async fn finish(&self, _: &Delivery) -> Result<(), BoxError> {
        pending().await
    }

    async fn release(&self, _: &Delivery) -> Result<(), BoxError> {
        pending().await
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_whose_results_never_come_is_503() {
    let scene = Scene::with(|verifier, _| verifier, |receiver| receiver.deliveries(Hanging));
    let status = tokio::time::timeout(60 * SECOND, scene.send()).await;
    assert_eq!((status, scene.handled.count()), (Ok(503), 0));
}
