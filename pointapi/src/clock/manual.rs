//! A clock that a test or the sandbox sets by hand.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::{Clock, Moment};

/// A clock for tests and for the sandbox: it runs with tokio's time and can be moved by hand.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use pointapi::clock::{Clock, ManualClock};
///
/// let clock = ManualClock::starting_at(SystemTime::UNIX_EPOCH);
/// let shared = clock.clone();
/// clock.advance(Duration::from_secs(3600));
/// assert!(shared.wall() >= SystemTime::UNIX_EPOCH + Duration::from_secs(3600));
/// ```
///
/// Clones share their time. In a test with paused time the clock moves only by [`advance`](Self::advance) and with
/// tokio's time.
#[derive(Clone, Debug)]
pub struct ManualClock {
    hands: Arc<Mutex<Hands>>,
}

#[derive(Debug)]
struct Hands {
    origin: Instant,
    advanced: Duration,
    /// The wall time at one reading of the monotonic clock.
    anchor: Moment,
}

impl Hands {
    fn monotonic(&self) -> Duration {
        Instant::now().saturating_duration_since(self.origin).saturating_add(self.advanced)
    }
}

impl ManualClock {
    /// Creates a clock whose wall time is `wall` now.
    pub fn starting_at(wall: SystemTime) -> Self {
        let hands = Hands {
            origin: Instant::now(),
            advanced: Duration::ZERO,
            anchor: Moment { wall, monotonic: Duration::ZERO },
        };
        Self { hands: Arc::new(Mutex::new(hands)) }
    }

    /// Moves both clocks forward.
    pub fn advance(&self, by: Duration) {
        let mut hands = self.hands();
        hands.advanced = hands.advanced.saturating_add(by);
    }

    /// Sets the wall clock and leaves the monotonic one alone, as when an operator sets the machine's clock.
    pub fn set_wall(&self, wall: SystemTime) {
        let mut hands = self.hands();
        hands.anchor = Moment { wall, monotonic: hands.monotonic() };
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        self.hands.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for ManualClock {
    fn wall(&self) -> SystemTime {
        let hands = self.hands();
        let since = hands.monotonic().saturating_sub(hands.anchor.monotonic);
        hands.anchor.after(since).wall
    }

    fn monotonic(&self) -> Duration {
        self.hands().monotonic()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[tokio::test(start_paused = true)]
    async fn both_hands_move_with_tokio_and_by_hand() {
        let clock = ManualClock::starting_at(SystemTime::UNIX_EPOCH);
        tokio::time::advance(HOUR).await;
        clock.advance(HOUR);
        assert_eq!(clock.monotonic(), 2 * HOUR);
        assert_eq!(clock.wall(), SystemTime::UNIX_EPOCH + 2 * HOUR);
    }

    #[tokio::test(start_paused = true)]
    async fn the_wall_clock_can_jump_without_the_monotonic_clock() {
        let clock = ManualClock::starting_at(SystemTime::UNIX_EPOCH + HOUR);
        clock.set_wall(SystemTime::UNIX_EPOCH);
        clock.advance(HOUR);
        assert_eq!(clock.monotonic(), HOUR);
        assert_eq!(clock.wall(), SystemTime::UNIX_EPOCH + HOUR);
    }
}
