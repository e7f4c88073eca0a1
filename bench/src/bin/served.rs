//! Measures a served request, beside the same handler written by hand on axum, and calls to a server in the same process:
//! `cargo run --release --features served --bin served`. Exits with 1 if a goal is missed.
//!
//! Instructions are the difference of two runs, less those of a service that does nothing, so that they are of serving
//! alone. The calls go through the typed client, with its defaults, on one thread.

use std::process::{Command, ExitCode};

use pointapi_bench::clients::Error;
use pointapi_bench::clients::pointapi::Login;
use pointapi_bench::figure::{self, Figure};
use pointapi_bench::measure::{cpu_time, instructions};
use pointapi_bench::served::{OrdersClient, Side, call, router};

/// The upper limit of instructions, as a ratio to axum by hand.
const INSTRUCTIONS: f64 = 1.05;
/// The lower limit of calls in process per second.
const CALLS_PER_SECOND: usize = 100_000;

const SHORT: u64 = 1000;
const LONG: u64 = 5000;

/// The calls of one round. They are counted by CPU time, and the fastest round counts, since other load on the machine
/// only slows one down.
const CALLS: usize = 50_000;
const ROUNDS: usize = 15;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [side, requests] = arguments.as_slice() {
        Side::from_name(side).ok_or("unknown side")?.drive(requests.parse()?).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let nothing = instructions_of(Side::Nothing)?;
    let (by_hand, by_trait) = (instructions_of(Side::ByHand)? - nothing, instructions_of(Side::ByTrait)? - nothing);
    let calls = calls_per_second().await?;
    Ok(figure::print(&[
        Figure::without_goal("served request, axum by hand", format!("{by_hand:.0} instructions")),
        Figure::without_goal("served request, pointapi", format!("{by_trait:.0} instructions")),
        Figure::ratio("served request, pointapi to axum by hand, instructions", by_trait / by_hand, INSTRUCTIONS),
        Figure::at_least("calls in process on one core", calls as usize, CALLS_PER_SECOND, "calls/s"),
    ]))
}

fn instructions_of(side: Side) -> Result<f64, Error> {
    let run = |requests: u64| {
        let mut drive = Command::new("valgrind");
        drive.arg("--tool=callgrind").arg("--callgrind-out-file=/dev/null").arg(std::env::current_exe()?);
        instructions::collected(drive.args([side.name(), &requests.to_string()]))
    };
    Ok((run(LONG)? as f64 - run(SHORT)? as f64) / (LONG - SHORT) as f64)
}

async fn calls_per_second() -> Result<f64, Error> {
    let client = pointapi::Client::builder().in_process(router()).token_source(Login).build()?;
    let client = OrdersClient::new(client);
    let mut fastest = 0.0_f64;
    for _ in 0..ROUNDS {
        let began = cpu_time();
        call(&client, CALLS).await?;
        fastest = fastest.max(CALLS as f64 / (cpu_time() - began).as_secs_f64());
    }
    Ok(fastest)
}
