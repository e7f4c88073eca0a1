//! The retry budget: limits the repeats of a client to a share of its calls, plus a number per second.

use std::time::Duration;

use tower::retry::budget::TpsBudget;

use super::retry_policy::RetryPolicy;

/// The time for which a call counts.
const WINDOW: Duration = Duration::from_secs(10);

/// The budget of one client.
pub(crate) type Budget = TpsBudget;

/// Creates the budget of a client.
pub(crate) fn retry_budget(policy: &RetryPolicy) -> Budget {
    TpsBudget::new(WINDOW, policy.min_repeats_per_second, policy.repeats_per_call)
}
