//! Measures on one core how many webhook tokens are verified per second, and how many events are received: verified,
//! checked for duplicates and handled. `cargo run --release --features webhook --bin webhook` exits with 1 if the goal
//! is missed.
//!
//! As on the platform, each event has its own id and token. All requests are created before the measurement.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use pointapi::webhook::{Receiver, Verifier, WebhookEvent};
use pointapi::{BoxError, Client};
use pointapi_bench::figure::{self, Figure};
use pointapi_sandbox::Sandbox;

/// Requests for each measurement.
const EVENTS: usize = 20_000;
/// Events received per second.
const GOAL: usize = 5_000;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, BoxError> {
    let sandbox = Sandbox::in_process();
    let webhooks = sandbox.webhooks();
    let verifier = Verifier::builder(webhooks.issuer(), webhooks.audience())
        .jwks_url(webhooks.jwks_url())
        .subject(webhooks.subject())
        .allow_insecure_loopback()
        .fetch_with(Client::builder().transport(sandbox.service()))
        .clock(sandbox.clock())
        .build()?;
    let receiver =
        Receiver::builder(verifier.clone()).tenant(webhooks.tenant_id()).build(|event: WebhookEvent| async move {
            black_box(event.json::<serde_json::Value>()?);
            Ok::<_, pointapi::Error>(())
        })?;

    let requests: Vec<_> = (0..EVENTS).map(|_| webhooks.request("orders/placed", r#"{"order_id": "31415"}"#)).collect();
    let begin = Instant::now();
    for request in &requests {
        verifier.verify(request.headers()).await?;
    }
    let verified = EVENTS as f64 / begin.elapsed().as_secs_f64();

    let begin = Instant::now();
    for request in requests {
        assert_eq!(receiver.receive(request).await.status(), 200);
    }
    let received = EVENTS as f64 / begin.elapsed().as_secs_f64();

    Ok(figure::print(&[
        Figure::without_goal("webhook tokens verified on one core", format!("{verified:.0} events/s")),
        Figure::at_least("webhook events received on one core", received as usize, GOAL, "events/s"),
    ]))
}
