//! The policy of retries: their number, their pauses and their share of the traffic.

use std::time::Duration;

/// The most attempts of a call.
pub(super) const MAX_ATTEMPTS: u32 = 10;

/// The number of attempts of a call, the pauses between them, and the share of repeats in the traffic of a client.
///
/// Only requests that cannot have a second effect are sent again: those of a safe or idempotent endpoint, those with
/// an idempotency key, and any that provably never left.
///
/// ```
/// use std::time::Duration;
///
/// use pointapi::RetryPolicy;
///
/// let patient = RetryPolicy::default().attempts(5).base_delay(Duration::from_millis(500));
/// # let _ = patient;
/// ```
#[derive(Debug, Clone)]
pub struct RetryPolicy {
    pub(crate) attempts: u32,
    pub(crate) base_delay: Duration,
    pub(crate) max_delay: Duration,
    pub(crate) max_retry_after: Duration,
    pub(super) repeats_per_call: f32,
    pub(super) min_repeats_per_second: u32,
}

impl Default for RetryPolicy {
    /// Three attempts, pauses of 200 ms doubling up to 20 s, a `Retry-After` of up to 60 s, and one repeat for five calls.
    fn default() -> Self {
        Self {
            attempts: 3,
            base_delay: Duration::from_millis(200),
            max_delay: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(60),
            repeats_per_call: 0.2,
            min_repeats_per_second: 1,
        }
    }
}

impl RetryPolicy {
    /// Sets how often a request is sent in all: 1 (never again) to 10; other numbers are clamped.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the longest first pause; each later one may be twice as long.
    #[must_use]
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Sets the longest pause.
    #[must_use]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Sets the longest `Retry-After` that a call waits for; a longer one ends the call, and
    /// [`Error::retry_after`](crate::Error::retry_after) returns it.
    #[must_use]
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// Sets the retry budget: the repeats that are allowed for each call of the last ten seconds (0.2 by default), and a
    /// floor of repeats per second (1 by default).
    ///
    /// The budget keeps a failing server from getting a multiple of the usual load. A client with few calls may repeat
    /// more if the floor is higher: with `budget(0.2, 10)`, ten a second whatever the traffic. The share is clamped to 0
    /// to 10, the floor to 1000.
    ///
    /// ```
    /// use pointapi::RetryPolicy;
    ///
    /// let policy = RetryPolicy::default().budget(0.1, 5);
    /// # let _ = policy;
    /// ```
    #[must_use]
    pub fn budget(mut self, repeats_per_call: f32, min_repeats_per_second: u32) -> Self {
        self.repeats_per_call = if repeats_per_call.is_nan() { 0.0 } else { repeats_per_call.clamp(0.0, 10.0) };
        self.min_repeats_per_second = min_repeats_per_second.min(1000);
        self
    }

    /// Returns the longest pause after attempt number `attempt`, counted from 1.
    pub(super) fn ceiling(&self, attempt: u32, is_throttled: bool) -> Duration {
        /// The first pause after a response that asks to slow down.
        const THROTTLED_BASE: Duration = Duration::from_secs(1);
        let base = if is_throttled { self.base_delay.max(THROTTLED_BASE) } else { self.base_delay };
        let doublings = attempt.saturating_sub(1).min(31);
        base.saturating_mul(1 << doublings).min(self.max_delay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_maximum() {
        let policy = RetryPolicy::default();
        let ceilings: Vec<u128> = [1, 2, 3, 7, 8, 40].map(|n| policy.ceiling(n, false).as_millis()).to_vec();
        assert_eq!(ceilings, [200, 400, 800, 12_800, 20_000, 20_000]);
    }

    #[test]
    fn throttled_call_begins_with_one_second() {
        assert_eq!(RetryPolicy::default().ceiling(1, true), Duration::from_secs(1));
    }

    #[test]
    fn ceiling_saturates() {
        let policy = RetryPolicy::default().base_delay(Duration::MAX).max_delay(Duration::MAX);
        assert_eq!(policy.ceiling(u32::MAX, true), Duration::MAX);
    }
}
