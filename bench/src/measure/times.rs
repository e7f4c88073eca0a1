//! Times as ratios. The reference and the other client take turns in one process, so that other load on the machine
//! affects both. The result is the median of the ratios.

use std::time::Instant;

use crate::api::Size;
use crate::clients::{Client, Error, Kind};
use crate::figure;

const PAIRS: usize = 31;

/// Returns the time of the client as a ratio to that of `reference`.
pub async fn measure(kind: Kind, reference: Kind, size: Size, base_url: &str, in_flight: usize) -> Result<f64, Error> {
    let reference = reference.client(base_url, size)?;
    let other = kind.client(base_url, size)?;
    let calls = match size {
        Size::Small => 1024,
        Size::Medium => 256,
    };
    let mut ratios = Vec::with_capacity(PAIRS);
    for _ in 0..=PAIRS {
        let of_reference = time(&reference, calls, in_flight, size).await?;
        let of_other = time(&other, calls, in_flight, size).await?;
        ratios.push(of_other / of_reference);
    }
    // The first pair opens the connections.
    ratios.remove(0);
    Ok(figure::median(ratios))
}

async fn time(client: &Client, calls: usize, in_flight: usize, size: Size) -> Result<f64, Error> {
    let started = Instant::now();
    client.calls(calls, in_flight, size.rows()).await?;
    Ok(started.elapsed().as_secs_f64())
}
