//! Measures large bodies on hyper, beside hand-written hyper: `cargo run --release --features bodies --bin bodies`. Exits
//! with 1 if a goal is missed.
//!
//! CPU time is that of this process, in which both clients take turns; the server is another process. The heap is that of
//! a whole body of 1 GiB.

use std::process::ExitCode;
use std::time::Duration;

use peak_alloc::PeakAlloc;

use pointapi_bench::bodies::peer::{self, UNPACKED};
use pointapi_bench::bodies::{Case, Files, by_hand, by_pointapi};
use pointapi_bench::clients::Error;
use pointapi_bench::figure::{self, Figure, median};
use pointapi_bench::heap::growth;
use pointapi_bench::measure::cpu_time;
use pointapi_bench::server::Server;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The upper limit of CPU time, as a ratio to hand-written code.
const CPU: f64 = 1.05;
/// The upper limit of the peak heap.
const HEAP_KIB: usize = 2048;

const WHOLE: usize = 1024 * 1024 * 1024;
/// The body of one turn.
const TURN: usize = 128 * 1024 * 1024;
const PAIRS: usize = 15;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Error> {
    if std::env::args().any(|argument| argument == "serve") {
        peer::serve().await?;
        return Ok(ExitCode::SUCCESS);
    }
    let server = Server::start()?;
    let clients = Clients {
        own: by_pointapi::Client::new(&server.base_url)?,
        other: by_hand::Client::new(&server.base_url),
        files: Files::new()?,
    };
    let mut figures = Vec::new();
    for case in Case::ALL {
        eprintln!("{}", case.name());
        let ratio = clients.ratio(case).await?;
        figures.push(Figure::ratio(format!("CPU time of a body {}, to hyper by hand", case.name()), ratio, CPU));
        let (heap, outcome) = growth(clients.own.send(case, WHOLE, &clients.files)).await;
        outcome?;
        figures.push(Figure::at_most(format!("peak heap of 1 GiB {}", case.name()), heap / 1024, HEAP_KIB, "KiB"));
    }
    let [alone, by_hand] = clients.gzip_ratios().await?;
    figures.push(Figure::ratio("CPU time of a gzip body down, to flate2 alone", alone, CPU));
    figures.push(Figure::without_goal("the same, to hyper and flate2 by hand", format!("{by_hand:.3}")));
    Ok(figure::print(&figures))
}

struct Clients {
    own: by_pointapi::Client,
    other: by_hand::Client,
    files: Files,
}

impl Clients {
    /// Returns the median ratio of both clients' CPU times.
    async fn ratio(&self, case: Case) -> Result<f64, Error> {
        let mut ratios = Vec::new();
        for _ in 0..=PAIRS {
            let other = cpu(self.other.send(case, TURN, &self.files)).await?;
            let own = cpu(self.own.send(case, TURN, &self.files)).await?;
            ratios.push(own.as_secs_f64() / other.as_secs_f64());
        }
        // The first pair opens the connections.
        Ok(median(ratios.split_off(1)))
    }

    /// Returns the median ratios to flate2 alone, and to flate2 behind hand-written hyper.
    async fn gzip_ratios(&self) -> Result<[f64; 2], Error> {
        let packed = self.other.packed().await?;
        eprintln!("gzip: {} KiB packed, {} KiB unpacked", packed.len() / 1024, UNPACKED / 1024);
        let (mut to_alone, mut to_by_hand) = (Vec::new(), Vec::new());
        for _ in 0..=PAIRS {
            let alone = cpu(async { check(by_hand::unpack(&packed)?) }).await?;
            let other = cpu(async { check(self.other.unpack().await?) }).await?;
            let own = cpu(async { check(self.own.unpack().await?) }).await?;
            to_alone.push(own.as_secs_f64() / alone.as_secs_f64());
            to_by_hand.push(own.as_secs_f64() / other.as_secs_f64());
        }
        Ok([median(to_alone.split_off(1)), median(to_by_hand.split_off(1))])
    }
}

fn check(unpacked: usize) -> Result<(), Error> {
    if unpacked == UNPACKED { Ok(()) } else { Err("the gzip body is not whole".into()) }
}

/// Returns the CPU time that `work` takes.
async fn cpu(work: impl Future<Output = Result<(), Error>>) -> Result<Duration, Error> {
    let began = cpu_time();
    work.await?;
    Ok(cpu_time() - began)
}
