//! Declares an API as a trait, calls it, and stays signed in, against a local sandbox of Point Services.
//!
//! `cargo run --example quickstart` needs no account and no network. It prints each event with the *server's* counters,
//! and fails if a counter is wrong.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use pointapi::{Client, ClientBuilder, Credentials, Result, point_api};
use pointapi_sandbox::Sandbox;
use serde::{Deserialize, Serialize};

/// Orders of one account.
#[point_api(prefix = "/riskinsight-services-ws/resources/v1")]
pub trait Orders {
    /// One page of orders.
    #[point_endpoint(POST "/orders/query", idempotent)]
    async fn query(&self, #[body] query: &Query) -> Result<Page>;
}

/// Selects the orders to list.
#[derive(Debug, Serialize)]
pub struct Query {
    limit: u32,
}

/// One page of orders.
#[derive(Debug, Deserialize)]
pub struct Page {
    count: u32,
    results: Vec<Row>,
}

/// One order.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Row {
    reference_number: String,
}

const HOUR: Duration = Duration::from_secs(3600);
const FIVE: Query = Query { limit: 5 };

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let sandbox = Sandbox::start().await?;
    sandbox.user("greta", "not-a-real-one");
    sandbox.add_sample_orders(250);
    let mut timeline = Timeline::begin(&sandbox);

    let client = client(&sandbox, "not-a-real-one").build()?;
    let orders = OrdersClient::new(client);

    let page = orders.query(&FIVE).await?;
    let first = page.results.first().map(|row| row.reference_number.as_str());
    let listed = format!("first call: {} orders, from {}", page.count, first.unwrap_or("nowhere"));
    timeline.check(&listed, Counts { sign_ins: 1, refreshes: 0, calls: 1 });

    sandbox.advance(HOUR);
    hundred_calls(&orders).await?;
    timeline.check(
        "an hour later the access token has expired: 100 concurrent calls",
        Counts { sign_ins: 1, refreshes: 1, calls: 101 },
    );

    sandbox.revoke_access_tokens();
    orders.query(&FIVE).await?;
    timeline.check(
        "the server revokes the token: the rejected call is replayed",
        Counts { sign_ins: 1, refreshes: 2, calls: 103 },
    );

    sandbox.advance(49 * HOUR);
    hundred_calls(&orders).await?;
    timeline.check(
        "two days later the refresh token has expired: 100 concurrent calls",
        Counts { sign_ins: 2, refreshes: 2, calls: 203 },
    );

    let stranger = OrdersClient::new(self::client(&sandbox, "a-wrong-one").build()?);
    let rejections =
        join_all((0..100).map(|_| async { stranger.query(&FIVE).await.is_err_and(|error| error.is_auth()) })).await;
    let rejected = rejections.into_iter().filter(|is_rejected| *is_rejected).count();
    let event = format!("a wrong password: {rejected} of 100 calls fail, and none of them reaches the server");
    timeline.check(&event, Counts { sign_ins: 3, refreshes: 2, calls: 203 });

    Ok(timeline.end())
}

fn client(sandbox: &Sandbox, password: &str) -> ClientBuilder {
    Client::builder()
        .base_url(sandbox.base_url())
        .allow_insecure_loopback()
        .clock(sandbox.clock())
        .credentials(Credentials::password("greta", password))
}

async fn hundred_calls(orders: &OrdersClient) -> Result<()> {
    for page in join_all((0..100).map(|_| orders.query(&FIVE))).await {
        page?;
    }
    Ok(())
}

/// The counters of the server.
#[derive(PartialEq)]
struct Counts {
    sign_ins: u64,
    refreshes: u64,
    calls: u64,
}

/// Prints each event and checks the counters.
struct Timeline<'a> {
    sandbox: &'a Sandbox,
    begin: Instant,
    is_right: bool,
}

impl<'a> Timeline<'a> {
    fn begin(sandbox: &'a Sandbox) -> Self {
        println!("{:>8}  {:>8} {:>9} {:>6}   event", "time", "sign-ins", "refreshes", "calls");
        Self { sandbox, begin: Instant::now(), is_right: true }
    }

    fn check(&mut self, event: &str, expected: Counts) {
        let stats = self.sandbox.stats();
        let counted = Counts { sign_ins: stats.sign_ins, refreshes: stats.refreshes, calls: stats.calls };
        let time = self.begin.elapsed().as_millis();
        println!("{time:>6}ms  {:>8} {:>9} {:>6}   {event}", counted.sign_ins, counted.refreshes, counted.calls);
        if counted != expected {
            let Counts { sign_ins, refreshes, calls } = expected;
            println!("{:>8}  {sign_ins:>8} {refreshes:>9} {calls:>6}   expected", "WRONG");
            self.is_right = false;
        }
    }

    fn end(self) -> ExitCode {
        println!("{}", if self.is_right { "every counter is right" } else { "a counter is wrong" });
        if self.is_right { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
