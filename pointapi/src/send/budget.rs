//! The retry budget: bounds the share of requests that are repeats.

use std::time::Duration;

use tower::retry::budget::TpsBudget;

use super::retry_policy::RetryPolicy;

/// The time over which calls are counted.
const WINDOW: Duration = Duration::from_secs(10);

/// Bounds how many of the requests to one origin are repeats.
pub(crate) type Budget = TpsBudget;

/// Creates the budget of a client.
pub(crate) fn retry_budget(policy: &RetryPolicy) -> Budget {
    TpsBudget::new(WINDOW, policy.min_repeats_per_second, policy.repeats_per_call)
}
