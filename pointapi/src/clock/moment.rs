//! One reading of both hands, or a time ahead expressed on both.

use std::time::{Duration, SystemTime};

use super::Clock;

/// No span in this crate is longer: what would overflow a clock becomes this.
const LONGEST_SPAN: Duration = Duration::from_secs(100 * 366 * 24 * 3600);

/// A point in time on both hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) wall: SystemTime,
    pub(crate) monotonic: Duration,
}

impl Moment {
    pub(crate) fn now(clock: &dyn Clock) -> Self {
        Self { wall: clock.wall(), monotonic: clock.monotonic() }
    }

    /// The moment `span` later on both hands; an overflow stays at this moment on the wall.
    pub(crate) fn after(self, span: Duration) -> Self {
        let span = span.min(LONGEST_SPAN);
        Self { wall: self.wall.checked_add(span).unwrap_or(self.wall), monotonic: self.monotonic.saturating_add(span) }
    }

    /// Whether either hand has come to it: for expiries, which must not be missed.
    pub(crate) fn reached_on_either(self, now: Self) -> bool {
        now.wall >= self.wall || now.monotonic >= self.monotonic
    }

    /// Whether both hands have come to it: for what is harmless to try while they disagree.
    pub(crate) fn reached_on_both(self, now: Self) -> bool {
        now.wall >= self.wall && now.monotonic >= self.monotonic
    }

    /// Whether a pause up to it is over: the hand that nobody can set decides.
    pub(crate) fn is_over(self, now: Self) -> bool {
        now.monotonic >= self.monotonic
    }

    /// How long until either hand comes to it.
    pub(crate) fn remaining(self, now: Self) -> Duration {
        self.wall.duration_since(now.wall).unwrap_or_default().min(self.pause_left(now))
    }

    /// How long until a pause up to it is over.
    pub(crate) fn pause_left(self, now: Self) -> Duration {
        self.monotonic.saturating_sub(now.monotonic)
    }

    /// How far the hands have drifted apart between `self` and `now`.
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
