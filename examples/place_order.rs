//! Places an order, waits until it is done and saves its documents. The sandbox runs on paused time, so the example
//! ends at once.
//!
//! `cargo run --example place_order`

use std::error::Error;
use std::time::SystemTime;

use futures_util::TryStreamExt;
use pointapi::Credentials;
use pointapi::platform::{
    CorrelationId, Document, Filing, Irs4506TOrder, JointTranscriptForm, OrderFault, OrderHandle, OrderState,
    OrderTicket, PersonName, Point, Reconciliation, Spouse, Ssn, TaxYears, Taxpayer,
};
use pointapi_sandbox::Sandbox;
use tokio::time::Instant;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::in_process();
    sandbox.user("greta", "not-a-real-one");
    // At the platform itself, only `credentials` is needed.
    let point = Point::builder()
        .base_url(sandbox.base_url())
        .allow_insecure_loopback()
        .transport(sandbox.service())
        .clock(sandbox.clock())
        .credentials(Credentials::password("greta", "not-a-real-one"))
        .build()?;

    let begin = Instant::now();
    let elapsed = || format!("{:>3} min", begin.elapsed().as_secs() / 60);
    let handle = place(&point, order()?).await?;
    println!("{}  placed as {}", elapsed(), handle.ticket().transaction_id().map_or("unknown", |id| id.as_str()));

    let mut states = handle.states();
    let mut last = None;
    while let Some(report) = states.try_next().await? {
        println!("{}  {:?}, {:?}", elapsed(), report.state(), report.billing());
        last = Some(report);
    }
    let report = last.filter(|report| report.state() == OrderState::Done).ok_or("the order is not done")?;

    // The documents stay in the folder after the program has ended.
    let folder = tempfile::Builder::new().prefix("pointapi-place-order-").tempdir()?.keep();
    for document in report.documents() {
        let path = document.save_to(&folder)?;
        if !std::fs::read(&path)?.starts_with(b"%PDF-") {
            return Err("a document is not a PDF".into());
        }
        println!("{}  saved {}", elapsed(), path.display());
    }
    if report.documents().len() == 2 { Ok(()) } else { Err("two tax years should have two documents".into()) }
}

/// Places an order. If it may have been placed, continues with it or searches for it, and never places it again.
async fn place(point: &Point, order: Irs4506TOrder) -> Result<OrderHandle, Box<dyn Error>> {
    let (label, began) = (order.correlation_id().clone(), SystemTime::now());
    let error = match point.place(order).await {
        Ok(handle) => return Ok(handle),
        Err(error) => error,
    };
    if let Some(ticket) = OrderTicket::of(&error) {
        return Ok(point.resume(ticket.clone()));
    }
    if !error.was_sent() || OrderFault::of(&error).is_some_and(|fault| !fault.is_passing()) {
        return Err(error.into());
    }
    match point.reconcile(&label).since(began).await? {
        Reconciliation::Found(row) => Err(format!("placed as {}, but its response was lost", row.order_guid).into()),
        other => Err(format!("{error}; check the order list before placing it again: {other:?}").into()),
    }
}

/// Returns an order for the transcripts of a joint return; `Filing::joint` requires the spouse.
fn order() -> pointapi::Result<Irs4506TOrder> {
    let taxpayer = Taxpayer::new(PersonName::new("Wilhelmina", "Ostrander")?, Ssn::new("900112222")?);
    let spouse = Spouse::new(&PersonName::new("Tobias", "Ostrander")?, Ssn::new("900112223")?);
    let filing = Filing::joint(taxpayer, &spouse, JointTranscriptForm::RecordOfAccount1040);
    let signed_form = Document::pdf(&b"%PDF-1.4\n% the signed form\n%%EOF\n"[..])?;
    let label = CorrelationId::new("loan-7731-4506t")?;
    Ok(Irs4506TOrder::new("PDF-001", label, filing, &TaxYears::new([2031, 2030])?, signed_form))
}
