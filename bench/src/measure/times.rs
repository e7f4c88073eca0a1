//! Times as ratios. The reference and the other client take turns in one process, so that other load on the machine
//! affects both. The result is the median of the ratios.

use std::time::Instant;

use crate::api::Size;
use crate::clients::{Client, Error, Kind};

const PAIRS: usize = 31;

/// Returns the time of the client as a ratio to the reference.
pub async fn measure(kind: Kind, size: Size, base_url: &str, in_flight: usize) -> Result<f64, Error> {
    let reference = Kind::REFERENCE.client(base_url, size)?;
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
    ratios.sort_by(f64::total_cmp);
    Ok(ratios[PAIRS / 2])
}

async fn time(client: &Client, calls: usize, in_flight: usize, size: Size) -> Result<f64, Error> {
    let started = Instant::now();
    client.calls(calls, in_flight, size.rows()).await?;
    Ok(started.elapsed().as_secs_f64())
}
