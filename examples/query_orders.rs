//! Writes 1 000 orders of a sandbox to a CSV file, with one page in memory at a time.
//!
//! `cargo run --example query_orders`

use std::error::Error;
use std::time::SystemTime;

use futures_util::TryStreamExt;
use pointapi::Credentials;
use pointapi::platform::{OrderQuery, OrderRow, Point, property};
use pointapi_sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    sandbox.user("greta", "not-a-real-one");
    sandbox.add_sample_orders(999);
    let mut hostile = OrderRow::new("0000000000000889000");
    hostile.product_type = Some("ADV".into());
    hostile.created = Some("2031-07-09T00:00:00.000Z".into());
    hostile.order_summary = Some("=HYPERLINK(\"https://evil.example\")".into());
    sandbox.add_orders([hostile]);
    let point = Point::builder()
        .base_url(sandbox.base_url())
        .allow_insecure_loopback()
        .credentials(Credentials::password("greta", "not-a-real-one"))
        .build()?;

    let query = OrderQuery::default()
        .matching(property::PRODUCT_TYPE.equals("ADV"))
        .matching(property::CREATED.at_least(SystemTime::UNIX_EPOCH));
    let path =
        tempfile::Builder::new().prefix("pointapi-orders-").suffix(".csv").tempfile()?.into_temp_path().keep()?;
    let mut table = csv::Writer::from_path(&path)?;
    table.write_record(["order", "reference", "status", "created", "summary"])?;

    let mut orders = point.query(query).items();
    let mut count = 0;
    while let Some(order) = orders.try_next().await? {
        table.write_record(row(&order))?;
        count += 1;
    }
    table.flush()?;

    println!("{count} orders in {} requests: {}", sandbox.stats().calls, path.display());
    let mut written = csv::Reader::from_path(&path)?;
    let summaries = written.records().map(|row| Ok(row?[4].to_owned())).collect::<csv::Result<Vec<String>>>()?;
    if (count, summaries.len()) != (1_000, 1_000) {
        return Err("the table should have 1 000 orders".into());
    }
    if summaries.iter().any(|summary| summary.starts_with('=')) {
        return Err("the table should have no formula".into());
    }
    Ok(())
}

fn row(order: &OrderRow) -> [String; 5] {
    let [reference, status, created, summary] =
        [&order.reference_number, &order.status, &order.created, &order.order_summary]
            .map(|value| value.as_deref().unwrap_or_default());
    [order.order_guid.as_str(), reference, status, created, summary].map(harmless)
}

/// Escapes a cell that a spreadsheet would run as a formula: a leading apostrophe makes it text. Names in orders are
/// untrusted input.
fn harmless(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}
