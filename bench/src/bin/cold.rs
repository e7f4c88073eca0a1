//! Measures a first call over TLS in a new process, beside reqwest's: `cargo run --release --bin cold`. Exits with 1 if
//! the goal is missed.
//!
//! Counts the instructions of a process that builds a client with the system's certificates and one more, makes one call
//! and exits. The count includes the start of the process, which is equal for all.

use std::process::{Command, ExitCode};

use pointapi_bench::clients::Error;
use pointapi_bench::cold::{CLIENTS, REFERENCE, first_call, serve};
use pointapi_bench::figure::{self, Figure};
use pointapi_bench::measure::instructions;

/// The upper limit, as a ratio to reqwest.
const GOAL: f64 = 1.05;

fn main() -> Result<ExitCode, Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [client, url, authority] = arguments.as_slice() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(first_call(client, url, &std::fs::read(authority)?))?;
        return Ok(ExitCode::SUCCESS);
    }
    let folder = tempfile::tempdir()?;
    let authority = folder.path().join("authority.pem");
    let url = serve(&authority)?;
    let count = |client: &str| {
        let mut call = Command::new("valgrind");
        call.arg("--tool=callgrind").arg("--callgrind-out-file=/dev/null");
        call.arg(std::env::current_exe()?).args([client, &url]).arg(&authority);
        instructions::collected(&mut call)
    };
    let reference = count(REFERENCE)?;
    let mut figures = Vec::new();
    for client in CLIENTS {
        let own = count(client)?;
        let subject = format!("first call over TLS, {client} ({own} instructions)");
        let ratio = own as f64 / reference as f64;
        figures.push(Figure::ratio(subject, ratio, GOAL));
    }
    Ok(figure::print(&figures))
}
