//! A fake instead of the client: the code under test takes the trait, and the test implements it.
//!
//! `cargo run --example fake_in_a_test` runs the test's body; `cargo test --example fake_in_a_test` runs it as a test.

use std::sync::Arc;

use pointapi::{Result, point_api};

/// Exchange rates.
#[point_api]
pub trait Rates {
    /// Returns the price of one unit of `from` in units of `to`.
    #[point_endpoint(GET "/rates/{from}/{to}")]
    async fn rate(&self, from: &str, to: &str) -> Result<f64>;
}

/// The code under test; it works with any implementation of `Rates`.
async fn in_dollars(rates: &Arc<dyn Rates>, euros: f64) -> Result<f64> {
    Ok(euros * rates.rate("EUR", "USD").await?)
}

/// Rates with a fixed value.
struct FixedRates;

#[pointapi::async_trait]
impl Rates for FixedRates {
    async fn rate(&self, _from: &str, _to: &str) -> Result<f64> {
        Ok(1.25)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let rates: Arc<dyn Rates> = Arc::new(FixedRates);
    let dollars = in_dollars(&rates, 8.0).await?;
    println!("8 euros are {dollars} dollars");
    assert!((dollars - 10.0).abs() < f64::EPSILON);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn euros_are_converted_at_the_rate() {
        let rates: Arc<dyn Rates> = Arc::new(FixedRates);
        assert!((in_dollars(&rates, 8.0).await.unwrap() - 10.0).abs() < f64::EPSILON);
    }
}
