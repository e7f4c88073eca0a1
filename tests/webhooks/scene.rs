//! An in-process sandbox, a receiver of its webhooks, and a handler that records events.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http_body_util::BodyExt;
use pointapi::webhook::{Processed, Receiver, ReceiverBuilder, Verifier, VerifierBuilder, WebhookError, WebhookEvent};
use pointapi::{BoxError, Client, ClientBuilder, HttpRequest, HttpResponse};
use pointapi_sandbox::{Sandbox, SandboxWebhooks};
use serde_json::Value;

pub(crate) const HOUR: Duration = Duration::from_secs(3600);
pub(crate) const SECOND: Duration = Duration::from_secs(1);

pub(crate) struct Scene {
    pub(crate) sandbox: Sandbox,
    pub(crate) webhooks: SandboxWebhooks,
    pub(crate) handled: Handled,
    pub(crate) receiver: Receiver,
}

/// The events that reached the handler.
#[derive(Clone, Default)]
pub(crate) struct Handled(Arc<Mutex<Vec<WebhookEvent>>>);

impl Handled {
    pub(crate) fn note(&self, event: WebhookEvent) {
        self.0.lock().unwrap().push(event);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    pub(crate) fn last(&self) -> WebhookEvent {
        self.0.lock().unwrap().last().cloned().expect("an event")
    }

    /// A handler that records each event.
    pub(crate) fn handler(
        &self,
    ) -> impl Fn(WebhookEvent) -> std::future::Ready<Result<(), BoxError>> + Send + Sync + 'static {
        let handled = self.clone();
        move |event| {
            handled.note(event);
            std::future::ready(Ok(()))
        }
    }
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self::with(|verifier, _| verifier, |receiver| receiver)
    }

    pub(crate) fn with(
        verifier: impl FnOnce(VerifierBuilder, &Sandbox) -> VerifierBuilder,
        receiver: impl FnOnce(ReceiverBuilder) -> ReceiverBuilder,
    ) -> Self {
        let sandbox = Sandbox::in_process();
        let (webhooks, handled) = (sandbox.webhooks(), Handled::default());
        let verifier = verifier(trusting(&sandbox), &sandbox).build().expect("a verifier");
        let receiver = receiver(Receiver::builder(verifier).tenant(webhooks.tenant_id()));
        let receiver = receiver.build(handled.handler()).expect("a receiver");
        Self { sandbox, webhooks, handled, receiver }
    }

    /// Sends a new event with this token.
    pub(crate) async fn send_token(&self, token: &str) -> Result<Processed, WebhookError> {
        let mut request = self.webhooks.request("orders/placed", "{}");
        request.headers_mut().insert("authorization", format!("Bearer {token}").parse().expect("a value"));
        self.receiver.process(request).await
    }

    /// Sends a new event with a token of these claims.
    pub(crate) async fn send_claims(&self, claims: &Value) -> Result<Processed, WebhookError> {
        self.send_token(&self.webhooks.sign(&self.webhooks.token_header(), claims)).await
    }

    /// Sends a new event whose token is valid except for the key id.
    pub(crate) async fn send_key_id(&self, key_id: &str) -> Result<Processed, WebhookError> {
        let mut header = self.webhooks.token_header();
        header["kid"] = key_id.into();
        self.send_token(&self.webhooks.sign(&header, &self.webhooks.claims())).await
    }

    /// Sends a new event and returns the response status.
    pub(crate) async fn send(&self) -> u16 {
        self.status(self.webhooks.request("orders/placed", "{}")).await
    }

    pub(crate) async fn status(&self, request: HttpRequest) -> u16 {
        self.receiver.receive(request).await.status().as_u16()
    }
}

/// A verifier of the sandbox's webhooks that fetches keys without a socket.
pub(crate) fn trusting(sandbox: &Sandbox) -> VerifierBuilder {
    let webhooks = sandbox.webhooks();
    Verifier::builder(webhooks.issuer(), webhooks.audience())
        .jwks_url(webhooks.jwks_url())
        .subject(webhooks.subject())
        .allow_insecure_loopback()
        .fetch_with(in_process(sandbox))
        .clock(sandbox.clock())
}

pub(crate) fn in_process(sandbox: &Sandbox) -> ClientBuilder {
    Client::builder().transport(sandbox.service())
}

/// Copies the request.
pub(crate) fn again(headers: &http::HeaderMap) -> HttpRequest {
    let mut request = HttpRequest::new("{}".into());
    *request.method_mut() = http::Method::POST;
    *request.headers_mut() = headers.clone();
    request
}

pub(crate) async fn text(response: HttpResponse) -> String {
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    String::from_utf8(body.to_vec()).expect("text")
}

/// Asserts that the request was rejected as unauthorized for this reason.
#[track_caller]
pub(crate) fn assert_forbidden(outcome: Result<Processed, WebhookError>, reason: &str) {
    let error = outcome.expect_err(reason);
    assert_eq!(error.status(), 403, "{error}");
    assert!(error.to_string().contains(reason), "`{error}` does not name the reason `{reason}`");
}
