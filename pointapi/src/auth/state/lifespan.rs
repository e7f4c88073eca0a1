//! The life of one access token, cut into windows.

use std::time::{Duration, SystemTime};

use super::jitter::Jitter;
use crate::auth::numbers as n;
use crate::clock::Moment;

/// Where the windows of a token begin, on both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lifespan {
    /// When the clocks were read that all below is counted from.
    pub(crate) anchor: Moment,
    /// From here on a token fetch starts in the background.
    pub(crate) advisory: Moment,
    /// From here on callers wait a little for it.
    pub(crate) mandatory: Moment,
    /// From here on the token is not used.
    pub(crate) unusable: Moment,
    pub(crate) expiry: Moment,
    /// The token has no expiry; it lives until the server rejects it.
    is_until_rejected: bool,
}

impl Lifespan {
    /// A token that lives `lifetime` in all, of which `remaining` is left at `anchor`.
    pub(crate) fn new(anchor: Moment, lifetime: Duration, remaining: Duration, jitter: &Jitter) -> Self {
        let window = |longest: Duration, divisor: u32| longest.min(lifetime / divisor);
        let mandatory = window(n::MANDATORY_WINDOW, n::MANDATORY_DIVISOR);
        let advisory = window(n::ADVISORY_WINDOW, n::ADVISORY_DIVISOR)
            .max(mandatory)
            .saturating_add(jitter.up_to(window(n::ADVISORY_JITTER, n::ADVISORY_JITTER_DIVISOR)));
        let before_expiry = |window: Duration| anchor.after(remaining.saturating_sub(window));
        Self {
            anchor,
            advisory: before_expiry(advisory),
            mandatory: before_expiry(mandatory),
            unusable: before_expiry(window(n::HARD_SKEW, n::HARD_SKEW_DIVISOR)),
            expiry: before_expiry(Duration::ZERO),
            is_until_rejected: false,
        }
    }

    /// The life of a token without an expiry.
    pub(crate) fn until_rejected(anchor: Moment) -> Self {
        let never = anchor.after(Duration::MAX);
        Self { anchor, advisory: never, mandatory: never, unusable: never, expiry: never, is_until_rejected: true }
    }

    /// The expiry on the wall clock, if the token has one.
    pub(crate) fn stated_expiry(&self) -> Option<SystemTime> {
        (!self.is_until_rejected).then_some(self.expiry.wall)
    }

    pub(crate) fn is_fresh(&self, now: Moment) -> bool {
        !self.advisory.reached_on_either(now)
    }

    pub(crate) fn is_usable(&self, now: Moment) -> bool {
        !self.unusable.reached_on_either(now)
    }

    /// Returns true if it lives for `min_life` more.
    pub(crate) fn outlives(&self, min_life: Option<Duration>, now: Moment) -> bool {
        min_life.is_none_or(|min_life| self.expiry.remaining(now) >= min_life)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Moment = Moment { wall: SystemTime::UNIX_EPOCH, monotonic: Duration::ZERO };

    fn before_expiry(life: &Lifespan, moment: Moment) -> Duration {
        life.expiry.monotonic - moment.monotonic
    }

    #[test]
    fn windows_of_an_hour_and_of_short_lives() {
        // L, advisory without its jitter, longest jitter, mandatory, hard skew; in milliseconds.
        let rows = [
            (3_600_000, 300_000, 60_000, 60_000, 10_000),
            (300_000, 75_000, 15_000, 30_000, 10_000),
            (2_000, 500, 100, 200, 100),
            (1_000, 250, 50, 100, 50),
        ];
        for (lifetime, advisory, longest_jitter, mandatory, skew) in rows {
            let milliseconds = Duration::from_millis;
            let lifetime = milliseconds(lifetime);
            for seed in 0..50 {
                let life = Lifespan::new(START, lifetime, lifetime, &Jitter::with_seed(seed));
                let window = before_expiry(&life, life.advisory);
                assert!(window >= milliseconds(advisory), "{lifetime:?} {window:?}");
                assert!(window <= milliseconds(advisory + longest_jitter), "{lifetime:?} {window:?}");
                assert_eq!(before_expiry(&life, life.mandatory), milliseconds(mandatory));
                assert_eq!(before_expiry(&life, life.unusable), milliseconds(skew));
            }
        }
    }

    #[test]
    fn a_token_half_spent_keeps_the_windows_of_its_whole_life() {
        let hour = Duration::from_secs(3600);
        let life = Lifespan::new(START, hour, hour / 2, &Jitter::with_seed(1));
        assert_eq!(life.expiry, START.after(hour / 2));
        assert_eq!(before_expiry(&life, life.mandatory), Duration::from_secs(60));
    }
}
