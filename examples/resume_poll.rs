//! One process places an order and ends. A day later another process fetches the report.
//!
//! `cargo run --example resume_poll` runs the first process and the sandbox, and starts itself as the second process.

use std::env;
use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use pointapi::Credentials;
use pointapi::platform::{
    CorrelationId, DateOfBirth, Document, OrderTicket, PersonName, Point, Signature, Ssa89Order, SsaPerson, Ssn,
};
use pointapi_sandbox::Sandbox;

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.as_slice() {
        [base_url, ticket] => resume(base_url, Path::new(ticket)).await,
        _ => place().await,
    }
}

/// Places the order, saves its ticket, and advances the clock by a day.
async fn place() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    sandbox.user("greta", "not-a-real-one");
    sandbox.done_after(8 * HOUR);
    let handle = point(sandbox.base_url())?.place(order()?).await?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("ticket.json");
    std::fs::write(&path, serde_json::to_vec_pretty(&handle)?)?;
    println!("process {}: placed, {:?}", std::process::id(), handle.poll().await?.state());
    println!("{}", std::fs::read_to_string(&path)?);
    drop(handle);

    sandbox.advance(24 * HOUR);
    let mut second = Command::new(env::current_exe()?);
    second.arg(sandbox.base_url()).arg(&path);
    let status = tokio::task::spawn_blocking(move || second.status()).await??;
    let has_placed_once = sandbox.stats().orders == 1;
    if status.success() && has_placed_once { Ok(()) } else { Err("the second process did not get the report".into()) }
}

/// Resumes the order from its ticket alone.
async fn resume(base_url: &str, ticket: &Path) -> Result<(), Box<dyn Error>> {
    let ticket: OrderTicket = serde_json::from_slice(&std::fs::read(ticket)?)?;
    let report = point(base_url)?.resume(ticket).until_done().await?;
    println!("process {}: {:?}, {} document", std::process::id(), report.state(), report.documents().len());
    if report.documents().len() == 1 { Ok(()) } else { Err("there should be one document".into()) }
}

fn point(base_url: &str) -> pointapi::Result<Point> {
    Point::builder()
        .base_url(base_url)
        .allow_insecure_loopback()
        .credentials(Credentials::password("greta", "not-a-real-one"))
        .build()
}

fn order() -> pointapi::Result<Ssa89Order> {
    let name = PersonName::new("Wilhelmina", "Ostrander")?;
    let person = SsaPerson::new(name, DateOfBirth::new("03/09/1971")?, Ssn::new("900112222")?);
    let form = Document::pdf(&b"%PDF-1.4\n% the signed form\n%%EOF\n"[..])?;
    Ok(Ssa89Order::new("PDF-001", CorrelationId::new("loan-7731-ssa")?, person, Signature::Electronic, form))
}
