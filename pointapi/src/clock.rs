//! What time it is, as the token manager sees it.
//!
//! Expiries are judged on two hands at once: the wall clock, which survives a suspended machine, and a monotonic
//! one, which survives a wall clock that somebody sets back. Sleeping is not this module's business.

mod manual;
mod moment;

use std::time::{Duration, SystemTime};

pub use self::manual::ManualClock;
pub(crate) use self::moment::Moment;

/// Tells the time on two hands.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use pointapi::clock::Clock;
///
/// /// A clock that stands still.
/// struct Stopped;
///
/// impl Clock for Stopped {
///     fn wall(&self) -> SystemTime {
///         SystemTime::UNIX_EPOCH
///     }
///
///     fn monotonic(&self) -> Duration {
///         Duration::ZERO
///     }
/// }
/// ```
///
/// Both functions are called for each request, so they must be cheap and must not block.
pub trait Clock: Send + Sync + 'static {
    /// The time of day, which may jump either way.
    fn wall(&self) -> SystemTime;

    /// The time since an arbitrary origin, which never runs backwards. It may stand still while the machine sleeps.
    fn monotonic(&self) -> Duration;
}

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
/// The monotonic hand is tokio's, so that a test with paused time drives it; the wall hand is the machine's.
#[derive(Clone, Debug)]
pub struct SystemClock {
    origin: tokio::time::Instant,
}

impl SystemClock {
    /// A clock whose monotonic hand starts now.
    pub fn new() -> Self {
        Self { origin: tokio::time::Instant::now() }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn monotonic(&self) -> Duration {
        tokio::time::Instant::now().saturating_duration_since(self.origin)
    }
}
