//! The clocks of the machine.

use std::time::{Duration, SystemTime};

use super::Clock;

/// The clocks of this machine.
///
/// ```
/// use pointapi::clock::{Clock, SystemClock};
///
/// let clock = SystemClock::new();
/// let earlier = clock.monotonic();
/// assert!(clock.monotonic() >= earlier);
/// ```
///
/// On Linux it reads the coarse clocks, which cost a few nanoseconds and are some milliseconds behind. Tokio's paused
/// time does not move it: a test gives its client a [`ManualClock`](super::ManualClock), which runs with tokio's.
#[derive(Clone, Debug)]
pub struct SystemClock {
    origin: hands::Instant,
}

impl SystemClock {
    /// Creates a clock whose monotonic time starts at zero now.
    pub fn new() -> Self {
        Self { origin: hands::instant() }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn wall(&self) -> SystemTime {
        hands::wall()
    }

    fn monotonic(&self) -> Duration {
        hands::since(self.origin)
    }
}

#[cfg(target_os = "linux")]
mod hands {
    use std::time::{Duration, SystemTime};

    use rustix::time::{ClockId, clock_gettime};

    /// Since the machine was started.
    pub(super) type Instant = Duration;

    pub(super) fn instant() -> Instant {
        read(ClockId::MonotonicCoarse)
    }

    pub(super) fn since(origin: Instant) -> Duration {
        instant().saturating_sub(origin)
    }

    pub(super) fn wall() -> SystemTime {
        SystemTime::UNIX_EPOCH + read(ClockId::RealtimeCoarse)
    }

    /// A clock before its origin, which only a wall clock can be, counts as at it.
    fn read(clock: ClockId) -> Duration {
        let time = clock_gettime(clock);
        let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
        Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or_default())
    }
}

#[cfg(not(target_os = "linux"))]
mod hands {
    use std::time::{Duration, SystemTime};

    pub(super) use std::time::Instant;

    pub(super) fn instant() -> Instant {
        Instant::now()
    }

    pub(super) fn since(origin: Instant) -> Duration {
        origin.elapsed()
    }

    pub(super) fn wall() -> SystemTime {
        SystemTime::now()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_clocks_agree_with_the_standard_library_within_a_tick() {
        let clock = SystemClock::new();
        let wall = clock.wall();
        let difference = SystemTime::now().duration_since(wall).unwrap_or_else(|error| error.duration());
        assert!(difference < Duration::from_secs(1), "{difference:?}");
        assert!(clock.monotonic() < Duration::from_secs(60));
    }

    #[test]
    fn the_monotonic_clock_never_runs_backwards() {
        let clock = SystemClock::new();
        let mut last = Duration::ZERO;
        for _ in 0..10_000 {
            let now = clock.monotonic();
            assert!(now >= last);
            last = now;
        }
    }
}
