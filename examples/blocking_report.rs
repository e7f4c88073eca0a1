//! A batch job without `async`: counts orders by state, page by page, with the blocking client.
//!
//! `cargo run --example blocking_report` needs no account and no network: a sandbox runs on a thread of its own.

use std::collections::BTreeMap;
use std::error::Error;
use std::future::pending;
use std::thread;

use pointapi::platform::{OrderQuery, OrdersClient};
use pointapi::{Client, Credentials};
use pointapi_sandbox::Sandbox;
use tokio::runtime::{Builder, Runtime};

const ORDERS: u32 = 250;

fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .base_url(start_sandbox()?)
        .allow_insecure_loopback()
        .credentials(Credentials::password("greta", "not-a-real-one"))
        .build()?;
    let orders = OrdersClient::new(client).blocking();

    let mut states = BTreeMap::<String, u32>::new();
    let mut query = OrderQuery::default();
    loop {
        let page = orders.query(&query)?;
        for order in &page.results {
            *states.entry(order.status.clone().unwrap_or_default()).or_default() += 1;
        }
        match page.next_marker.as_deref() {
            Some(marker) if !page.is_last() => query = OrderQuery::default().marker(marker),
            _ => break,
        }
    }
    for (state, count) in &states {
        println!("{count:>5} {state}");
    }
    if states.values().sum::<u32>() != ORDERS {
        return Err("an order is missing".into());
    }

    // Blocking inside a runtime would stop its other tasks, so it is an error.
    let inside = runtime()?.block_on(async { orders.query(&OrderQuery::default()) });
    match inside {
        Err(error) => println!("inside a runtime: {error}"),
        Ok(_) => return Err("a blocking call inside a runtime must fail".into()),
    }
    Ok(())
}

/// Starts the sandbox on its own thread and returns its URL.
fn start_sandbox() -> Result<String, Box<dyn Error>> {
    let runtime = runtime()?;
    let sandbox = runtime.block_on(Sandbox::start())?;
    sandbox.user("greta", "not-a-real-one");
    sandbox.add_sample_orders(ORDERS as usize);
    let base_url = sandbox.base_url().to_owned();
    thread::spawn(move || {
        let _sandbox = sandbox;
        runtime.block_on(pending::<()>());
    });
    Ok(base_url)
}

fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}
