//! Measures 10 000 long polls and event streams on HTTP/2 and one thread, beside hand-written hyper:
//! `cargo run --release --bin fleet`. Exits with 1 if a goal is missed.
//!
//! The server, another process, allows 100 streams on a connection. The heap of a stream has its share of the connection
//! and the task of its caller.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use peak_alloc::PeakAlloc;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use pointapi_bench::clients::Error;
use pointapi_bench::figure::{self, Figure};
use pointapi_bench::fleet::{ByHand, Client, Flooded, STREAMS_PER_CONNECTION, peer, raise_file_limit};
use pointapi_bench::heap;
use pointapi_bench::server::Server;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const STREAMS: usize = 10_000;
const HEAP_BYTES: usize = 6 * 1024;
/// A tenth more than one for every 100 streams.
const CONNECTIONS: usize = STREAMS / STREAMS_PER_CONNECTION * 11 / 10;

const OPENED_WITHIN: Duration = Duration::from_secs(20);
/// The longest pause between two responses once the server responds to all.
const SERVED_WITHIN: Duration = Duration::from_secs(10);

/// The streams that are opened at once where a fleet grows.
const STEP: usize = 50;

/// The small calls beside a large body.
const SMALL_CALLS: usize = 1000;
const FRAMES: usize = 1;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [_, authority] = arguments.as_slice() {
        peer::serve(Path::new(authority)).await?;
        return Ok(ExitCode::SUCCESS);
    }
    raise_file_limit()?;
    let folder = tempfile::tempdir()?;
    let authority = folder.path().join("authority.pem");
    let server = Server::start_with(["serve".as_ref(), authority.as_os_str()])?;
    let control = ByHand::new(server.port, &authority, 1).await?;
    let mut figures = Vec::new();
    for step in [STEP, STREAMS] {
        let client = Client::by_hand(server.port, &authority, STREAMS);
        let by_hand = Fleet::measure(client, &control, step).await?;
        let own = Fleet::measure(async { Client::pointapi(server.port, &authority) }, &control, step).await?;
        let way = if step == STEP { "opened 50 at a time" } else { "opened at once" };
        let subject = |part: &str| format!("{STREAMS} streams {way}: {part}");
        figures.push(Figure::at_most(subject("heap of one"), own.heap, HEAP_BYTES, "B"));
        figures.push(Figure::without_goal(subject("heap of one, hyper by hand"), format!("{} B", by_hand.heap)));
        figures.push(Figure::at_most(subject("failed"), own.failed, 0, "streams"));
        figures.push(Figure::at_most(subject("connections"), own.connections, CONNECTIONS, "connections"));
        let served = format!("{} ms, hyper by hand {} ms", own.served.as_millis(), by_hand.served.as_millis());
        figures.push(Figure::without_goal(subject("all served after"), served));
    }
    let by_hand = overtaken(Client::by_hand(server.port, &authority, 2).await?).await?;
    let own = overtaken(Client::pointapi(server.port, &authority)?).await?;
    let subject = |client| format!("frames of a large body that overtake a small response, {client}");
    figures.push(Figure::at_most(subject("99 of 100"), own.p99, FRAMES, "frames"));
    let text = |seen: Overtaken| format!("p50 {}, p99 {}, most {} frames", seen.p50, seen.p99, seen.most);
    figures.push(Figure::without_goal(subject("pointapi"), text(own)));
    figures.push(Figure::without_goal(subject("hyper by hand"), text(by_hand)));
    Ok(figure::print(&figures))
}

/// The cost of a fleet of waiting streams.
struct Fleet {
    heap: usize,
    connections: usize,
    served: Duration,
    /// Streams that failed, or were not opened in time.
    failed: usize,
}

impl Fleet {
    /// Opens the streams, `step` at a time, and lets the server respond to all at once.
    async fn measure(
        client: impl Future<Output = Result<Client, Error>>,
        control: &ByHand,
        step: usize,
    ) -> Result<Self, Error> {
        let (before, others) = (heap::in_use(), control.number("/connections").await?);
        let (client, mut tasks) = (Arc::new(client.await?), JoinSet::new());
        for first in (0..STREAMS).step_by(step) {
            for number in first..first + step {
                let client = Arc::clone(&client);
                tasks.spawn(async move { client.wait(number).await });
            }
            // Goes on without the streams that were not opened in time.
            let _ = timeout(OPENED_WITHIN, waiting(control, first + step)).await;
        }
        let heap = heap::in_use().saturating_sub(before) / STREAMS;
        let connections = control.number("/connections").await? - others;
        let began = Instant::now();
        control.number("/release").await?;
        let (mut served, mut successes) = (Duration::ZERO, 0);
        while let Ok(Some(outcome)) = timeout(SERVED_WITHIN, tasks.join_next()).await {
            successes += usize::from(outcome?.is_ok());
            served = began.elapsed();
        }
        Ok(Self { heap, connections, served, failed: STREAMS - successes })
    }
}

/// Returns when this number of streams waits at the server.
async fn waiting(control: &ByHand, streams: usize) -> Result<(), Error> {
    while control.number("/waiting").await? < streams {
        sleep(Duration::from_millis(1)).await;
    }
    Ok(())
}

/// The frames of a large body that the client has read between a small response and its arrival.
#[derive(Clone, Copy)]
struct Overtaken {
    p50: usize,
    p99: usize,
    most: usize,
}

/// Makes small calls while a large body arrives on the same connection.
async fn overtaken(client: Client) -> Result<Overtaken, Error> {
    let (client, flooded) = (Arc::new(client), Arc::new(Flooded::default()));
    let (other, counter) = (Arc::clone(&client), Arc::clone(&flooded));
    let flood = tokio::spawn(async move { other.flood(&counter).await });
    while flooded.frames() == 0 {
        sleep(Duration::from_millis(1)).await;
    }
    let mut frames = Vec::new();
    for _ in 0..SMALL_CALLS {
        let written = client.small().await?;
        frames.push(flooded.frames().saturating_sub(written));
    }
    flood.abort();
    frames.sort_unstable();
    Ok(Overtaken { p50: frames[SMALL_CALLS / 2], p99: frames[SMALL_CALLS * 99 / 100], most: frames[SMALL_CALLS - 1] })
}
