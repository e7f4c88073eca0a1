//! Places an order for each line of a CSV, with a journal that makes it safe to run again, and writes a report.
//!
//! `cargo run --example many_orders [folder]` needs no account: it orders invented loans of a sandbox. The first run is
//! made to end early, with an answer lost on the way; the second takes it up. No loan is ordered twice.
//!
//! With `POINTAPI_USERNAME`, `POINTAPI_PASSWORD` and perhaps `POINTAPI_BASE_URL` set it is the real thing: it orders what
//! is in `loans.csv` of the folder, keeps `journal.jsonl` beside it, and writes `report.csv`. Run it again whenever it was
//! stopped, and until it exits with 0: as long as a loan has no good end it exits with 1.

pub(crate) mod batch;
pub(crate) mod journal;
pub(crate) mod loans;
pub(crate) mod report;

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pointapi::platform::Point;
use pointapi::{Client, Credentials};
use pointapi_sandbox::{Fault, Sandbox};

use batch::Line;
use journal::Journal;
use loans::Loan;

pub(crate) type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode> {
    order_all(env::args().nth(1).map(PathBuf::from)).await
}

pub(crate) async fn order_all(folder: Option<PathBuf>) -> Result<ExitCode> {
    let lines = if env::var_os("POINTAPI_USERNAME").is_some() {
        let folder = folder.ok_or("say which folder has `loans.csv`")?;
        let loans = loans::read(&folder.join("loans.csv"))?;
        run(&Point::new(Client::from_env()?), &folder, &loans).await?
    } else {
        let folder = match folder {
            Some(folder) => folder,
            None => tempfile::Builder::new().prefix("pointapi-many-orders-").tempdir()?.keep(),
        };
        rehearse(&folder).await?
    };
    let open = lines.iter().filter(|line| !line.end.is_good).count();
    if open > 0 {
        println!("{open} of {} loans need a look, or another run", lines.len());
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Two runs over invented loans, against a sandbox whose time flies.
async fn rehearse(folder: &Path) -> Result<Vec<Line>> {
    tokio::time::pause();
    let sandbox = Sandbox::in_process();
    sandbox.user("greta", "not-a-real-one");
    let point = Point::builder()
        .base_url(sandbox.base_url())
        .allow_insecure_loopback()
        .transport(sandbox.service())
        .clock(sandbox.clock())
        .credentials(Credentials::password("greta", "not-a-real-one"))
        .build()?;
    point.client().sign_in().await?;

    let path = folder.join("loans.csv");
    if !path.exists() {
        loans::invent(&path)?;
    }
    let loans = loans::read(&path)?;
    let new = {
        let journal = Journal::open(&journal_path(folder))?;
        loans.iter().filter(|loan| journal.known(&loan.label).is_none()).count()
    };
    println!("first run, which ends after a third of the loans");
    sandbox.fail_next(1, Fault::LoseAnswer);
    run(&point, folder, &loans[..loans.len() / 3]).await?;
    println!("second run");
    let lines = run(&point, folder, &loans).await?;
    println!("{} loans, {} orders", lines.len(), sandbox.stats().orders);
    if sandbox.stats().orders == new as u64 { Ok(lines) } else { Err("a loan was not ordered exactly once".into()) }
}

/// Orders what is not ordered yet, waits for all, and writes the report.
async fn run(point: &Point, folder: &Path, loans: &[Loan]) -> Result<Vec<Line>> {
    let journal = Journal::open(&journal_path(folder))?;
    let lines = batch::run(point, &journal, loans).await;
    let path = folder.join("report.csv");
    report::write(&path, &lines)?;
    println!("report: {}", path.display());
    Ok(lines)
}

fn journal_path(folder: &Path) -> PathBuf {
    folder.join("journal.jsonl")
}
