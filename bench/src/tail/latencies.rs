//! Two histograms: of the calls that overlap a token fetch, and of all others.

use std::time::Duration;

use hdrhistogram::Histogram;

use super::refreshes::LOGIN;
use crate::clients::Error;

/// Latencies in microseconds.
pub struct Latencies {
    overlapping: Histogram<u64>,
    others: Histogram<u64>,
    /// Calls that took most of a login or longer.
    pub waits: usize,
}

impl Latencies {
    pub fn new() -> Result<Self, Error> {
        Ok(Self { overlapping: Histogram::new(3)?, others: Histogram::new(3)?, waits: 0 })
    }

    pub fn record(&mut self, latency: Duration, overlaps: bool) -> Result<(), Error> {
        let histogram = if overlaps { &mut self.overlapping } else { &mut self.others };
        histogram.record(latency.as_micros().try_into()?)?;
        self.waits += usize::from(overlaps && latency >= LOGIN.mul_f64(0.8));
        Ok(())
    }

    /// Returns the ratio of p99.9 of the overlapping calls to p99.9 of the others.
    pub fn ratio(&self) -> f64 {
        self.overlapping.value_at_quantile(0.999) as f64 / self.others.value_at_quantile(0.999) as f64
    }

    pub fn print(&self, name: &str) {
        println!("{name}: ratio of p99.9 {:.2}, {} calls waited for the login", self.ratio(), self.waits);
        println!("| calls | count | p50 | p90 | p99 | p99.9 | max |\n| --- | --- | --- | --- | --- | --- | --- |");
        for (calls, histogram) in [("overlapping a fetch", &self.overlapping), ("others", &self.others)] {
            let milliseconds = |quantile| histogram.value_at_quantile(quantile) as f64 / 1000.0;
            let [p50, p90, p99, p999, max] = [0.5, 0.9, 0.99, 0.999, 1.0].map(milliseconds);
            println!("| {calls} | {} | {p50:.2} | {p90:.2} | {p99:.2} | {p999:.2} | {max:.2} |", histogram.len());
        }
    }
}
