//! Places an order for each line of a CSV file, with a journal that makes it safe to run again, and writes a report.
//!
//! The steps are those of `pointapi orders place --from`, as a library; the orders are typed here.
//!
//! `cargo run --example many_orders [folder]` needs no account: it orders invented loans from a sandbox. The first run
//! ends early and loses a response; the second run continues. No loan is ordered twice.
//!
//! With `POINTAPI_USERNAME`, `POINTAPI_PASSWORD` and optionally `POINTAPI_BASE_URL` set, it orders the loans in
//! `loans.csv` of the folder (columns `label`, `first_name`, `last_name`, `date_of_birth`, `ssn`), keeps `journal.jsonl`
//! beside it, and writes `report.csv`; neither contains a borrower's data. Run it again after an interruption and until it
//! exits with 0; it exits with 1 while a loan has failed or is open.

pub(crate) mod loans;

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use pointapi::platform::Point;
use pointapi::{Client, Credentials};
use pointapi_cli::batch::report::Report;
use pointapi_cli::batch::{Account, Batch, Journal, Line, Observer, Stage};
use pointapi_sandbox::{Fault, Sandbox};

use loans::Loan;

pub(crate) type Result<T, E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode> {
    order_all(env::args().nth(1).map(PathBuf::from)).await
}

pub(crate) async fn order_all(folder: Option<PathBuf>) -> Result<ExitCode> {
    let lines = if env::var_os("POINTAPI_USERNAME").is_some() {
        let folder = folder.ok_or("name the folder that contains `loans.csv`")?;
        let loans = loans::read(&folder.join("loans.csv"))?;
        run(&Point::new(Client::from_env()?), &folder, &loans).await?
    } else {
        let folder = match folder {
            Some(folder) => folder,
            None => tempfile::Builder::new().prefix("pointapi-many-orders-").tempdir()?.keep(),
        };
        rehearse(&folder).await?
    };
    let open = lines.iter().filter(|line| !line.end.is_good()).count();
    if open > 0 {
        println!("{open} of {} loans need attention or another run", lines.len());
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs twice over invented loans, against a sandbox on paused time.
async fn rehearse(folder: &Path) -> Result<Vec<Line>> {
    tokio::time::pause();
    let sandbox = Sandbox::in_process();
    sandbox.user("greta", "not-a-real-one");
    sandbox.done_after(Duration::from_secs(300));
    let point = Point::builder()
        .base_url(sandbox.base_url())
        .allow_insecure_loopback()
        .transport(sandbox.service())
        .clock(sandbox.clock())
        .credentials(Credentials::password("greta", "not-a-real-one"))
        .build()?;
    point.client().sign_in().await?;

    let loans = loans::invented();
    let new = {
        let journal = Journal::open(&journal_path(folder), &account(&point))?;
        loans.iter().filter(|loan| journal.known(&loan.label).is_none()).count()
    };
    println!("first run, which ends after a third of the loans");
    sandbox.fail_next(1, Fault::LoseResponse);
    run(&point, folder, &loans[..loans.len() / 3]).await?;
    println!("second run");
    let lines = run(&point, folder, &loans).await?;
    println!("{} loans, {} orders", lines.len(), sandbox.stats().orders);
    if sandbox.stats().orders == new as u64 { Ok(lines) } else { Err("a loan was not ordered exactly once".into()) }
}

/// Orders all loans without an order, waits for them, and writes the report.
async fn run(point: &Point, folder: &Path, loans: &[Loan]) -> Result<Vec<Line>> {
    let journal = Journal::open(&journal_path(folder), &account(point))?;
    let path = folder.join("report.csv");
    let report = Report::open(&path)?;
    let lines = Batch::new(point, &journal).observer(&Progress).run(loans).await;
    report.write(&lines)?;
    println!("report: {}", path.display());
    Ok(lines)
}

/// Prints five lines for each stage.
struct Progress;

impl Observer for Progress {
    fn advanced(&self, stage: Stage, passed: usize, all: usize) {
        let action = if stage == Stage::Placing { "placed" } else { "ended" };
        if passed == all || passed.is_multiple_of(all.div_ceil(5)) {
            println!("  [{:<20}] {action} {passed}/{all}", "#".repeat(passed * 20 / all));
        }
    }
}

/// The account whose orders the journal has.
fn account(point: &Point) -> Account {
    let username = env::var("POINTAPI_USERNAME").unwrap_or_else(|_| "greta".to_owned());
    Account::new(point.client().base_url(), username)
}

fn journal_path(folder: &Path) -> PathBuf {
    folder.join("journal.jsonl")
}
