//! Fails if a count of instructions differs from `figures.json` by more than 2 %: `cargo run --release --bin guard`.
//!
//! Counts six calls, and the compiler's work for one more endpoint. `guard --update` writes the file; commit it with the
//! reason for the change.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode};

use serde::{Deserialize, Serialize};

use pointapi_bench::api::Size;
use pointapi_bench::clients::{Error, Kind};
use pointapi_bench::measure::{build_programs, instructions};
use pointapi_bench::server::{self, Server};

const FIGURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/figures.json");
const TOLERANCE: f64 = 0.02;

/// Instructions by name, as counted with one version of the compiler.
#[derive(Debug, Serialize, Deserialize)]
struct Figures {
    rustc: String,
    instructions: BTreeMap<String, u64>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Error> {
    let argument = std::env::args().nth(1);
    if argument.as_deref() == Some("serve") {
        server::serve().await?;
        return Ok(ExitCode::SUCCESS);
    }
    build_programs()?;
    let mut instructions = calls()?;
    instructions.extend(compiler()?);
    let counted = Figures { rustc: rustc_version()?, instructions };
    if argument.as_deref() == Some("--update") {
        std::fs::write(FIGURES, serde_json::to_string_pretty(&counted)? + "\n")?;
        return Ok(ExitCode::SUCCESS);
    }
    let stored: Figures = serde_json::from_str(&std::fs::read_to_string(FIGURES)?)?;
    Ok(if compare(&stored, &counted) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Counts a small call, a medium call and a small call among 64, on each transport.
fn calls() -> Result<BTreeMap<String, u64>, Error> {
    let server = Server::start()?;
    let mut counts = BTreeMap::new();
    for kind in [Kind::PointapiOnReqwest, Kind::PointapiOnHyper] {
        for (size, in_flight) in [(Size::Small, 1), (Size::Medium, 1), (Size::Small, 64)] {
            let count = instructions::measure(kind, size, &server.base_url, in_flight)?;
            counts.insert(format!("call: {}, {}, {in_flight} in flight", kind.name(), size.name()), count as u64);
        }
    }
    Ok(counts)
}

/// Counts the compiler's work for one more endpoint.
fn compiler() -> Result<BTreeMap<String, u64>, Error> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("compile_cost/instructions.py");
    let output = Command::new(script).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let counts: BTreeMap<String, u64> = serde_json::from_slice(&output.stdout)?;
    Ok(counts.into_iter().map(|(kind, count)| (format!("endpoint: {kind}"), count)).collect())
}

fn rustc_version() -> Result<String, Error> {
    let output = Command::new("rustc").arg("--version").output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// Prints a table and returns whether every count is within the tolerance.
fn compare(stored: &Figures, counted: &Figures) -> bool {
    if stored.rustc != counted.rustc {
        println!("the stored figures are of {}, these of {}", stored.rustc, counted.rustc);
    }
    println!("| instructions | stored | counted | change |\n| --- | --- | --- | --- |");
    let mut is_within = stored.instructions.len() == counted.instructions.len();
    for (name, count) in &counted.instructions {
        let Some(before) = stored.instructions.get(name) else {
            println!("| {name} | - | {count} | |");
            is_within = false;
            continue;
        };
        let change = *count as f64 / *before as f64 - 1.0;
        println!("| {name} | {before} | {count} | {:+.1} % |", change * 100.0);
        // Fewer instructions fail too, so that the stored figures stay true.
        is_within &= change.abs() <= TOLERANCE;
    }
    is_within
}
