//! One reading of both clocks, or a later time expressed on both.

use std::time::{Duration, SystemTime};

use super::Clock;

/// No span in this crate is longer: what would overflow a clock becomes this.
const LONGEST_SPAN: Duration = Duration::from_secs(100 * 366 * 24 * 3600);

/// A point in time on both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) wall: SystemTime,
    pub(crate) monotonic: Duration,
}

impl Moment {
    pub(crate) fn now(clock: &dyn Clock) -> Self {
        Self { wall: clock.wall(), monotonic: clock.monotonic() }
    }

    /// Returns the moment `span` later on both clocks; an overflow keeps the wall time.
    pub(crate) fn after(self, span: Duration) -> Self {
        let span = span.min(LONGEST_SPAN);
        Self { wall: self.wall.checked_add(span).unwrap_or(self.wall), monotonic: self.monotonic.saturating_add(span) }
    }

    /// Returns the moment `span` earlier on both clocks; the monotonic one stops at its origin.
    pub(crate) fn before(self, span: Duration) -> Self {
        Self { wall: self.wall.checked_sub(span).unwrap_or(self.wall), monotonic: self.monotonic.saturating_sub(span) }
    }

    /// Returns true if either clock has reached it: for expiries, which must not be missed.
    pub(crate) fn reached_on_either(self, now: Self) -> bool {
        now.wall >= self.wall || now.monotonic >= self.monotonic
    }

    /// Returns true if both clocks have reached it: for steps that are harmless while they disagree.
    pub(crate) fn reached_on_both(self, now: Self) -> bool {
        now.wall >= self.wall && now.monotonic >= self.monotonic
    }

    /// Returns true if a pause up to it is over, by the monotonic clock.
    pub(crate) fn is_over(self, now: Self) -> bool {
        now.monotonic >= self.monotonic
    }

    /// Returns the time until either clock reaches it.
    pub(crate) fn remaining(self, now: Self) -> Duration {
        self.wall.duration_since(now.wall).unwrap_or_default().min(self.pause_left(now))
    }

    /// Returns the time until a pause up to it is over.
    pub(crate) fn pause_left(self, now: Self) -> Duration {
        self.monotonic.saturating_sub(now.monotonic)
    }

    /// Returns the divergence of the clocks between `self` and `now`.
    pub(crate) fn divergence(self, now: Self) -> Duration {
        let monotonic = now.monotonic.saturating_sub(self.monotonic);
        match now.wall.duration_since(self.wall) {
            Ok(wall) => wall.abs_diff(monotonic),
            Err(backwards) => backwards.duration().saturating_add(monotonic),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn moment(wall: u64, monotonic: u64) -> Moment {
        Moment { wall: SystemTime::UNIX_EPOCH + Duration::from_secs(wall), monotonic: Duration::from_secs(monotonic) }
    }

    #[test]
    fn an_expiry_is_reached_when_either_hand_says_so() {
        let expiry = moment(100, 50);
        assert!(!expiry.reached_on_either(moment(99, 49)));
        assert!(expiry.reached_on_either(moment(100, 0)), "the machine slept");
        assert!(expiry.reached_on_either(moment(0, 50)), "the wall was set back");
        assert!(!expiry.reached_on_both(moment(100, 49)));
        assert!(expiry.reached_on_both(moment(100, 50)));
    }

    #[test]
    fn no_span_overflows() {
        let late = moment(100, 50).after(Duration::MAX);
        assert!(late.wall > moment(100, 50).wall);
        assert_eq!(late.monotonic, LONGEST_SPAN + 50 * SECOND);
    }

    #[test]
    fn divergence_counts_a_jump_either_way() {
        let anchor = moment(100, 50);
        assert_eq!(anchor.divergence(moment(110, 60)), Duration::ZERO);
        assert_eq!(anchor.divergence(moment(150, 60)), 40 * SECOND);
        assert_eq!(anchor.divergence(moment(80, 60)), 30 * SECOND);
    }
}
