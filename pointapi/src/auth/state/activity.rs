//! The flags by which callers and the keep-warm task see each other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

use crate::auth::numbers as n;

/// The last use of an identity, and the state of its keep-warm task.
#[derive(Default)]
pub(crate) struct Activity {
    is_keep_warm_wanted: AtomicBool,
    is_keep_warm_running: AtomicBool,
    /// Seconds on the monotonic clock.
    last_use: AtomicU64,
    wake: Arc<Notify>,
}

impl Activity {
    pub(crate) fn want_keep_warm(&self) {
        self.is_keep_warm_wanted.store(true, Ordering::Relaxed);
    }

    /// Records a use and reports whether the keep-warm task should be running but is not. Without keep-warm it is one
    /// load.
    pub(crate) fn used(&self, monotonic: Duration) -> bool {
        if !self.is_keep_warm_wanted.load(Ordering::Relaxed)
            || self.last_use.load(Ordering::Relaxed) == monotonic.as_secs()
        {
            return false;
        }
        self.last_use.store(monotonic.as_secs(), Ordering::Relaxed);
        !self.is_keep_warm_running.load(Ordering::Relaxed)
    }

    /// True for the one caller that is to start the keep-warm task.
    pub(crate) fn claim_keep_warm(&self) -> bool {
        self.is_keep_warm_wanted.load(Ordering::Relaxed) && !self.is_keep_warm_running.swap(true, Ordering::AcqRel)
    }

    pub(crate) fn keep_warm_ended(&self) {
        self.is_keep_warm_running.store(false, Ordering::Release);
    }

    /// Makes the keep-warm task check the state now.
    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    pub(crate) fn waker(&self) -> Arc<Notify> {
        Arc::clone(&self.wake)
    }

    pub(crate) fn is_idle(&self, monotonic: Duration) -> bool {
        let last_use = Duration::from_secs(self.last_use.load(Ordering::Relaxed));
        monotonic.saturating_sub(last_use) >= n::KEEP_WARM_IDLE_LIMIT
    }
}
