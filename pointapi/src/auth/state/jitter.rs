//! Randomness that spreads load; never for secrets.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

#[derive(Debug)]
pub(crate) struct Jitter(Mutex<fastrand::Rng>);

impl Jitter {
    pub(crate) fn with_seed(seed: u64) -> Self {
        Self(Mutex::new(fastrand::Rng::with_seed(seed)))
    }

    /// A seed for another one.
    pub(crate) fn seed(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).u64(..)
    }

    /// A span from nothing to `longest`, both included.
    pub(crate) fn up_to(&self, longest: Duration) -> Duration {
        let nanoseconds = u64::try_from(longest.as_nanos()).unwrap_or(u64::MAX);
        let mut source = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Duration::from_nanos(source.u64(..=nanoseconds))
    }
}
