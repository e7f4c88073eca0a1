//! Places an order for each line of a CSV, with a journal that makes it safe to run again, and writes a report.
//!
//! `cargo run --example many_orders [folder]`. The folder gets `loans.csv` (invented, if there is none), `journal.csv`
//! and `report.csv`. The first run is made to end early, with an answer lost on the way; the second takes it up. No loan
//! is ordered twice.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use futures_util::StreamExt;
use futures_util::stream;
use pointapi::Credentials;
use pointapi::platform::{
    Billing, CorrelationId, DateOfBirth, Document, OrderTicket, PersonName, Point, Reconciliation, Signature,
    Ssa89Order, SsaPerson, Ssn,
};
use pointapi::sandbox::{Fault, Sandbox};
use serde::Deserialize;

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// So many orders are waited for at once.
const AT_ONCE: usize = 8;

/// So many invented loans.
const LOANS: usize = 120;

#[derive(Debug, Clone, Deserialize)]
struct Loan {
    label: String,
    first_name: String,
    last_name: String,
    date_of_birth: String,
    ssn: String,
}

/// What the journal knows of a loan. A line is written before its order is sent, so that a crash leaves a trace.
#[derive(Clone)]
enum Known {
    Sending,
    Placed(Box<OrderTicket>),
    Done(String),
}

