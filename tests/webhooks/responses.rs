//! Responses and log events when the handler or the store fails.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use pointapi::webhook::{Claim, Delivery, DeliveryStore, MemoryDeliveries, Receiver, WebhookErrorKind, WebhookEvent};
use pointapi::{BoxError, async_trait};
use pointapi_sandbox::Sandbox;
use tracing_subscriber::fmt::MakeWriter;

use crate::scene::{Scene, again, text, trusting};
use crate::subscriber::subscribe;

fn receiver(sandbox: &Sandbox, handler: impl pointapi::webhook::Handler) -> Receiver {
    let verifier = trusting(sandbox).build().expect("a verifier");
    Receiver::builder(verifier).tenant(sandbox.webhooks().tenant_id()).build(handler).expect("a receiver")
}

#[tokio::test(start_paused = true)]
async fn a_failed_handler_is_500_and_the_event_is_handled_when_redelivered() {
    let sandbox = Sandbox::in_process();
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let receiver = receiver(&sandbox, move |_: WebhookEvent| {
        let call = counted.fetch_add(1, Ordering::Relaxed);
        async move {
            match call {
                0 => Err(io::Error::other("no database")),
                1 => panic!("a bug in the handler"),
                _ => Ok(()),
            }
        }
    });
    let headers = sandbox.webhooks().headers("orders/placed");
    let response = receiver.receive(again(&headers)).await;
    assert_eq!(response.status(), 500);
    assert_eq!(text(response).await, "Internal Server Error");
    let error = receiver.process(again(&headers)).await.expect_err("a panic");
    assert_eq!((error.kind(), error.status().as_u16()), (WebhookErrorKind::Handler, 500));
    assert_eq!(receiver.receive(again(&headers)).await.status(), 200);
    assert_eq!(receiver.receive(again(&headers)).await.status(), 200);
    assert_eq!(calls.load(Ordering::Relaxed), 3);
}

#[tokio::test(start_paused = true)]
async fn a_panic_before_the_first_await_is_caught_too() {
    let sandbox = Sandbox::in_process();
    let handler = |event: WebhookEvent| {
        assert!(event.body().is_empty(), "a bug in the handler");
        std::future::ready(Ok::<_, io::Error>(()))
    };
    let receiver = receiver(&sandbox, handler);
    assert_eq!(receiver.receive(sandbox.webhooks().request("orders/placed", "{}")).await.status(), 500);
    assert_eq!(receiver.receive(sandbox.webhooks().request("orders/placed", "")).await.status(), 200);
}

/// A store that fails at one step.
#[derive(PartialEq)]
enum Failing {
    Claim,
    Finish,
}

#[async_trait]
impl DeliveryStore for Failing {
    async fn claim(&self, _: &Delivery) -> Result<Claim, BoxError> {
        if *self == Self::Claim { Err("the store is unavailable".into()) } else { Ok(Claim::Granted) }
    }

    async fn finish(&self, _: &Delivery) -> Result<(), BoxError> {
        if *self == Self::Finish { Err("the store is unavailable".into()) } else { Ok(()) }
    }

    async fn release(&self, _: &Delivery) -> Result<(), BoxError> {
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn an_unavailable_store_is_503_before_the_handler_and_200_after() {
    let scene = Scene::with(|verifier, _| verifier, |receiver| receiver.deliveries(Failing::Claim));
    let response = scene.receiver.receive(scene.webhooks.request("orders/placed", "{}")).await;
    assert_eq!(
        (response.status().as_u16(), &response.headers()["retry-after"]),
        (503, &"30".parse().expect("a value"))
    );
    assert_eq!(scene.handled.count(), 0);

    let scene = Scene::with(|verifier, _| verifier, |receiver| receiver.deliveries(Failing::Finish));
    assert_eq!(scene.send().await, 200);
    assert_eq!(scene.handled.count(), 1);
}

/// A store whose first response to a claim is lost.
#[derive(Default)]
struct Forgetful {
    store: MemoryDeliveries,
    claims: AtomicUsize,
}

#[async_trait]
impl DeliveryStore for Forgetful {
    async fn claim(&self, delivery: &Delivery) -> Result<Claim, BoxError> {
        let claim = self.store.claim(delivery).await;
        if self.claims.fetch_add(1, Ordering::Relaxed) == 0 { Err("no response".into()) } else { claim }
    }

    async fn finish(&self, delivery: &Delivery) -> Result<(), BoxError> {
        self.store.finish(delivery).await
    }

    async fn release(&self, delivery: &Delivery) -> Result<(), BoxError> {
        self.store.release(delivery).await
    }
}

#[tokio::test(start_paused = true)]
async fn a_claim_with_a_lost_response_blocks_no_later_delivery() {
    let scene = Scene::with(|verifier, _| verifier, |receiver| receiver.deliveries(Forgetful::default()));
    let headers = scene.webhooks.headers("orders/placed");
    assert_eq!(scene.status(again(&headers)).await, 503);
    assert_eq!(scene.status(again(&headers)).await, 200);
    assert_eq!(scene.handled.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_handlers_error_is_shown_by_nothing_but_on_request() {
    let sandbox = Sandbox::in_process();
    let receiver = receiver(&sandbox, |_: WebhookEvent| async { Err(io::Error::other("canary")) });
    let error = receiver.process(sandbox.webhooks().request("orders/placed", "{}")).await.expect_err("a failure");
    assert!(std::error::Error::source(&error).is_none());
    assert_eq!(error.expose_source().map(ToString::to_string).as_deref(), Some("canary"));
    assert!(!format!("{error} {error:?} {error:#?}").contains("canary"));
}

/// Captures the log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test(start_paused = true)]
async fn reasons_are_logged_without_token_claim_header_or_body() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_writer(log.clone()).with_max_level(tracing::Level::TRACE).finish();
    let _subscribed = subscribe(subscriber);
    let sandbox = Sandbox::in_process();
    let webhooks = sandbox.webhooks();
    let receiver = receiver(&sandbox, |event: WebhookEvent| async move {
        Err::<(), BoxError>(String::from_utf8_lossy(event.body()).into_owned().into())
    });

    let failing = webhooks.request("orders/canary", r#"{"ssn": "canary"}"#);
    let genuine = failing.headers()["authorization"].to_str().expect("text")[7..].to_owned();
    assert_eq!(receiver.receive(failing).await.status(), 500);
    let mut claims = webhooks.claims();
    claims["iss"] = "https://canary.example".into();
    let forged = webhooks.sign(&webhooks.token_header(), &claims);
    let mut request = webhooks.request("orders/canary", "canary");
    request.headers_mut().insert("authorization", format!("Bearer {forged}").parse().expect("a value"));
    assert_eq!(receiver.receive(request).await.status(), 403);

    let logged = String::from_utf8(log.0.lock().unwrap().clone()).expect("text");
    assert!(logged.contains("the handler failed") && logged.contains("another issuer"), "{logged}");
    assert!(!logged.contains("canary"), "{logged}");
    for token in [genuine, forged] {
        assert!(token.split('.').all(|segment| !logged.contains(segment)), "{logged}");
    }
}
