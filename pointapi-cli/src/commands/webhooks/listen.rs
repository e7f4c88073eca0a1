//! `pointapi webhooks listen`: prints verified events.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use pointapi::webhook::{Receiver, Verifier, WebhookEvent};
use serde::Serialize;
use serde_json::value::RawValue;
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::time::timeout;

use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::interrupt::{self, Interrupt};
use crate::output::json_line;

/// Events that are verified and not printed yet.
const QUEUE: usize = 64;

/// Receive events, verify each, and print it as one line of JSON.
///
/// An event that is printed is acknowledged; a forged one is rejected, and named on stderr with `-v`. It listens on
/// loopback: put a tunnel or a proxy that ends TLS in front of it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi webhooks listen \\
    --issuer https://securetoken.google.com/larchfield \\
    --audience larchfield --tenant OU9001
  pointapi webhooks listen --listen 127.0.0.1:4001 --issuer ISSUER \\
    --audience AUDIENCE --tenant OU9001 --count 1

Exit codes: 0 the number of events is reached, 2 the port is in use, 130 interrupted.")]
pub(crate) struct Arguments {
    /// The address to listen on.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:4000")]
    listen: SocketAddr,
    /// The path of the endpoint.
    #[arg(long, default_value = "/")]
    path: String,
    /// The issuer of the platform's tokens.
    #[arg(long)]
    issuer: String,
    /// The audience of the platform's tokens.
    #[arg(long)]
    audience: String,
    /// An organizational unit whose events are accepted; may be repeated.
    #[arg(long, required = true, value_name = "ID")]
    tenant: Vec<String>,
    /// The address of the issuer's keys, if it is not the usual one.
    #[arg(long, value_name = "URL")]
    jwks_url: Option<String>,
    /// End after this number of events.
    #[arg(long)]
    count: Option<u64>,
}

/// The time that open connections get at the end.
const GRACE: Duration = Duration::from_secs(2);

/// An event on stdout.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    topic: &'a str,
    sub_topic: Option<&'a str>,
    tenant_id: &'a str,
    triggered_at: Option<&'a str>,
    /// The body, if it is JSON.
    body: Option<&'a RawValue>,
    /// The body, if it is anything else.
    text: Option<String>,
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    context.output.without_format("webhooks listen")?;
    let (sender, mut events) = mpsc::channel(QUEUE);
    let receiver = arguments.receiver(sender)?;
    let listening = TcpListener::bind(arguments.listen).await;
    let listener =
        listening.map_err(|error| Failure::usage(format!("could not listen on {}: {error}", arguments.listen)))?;
    let address = listener.local_addr().unwrap_or(arguments.listen);
    let mut interrupt = Interrupt::listen();
    context.output.note(format!("listening on http://{address}{}; Ctrl-C ends it", arguments.path));
    let stop = Arc::new(Notify::new());
    let stopped = Arc::clone(&stop);
    let server = axum::serve(listener, receiver.router());
    let server = server.with_graceful_shutdown(async move { stopped.notified().await });
    let server = tokio::spawn(async move { server.await });
    let printed = print(arguments.count.unwrap_or(u64::MAX), &mut events, &mut interrupt).await;
    // The sender of the last event still waits for its response.
    stop.notify_one();
    timeout(GRACE, server).await.ok();
    printed
}

/// Prints events until their number is reached.
async fn print(count: u64, events: &mut mpsc::Receiver<Pending>, interrupt: &mut Interrupt) -> Result<()> {
    for _ in 0..count {
        tokio::select! {
            event = events.recv() => match event {
                Some(event) => event.print()?,
                None => return Err(Failure::new(crate::exit::FAILED, "the server has ended")),
            },
            () = interrupt.requested() => return Err(interrupt::failure("no longer listening")),
        }
    }
    Ok(())
}

/// An event whose sender waits until it is printed.
struct Pending {
    event: WebhookEvent,
    printed: oneshot::Sender<()>,
}

impl Pending {
    fn print(self) -> Result<()> {
        let event = &self.event;
        let body = serde_json::from_slice::<&RawValue>(event.body()).ok();
        let text = body.is_none().then(|| String::from_utf8_lossy(event.body()).into_owned());
        let line = Line {
            id: event.id(),
            topic: event.topic(),
            sub_topic: event.sub_topic(),
            tenant_id: event.tenant_id(),
            triggered_at: event.triggered_at_text(),
            body,
            text,
        };
        writeln!(io::stdout().lock(), "{}", json_line(&line)?)?;
        self.printed.send(()).ok();
        Ok(())
    }
}

impl Arguments {
    fn receiver(&self, sender: mpsc::Sender<Pending>) -> Result<Receiver> {
        let mut verifier = Verifier::builder(&self.issuer, &self.audience).allow_insecure_loopback();
        if let Some(url) = &self.jwks_url {
            verifier = verifier.jwks_url(url);
        }
        let mut receiver = Receiver::builder(verifier.build()?).path(&self.path);
        for tenant in &self.tenant {
            receiver = receiver.tenant(tenant);
        }
        Ok(receiver.build(move |event: WebhookEvent| {
            let sender = sender.clone();
            async move {
                let (printed, is_printed) = oneshot::channel();
                let gone = |_| io::Error::other("the event was not printed");
                sender.send(Pending { event, printed }).await.map_err(|_| io::Error::other("not listening"))?;
                is_printed.await.map_err(gone)
            }
        })?)
    }
}
