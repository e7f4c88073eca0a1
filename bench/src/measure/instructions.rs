//! Instructions of one call, counted by callgrind. The count is the difference between a long and a short run, which
//! excludes start-up and the first connection.

use std::process::Command;

use super::sibling;
use crate::api::Size;
use crate::clients::{Error, Kind};

/// Multiples of 64, the most calls in flight.
const SHORT: u64 = 192;
const LONG: u64 = 1216;

/// Returns whether valgrind is installed.
pub fn can_measure() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}

pub fn measure(kind: Kind, size: Size, base_url: &str, in_flight: usize) -> Result<f64, Error> {
    let short = run(kind, size, base_url, SHORT, in_flight)?;
    let long = run(kind, size, base_url, LONG, in_flight)?;
    Ok((long as f64 - short as f64) / (LONG - SHORT) as f64)
}

fn run(kind: Kind, size: Size, base_url: &str, calls: u64, in_flight: usize) -> Result<u64, Error> {
    let mut drive = Command::new("valgrind");
    drive.arg("--tool=callgrind").arg("--callgrind-out-file=/dev/null").arg(sibling("drive")?);
    drive.args([kind.name(), size.name(), base_url, &calls.to_string(), &in_flight.to_string()]);
    collected(&mut drive)
}

/// Runs callgrind and returns its count.
pub fn collected(callgrind: &mut Command) -> Result<u64, Error> {
    let output = callgrind.output()?;
    let report = String::from_utf8_lossy(&output.stderr);
    let collected = report.lines().find_map(|line| line.split_once("Collected :")).map(|(_, count)| count.trim());
    match collected.map(str::parse::<u64>) {
        Some(Ok(count)) if output.status.success() => Ok(count),
        _ => Err(format!("callgrind printed no count: {report}").into()),
    }
}