/// A line of the report.
struct Line {
    label: String,
    outcome: String,
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<()> {
    let folder = match std::env::args().nth(1) {
        Some(folder) => PathBuf::from(folder),
        None => tempfile::Builder::new().prefix("pointapi-many-orders-").tempdir()?.keep(),
    };
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

    invent_loans(&folder.join("loans.csv"))?;
    let loans = read_loans(&folder.join("loans.csv"))?;
    let known = read_journal(&folder.join("journal.csv"))?;
    let new = loans.iter().filter(|loan| !known.contains_key(&loan.label)).count();
    println!("first run, which ends after a third of the loans");
    sandbox.fail_next(1, Fault::LoseAnswer);
    run(&point, &folder, &loans[..loans.len() / 3]).await?;
    println!("second run");
    let lines = run(&point, &folder, &loans).await?;

    let path = folder.join("report.csv");
    write_report(&path, &lines)?;
    println!("{} loans, {} orders: {}", lines.len(), sandbox.stats().orders, path.display());
    if sandbox.stats().orders == new as u64 { Ok(()) } else { Err("a loan was not ordered exactly once".into()) }
}

/// Orders what is not ordered yet and waits for all.
async fn run(point: &Point, folder: &Path, loans: &[Loan]) -> Result<Vec<Line>> {
    let journal_path = folder.join("journal.csv");
    let known = read_journal(&journal_path)?;
    let journal = &OpenOptions::new().create(true).append(true).open(&journal_path)?;
    let mut lines = Vec::new();
    let mut done = stream::iter(loans)
        .map(|loan| {
            let known = known.get(&loan.label).cloned();
            async move { (loan, order(point, journal, loan, known).await) }
        })
        .buffer_unordered(AT_ONCE);
    while let Some((loan, outcome)) = done.next().await {
        let outcome = outcome.unwrap_or_else(|error| format!("failed: {error}"));
        lines.push(Line { label: loan.label.clone(), outcome });
        show_progress(lines.len(), loans.len());
    }
    lines.sort_by(|one, other| one.label.cmp(&other.label));
    Ok(lines)
}

/// Brings one loan to an outcome, from wherever an earlier run has left it.
async fn order(point: &Point, journal: &fs::File, loan: &Loan, known: Option<Known>) -> Result<String> {
    let handle = match known {
        Some(Known::Done(outcome)) => return Ok(outcome),
        Some(Known::Placed(ticket)) => point.resume(*ticket),
        Some(Known::Sending) => return reconcile(point, journal, loan).await,
        None => {
            let request = request(loan)?;
            note(journal, &loan.label, "sending", "")?;
            match point.place(request).await {
                Ok(handle) => handle,
                Err(error) if error.was_sent() && !error.is_fault() => return reconcile(point, journal, loan).await,
                Err(error) => return Err(error.into()),
            }
        }
    };
    note(journal, &loan.label, "placed", &serde_json::to_string(&handle)?)?;
    let report = handle.until_done().await?;
    let billing = if *report.billing() == Billing::Billable { "billable" } else { "not billable" };
    let outcome = format!("done, {billing}, {} document(s)", report.documents().len());
    note(journal, &loan.label, "done", &outcome)?;
    Ok(outcome)
}

/// An order that may have been placed is looked for, and never placed again by a program.
async fn reconcile(point: &Point, journal: &fs::File, loan: &Loan) -> Result<String> {
    Ok(match point.reconcile(&loan.label).await? {
        Reconciliation::Found(row) => {
            let outcome = format!("placed as {}, its answer was lost", row.order_guid);
            note(journal, &loan.label, "done", &outcome)?;
            outcome
        }
        Reconciliation::NotFound => "not found: look again before it is ordered anew".into(),
        Reconciliation::Unclear(rows) => format!("{} orders have this label", rows.len()),
    })
}

fn request(loan: &Loan) -> pointapi::Result<Ssa89Order> {
    let name = PersonName::new(&loan.first_name, &loan.last_name)?;
    let person = SsaPerson::new(name, DateOfBirth::new(loan.date_of_birth.as_str())?, Ssn::new(loan.ssn.as_str())?);
    let form = Document::pdf(&b"%PDF-1.4\n% the signed form\n%%EOF\n"[..])?;
    Ok(Ssa89Order::new("PDF-001", CorrelationId::new(&loan.label)?, person, Signature::Wet, form))
}

fn show_progress(done: usize, all: usize) {
    if done == all || done.is_multiple_of(all.div_ceil(10)) {
        let bar = "#".repeat(done * 20 / all);
        println!("  [{bar:<20}] {done}/{all}");
    }
}

/// The last line about a loan counts.
fn read_journal(path: &Path) -> Result<HashMap<String, Known>> {
    if !path.exists() {
        return Ok(HashMap::new());
    }
    let mut known = HashMap::new();
    for record in csv::ReaderBuilder::new().has_headers(false).from_path(path)?.deserialize() {
        let (label, event, detail): (String, String, String) = record?;
        let state = match event.as_str() {
            "sending" => Known::Sending,
            "placed" => Known::Placed(serde_json::from_str(&detail)?),
            _ => Known::Done(detail),
        };
        known.insert(label, state);
    }
    Ok(known)
}

fn note(mut journal: &fs::File, label: &str, event: &str, detail: &str) -> Result<()> {
    let mut line = csv::Writer::from_writer(Vec::new());
    line.write_record([label, event, detail])?;
    journal.write_all(&line.into_inner()?)?;
    Ok(journal.sync_data()?)
}

fn read_loans(path: &Path) -> Result<Vec<Loan>> {
    let loans = csv::Reader::from_path(path)?.into_deserialize().collect::<csv::Result<Vec<Loan>>>()?;
    let labels: HashSet<_> = loans.iter().map(|loan| &loan.label).collect();
    if labels.len() < loans.len() {
        Err("a label stands on two lines: it would be ordered twice".into())
    } else {
        Ok(loans)
    }
}

fn write_report(path: &Path, lines: &[Line]) -> Result<()> {
    let mut table = csv::Writer::from_path(path)?;
    table.write_record(["label", "outcome"])?;
    for Line { label, outcome } in lines {
        table.write_record([label, outcome])?;
    }
    Ok(table.flush()?)
}

fn invent_loans(path: &Path) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    let mut table = csv::Writer::from_path(path)?;
    table.write_record(["label", "first_name", "last_name", "date_of_birth", "ssn"])?;
    for number in 0..LOANS {
        let (label, ssn) = (format!("loan-{number:04}"), format!("90011{number:04}"));
        table.write_record([&label, "Wilhelmina", "Ostrander", "03/09/1971", &ssn])?;
    }
    Ok(table.flush()?)
}
