//! Receives the platform's webhooks from a local sandbox of Point Services.
//!
//! `cargo run --example receive_webhook` needs no account and no network. A receiver listens on loopback. The
//! sandbox delivers genuine and forged events. The program fails if a response is wrong.

use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use pointapi::webhook::{Receiver, Verifier, WebhookEvent};
use pointapi::{BoxError, http::HeaderMap};
use pointapi_sandbox::{Fault, Sandbox, SandboxWebhooks};
use serde::Deserialize;

/// The part of an event that this program uses. The platform does not document the body.
#[derive(Deserialize)]
struct Placed {
    order_id: String,
}

#[tokio::main]
async fn main() -> Result<ExitCode, BoxError> {
    let sandbox = Sandbox::start().await?;
    let handled = Arc::new(AtomicU32::new(0));
    let receiver = receiver(&sandbox, &handled)?;

    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let url = format!("http://{}/point/events", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, receiver.router()).await });

    let platform = Platform { webhooks: sandbox.webhooks(), url, handled, begin: Instant::now() };
    let is_right = deliveries(&sandbox, &platform).await?;
    println!("{}", if is_right { "every response is right" } else { "a response is wrong" });
    Ok(if is_right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Builds a receiver. A program for the real platform omits the four settings of the sandbox.
fn receiver(sandbox: &Sandbox, handled: &Arc<AtomicU32>) -> pointapi::Result<Receiver> {
    let webhooks = sandbox.webhooks();
    let verifier = Verifier::builder(webhooks.issuer(), webhooks.audience())
        .subject(webhooks.subject())
        .jwks_url(webhooks.jwks_url())
        .allow_insecure_loopback()
        .clock(sandbox.clock())
        .build()?;
    let handled = Arc::clone(handled);
    Receiver::builder(verifier).tenant(webhooks.tenant_id()).path("/point/events").build(move |event: WebhookEvent| {
        let attempt = handled.fetch_add(1, Ordering::Relaxed) + 1;
        async move {
            // The body is not signed. A real handler fetches the order with this id and trusts only that.
            let order = event.json::<Placed>()?.order_id;
            match attempt {
                2 => Err(BoxError::from(format!("the database is unavailable; order {order} will be redelivered"))),
                _ => Ok(()),
            }
        }
    })
}

async fn deliveries(sandbox: &Sandbox, platform: &Platform) -> Result<bool, BoxError> {
    let webhooks = &platform.webhooks;
    println!("{:>8}  {:>6} {:>7}   event", "time", "status", "handled");

    let first = webhooks.headers("orders/placed");
    let mut is_right =
        platform.deliver("an event: its token is verified with the issuer's keys", &first, 200, 1).await?;
    is_right &=
        platform.deliver("the same event again: recognized by its id, not handled twice", &first, 200, 1).await?;

    let second = webhooks.headers("orders/updated");
    is_right &= platform.deliver("an event whose handler fails: the platform redelivers it", &second, 500, 2).await?;
    is_right &= platform.deliver("the redelivery is handled", &second, 200, 3).await?;

    let mut forged = webhooks.headers("orders/placed");
    let stranger = Sandbox::in_process().webhooks();
    forged.insert("authorization", format!("Bearer {}", stranger.token()).parse()?);
    is_right &=
        platform.deliver("a token of another issuer: newer keys may know it, so redeliver", &forged, 503, 3).await?;

    let old = webhooks.headers("orders/placed");
    sandbox.advance(Duration::from_secs(2 * 3600));
    is_right &= platform.deliver("two hours later: the token has expired", &old, 403, 3).await?;

    webhooks.rotate_keys();
    sandbox.advance(Duration::from_secs(60));
    let rotated = webhooks.headers("orders/placed");
    is_right &=
        platform.deliver("the issuer signs with a new key: the keys are fetched again", &rotated, 200, 4).await?;

    sandbox.advance(Duration::from_secs(25 * 3600));
    sandbox.fail_next(1, Fault::Status(500));
    let late = webhooks.headers("orders/placed");
    is_right &= platform.deliver("a day later the keys are unavailable: redeliver later", &late, 503, 4).await?;
    is_right &= platform.deliver("the keys are available again: the event is handled", &late, 200, 5).await?;
    println!("{} key fetches in total", webhooks.jwks_fetches());
    Ok(is_right && webhooks.jwks_fetches() == 4)
}

/// The sender of the events.
struct Platform {
    webhooks: SandboxWebhooks,
    url: String,
    handled: Arc<AtomicU32>,
    begin: Instant,
}

impl Platform {
    /// Delivers an event, prints the result and returns whether it is as expected.
    async fn deliver(&self, event: &str, headers: &HeaderMap, expected: u16, handled: u32) -> Result<bool, BoxError> {
        let status = self.webhooks.deliver_with(&self.url, headers, r#"{"order_id": "31415"}"#).await?.as_u16();
        let (calls, time) = (self.handled.load(Ordering::Relaxed), self.begin.elapsed().as_millis());
        println!("{time:>6}ms  {status:>6} {calls:>7}   {event}");
        let is_right = (status, calls) == (expected, handled);
        if !is_right {
            println!("{:>8}  {expected:>6} {handled:>7}   expected", "WRONG");
        }
        Ok(is_right)
    }
}
