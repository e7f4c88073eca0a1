//! How often and how soon a request is sent again.

use std::time::Duration;

/// How often a call may be sent, and how long it pauses in between.
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
}

impl Default for RetryPolicy {
    /// Three attempts, 200 ms doubling up to 20 s, and a `Retry-After` of up to 60 s.
    fn default() -> Self {
        Self {
            attempts: 3,
            base_delay: Duration::from_millis(200),
            max_delay: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// How often a request is sent in all: 1 (never again) to 10, and what is outside is taken as the nearest of
    /// the two.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The longest first pause; each later one may be twice as long.
    #[must_use]
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest pause.
    #[must_use]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest `Retry-After` that is waited for; a longer one ends the call, and
    /// [`Error::retry_after`](crate::Error::retry_after) tells it.
    #[must_use]
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// The longest pause after attempt number `attempt`, counted from 1.
    pub(super) fn ceiling(&self, attempt: u32, is_throttled: bool) -> Duration {
        /// A server that asks to slow down gets a longer first pause.
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
    fn pauses_double_up_to_the_longest() {
        let policy = RetryPolicy::default();
        let ceilings: Vec<u128> = [1, 2, 3, 7, 8, 40].map(|n| policy.ceiling(n, false).as_millis()).to_vec();
        assert_eq!(ceilings, [200, 400, 800, 12_800, 20_000, 20_000]);
    }

    #[test]
    fn a_throttled_call_begins_with_a_second() {
        assert_eq!(RetryPolicy::default().ceiling(1, true), Duration::from_secs(1));
    }

    #[test]
    fn the_arithmetic_saturates() {
        let policy = RetryPolicy::default().base_delay(Duration::MAX).max_delay(Duration::MAX);
        assert_eq!(policy.ceiling(u32::MAX, true), Duration::MAX);
    }
}
