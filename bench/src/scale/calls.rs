//! 10 000 concurrent calls on one client.

use std::sync::Arc;
use std::time::Instant;

use tokio::task::JoinSet;

use crate::clients::Error;
use crate::clients::pointapi::{Client, Transport};
use crate::figure::Figure;
use crate::heap::{self, growth};

const CALLS: usize = 10_000;

pub async fn measure(transport: Transport, base_url: &str) -> Result<Vec<Figure>, Error> {
    let client = Arc::new(Client::new(&format!("{base_url}/small"), transport)?);
    // Opens the connections of the pool.
    futures_util::future::try_join_all((0..256).map(|_| client.call())).await?;
    let before = heap::in_use();
    let began = Instant::now();
    let (most, served) = growth(async {
        let mut calls = JoinSet::new();
        for _ in 0..CALLS {
            let client = Arc::clone(&client);
            calls.spawn(async move { client.call().await.is_ok_and(|page| page.rows.len() == 1) });
        }
        calls.join_all().await.into_iter().filter(|is_served| *is_served).count()
    })
    .await;
    let took = began.elapsed();
    let subject = |part: &str| format!("10 000 concurrent calls, {}: {part}", transport.name());
    Ok(vec![
        Figure::at_most(subject("not served"), CALLS - served, 0, "calls"),
        Figure::without_goal(subject("time"), format!("{} ms", took.as_millis())),
        Figure::at_most(subject("heap of one waiting call"), most / CALLS, 8 * 1024, "B"),
        Figure::at_most(subject("heap left afterwards"), heap::in_use().saturating_sub(before) / 1024, 1024, "KiB"),
    ])
}
