//! Measures the tail latency of calls that overlap a background refresh: `cargo run --release --bin tail [SECONDS]`.
//! Exits with 1 if a goal is missed. The default of 300 seconds gives about 6 000 overlapping calls.
//!
//! A steady 2 000 calls/s use tokens of 30 s from a login that takes 300 ms. The comparison is a token cache that many
//! programs write by hand: it fetches under a write lock once the token has expired, so calls wait for the login.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval};

use pointapi_bench::clients::Error;
use pointapi_bench::figure::{self, Figure};
use pointapi_bench::server::{self, Server};
use pointapi_bench::tail::{Caller, Latencies, Refreshes};

const CALLS_PER_MILLISECOND: usize = 2;

/// The p99.9 of overlapping calls may be at most this multiple of that of the others.
const GOAL: f64 = 1.10;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Error> {
    let argument = std::env::args().nth(1);
    if argument.as_deref() == Some("serve") {
        server::serve().await?;
        return Ok(ExitCode::SUCCESS);
    }
    let seconds = argument.map_or(Ok(300), |text| text.parse())?;
    let server = Server::start()?;
    let mut figures = Vec::new();
    for name in Caller::NAMES {
        let refreshes = Arc::new(Refreshes::default());
        let caller = Arc::new(Caller::new(name, &server.base_url, Arc::clone(&refreshes))?);
        caller.call().await?;
        let latencies = drive(caller, refreshes, seconds).await?;
        latencies.print(name);
        if name.starts_with("pointapi") {
            let subject = format!("p99.9 of calls during a refresh, to the others, {name}");
            figures.push(Figure::ratio(subject, latencies.ratio(), GOAL));
            let subject = format!("calls that waited for the login, {name}");
            figures.push(Figure::at_most(subject, latencies.waits, 0, "calls"));
        }
    }
    Ok(figure::print(&figures))
}

/// Makes calls at a fixed rate, whatever the latency, and records each.
async fn drive(caller: Arc<Caller>, refreshes: Arc<Refreshes>, seconds: u64) -> Result<Latencies, Error> {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    let mut ticks = interval(Duration::from_millis(1));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    for _ in 0..seconds * 1000 {
        ticks.tick().await;
        for _ in 0..CALLS_PER_MILLISECOND {
            let (caller, refreshes, sender) = (Arc::clone(&caller), Arc::clone(&refreshes), sender.clone());
            tokio::spawn(async move {
                let (before, began) = (refreshes.now(), Instant::now());
                let result = caller.call().await;
                let overlaps = before.is_running() || refreshes.now() != before;
                // The receiver lives until all senders are dropped.
                let _ = sender.send((result.map(|_| began.elapsed()), overlaps));
            });
        }
    }
    drop(sender);
    let mut latencies = Latencies::new()?;
    while let Some((latency, overlaps)) = receiver.recv().await {
        latencies.record(latency?, overlaps)?;
    }
    Ok(latencies)
}
