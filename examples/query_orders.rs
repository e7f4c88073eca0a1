//! Writes orders to a CSV, one page in memory at a time; against a sandbox with 1 000 orders.
//!
//! `cargo run --example query_orders`

use std::error::Error;
use std::time::SystemTime;

use futures_util::TryStreamExt;
use pointapi::Credentials;
use pointapi::platform::{OrderQuery, OrderRow, Point, property};
use pointapi::sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    sandbox.user("greta", "not-a-real-one");
    sandbox.add_sample_orders(1_000);
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
    let written = std::fs::read_to_string(&path)?.lines().count();
    if (count, written) == (1_000, 1_001) { Ok(()) } else { Err("the table should have 1 000 orders".into()) }
}

fn row(order: &OrderRow) -> [&str; 5] {
    let [reference, status, created, summary] =
        [&order.reference_number, &order.status, &order.created, &order.order_summary]
            .map(|value| value.as_deref().unwrap_or_default());
    [order.order_guid.as_str(), reference, status, created, summary]
}
