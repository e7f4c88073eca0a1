//! Measures every client and prints the table: `cargo run --release` in `bench/`. Exits with 1 if a goal is missed.
//!
//! Arguments: names of clients to measure (the reference is always included), `small` or `medium` to select one size,
//! and `no-times` to skip the times, which vary with other load on the machine.

use std::process::ExitCode;

use pointapi_bench::api::Size;
use pointapi_bench::clients::{Error, Kind};
use pointapi_bench::measure::{allocations, build_programs, instructions, times};
use pointapi_bench::server::{self, Server};
use pointapi_bench::table::{self, Row, Times};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "serve") {
        server::serve().await?;
        return Ok(ExitCode::SUCCESS);
    }
    if !instructions::can_measure() {
        eprintln!(
            "skipping instruction counts: valgrind is not installed (Debian, Ubuntu: `apt-get install valgrind`)"
        );
    }
    build_programs()?;
    let server = Server::start()?;
    let mut rows = Vec::new();
    for size in chosen(&arguments, Size::ALL.to_vec(), Size::name) {
        for kind in chosen(&arguments, Kind::ALL.to_vec(), Kind::name) {
            let has_times = !arguments.iter().any(|argument| argument == "no-times");
            rows.push(row(kind, size, &server.base_url, has_times).await?);
        }
    }
    Ok(table::print(&rows))
}

async fn row(kind: Kind, size: Size, base_url: &str, has_times: bool) -> Result<Row, Error> {
    eprintln!("{} {}", size.name(), kind.name());
    let instructions = match instructions::can_measure() {
        true => Some(instructions::measure(kind, size, base_url, 1)?),
        false => None,
    };
    let mut times = None;
    if has_times {
        let one = times::measure(kind, Kind::REFERENCE, size, base_url, 1).await?;
        let many = times::measure(kind, Kind::REFERENCE, size, base_url, 64).await?;
        let many_to_peer = match kind.peer() {
            Kind::REFERENCE => many,
            peer => times::measure(kind, peer, size, base_url, 64).await?,
        };
        times = Some(Times { one, many, many_to_peer });
    }
    Ok(Row { kind, size, instructions, allocations: allocations::measure(kind, size, base_url)?, times })
}

/// Returns the items that the arguments name, with the reference, or all items if the arguments name none.
fn chosen<T: Copy>(arguments: &[String], all: Vec<T>, name: impl Fn(T) -> &'static str) -> Vec<T> {
    let is_named = |item: &T| arguments.iter().any(|argument| argument == name(*item));
    let is_reference = |item: &T| name(*item) == Kind::REFERENCE.name();
    if all.iter().any(is_named) {
        all.into_iter().filter(|item| is_named(item) || is_reference(item)).collect()
    } else {
        all
    }
}
