//! The retry budget: bounds the share of requests that are repeats.

use std::time::Duration;

use tower::retry::budget::TpsBudget;

/// Bounds how many of the requests to one origin are repeats.
pub(crate) type Budget = TpsBudget;

/// One repeat for five calls of the last ten seconds, and at least one a second.
pub(crate) fn retry_budget() -> Budget {
    TpsBudget::new(Duration::from_secs(10), 1, 0.2)
}
