//! The opt-in task that keeps a token warm while nobody calls.

use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{runtime::Handle, sync::Notify, time::timeout};

use super::{decide::Phase, numbers as n, shared::Shared};

#[derive(Default)]
pub(super) struct Keeper {
    is_wanted: AtomicBool,
    is_running: AtomicBool,
    /// Seconds on the monotonic clock.
    last_use: AtomicU64,
    wake: Arc<Notify>,
}

impl Keeper {
    pub(super) fn want(&self) {
        self.is_wanted.store(true, Ordering::Relaxed);
    }

    /// Notes that somebody called, and tells whether the keeper is to be looked after. Without a keeper it is one load.
    pub(super) fn used(&self, monotonic: Duration) -> bool {
        if !self.is_wanted.load(Ordering::Relaxed) || self.last_use.load(Ordering::Relaxed) == monotonic.as_secs() {
            return false;
        }
        self.last_use.store(monotonic.as_secs(), Ordering::Relaxed);
        !self.is_running.load(Ordering::Relaxed)
    }

    /// Makes it look at the state now, or end if that is gone.
    pub(super) fn wake(&self) {
        self.wake.notify_one();
    }

    fn is_idle(&self, monotonic: Duration) -> bool {
        let last_use = Duration::from_secs(self.last_use.load(Ordering::Relaxed));
        monotonic.saturating_sub(last_use) >= n::KEEPER_IDLE_LIMIT
    }
}

/// Starts the keeper if it is wanted, not there, and there is a runtime.
pub(super) fn ensure(shared: &Arc<Shared>) {
    let keeper = &shared.keeper;
    let Ok(runtime) = Handle::try_current() else {
        return;
    };
    if keeper.is_wanted.load(Ordering::Relaxed) && !keeper.is_running.swap(true, Ordering::AcqRel) {
        runtime.spawn(keep(Arc::downgrade(shared), Arc::clone(&keeper.wake)));
    }
}

/// Holds no more than a `Weak` while it sleeps, so that it keeps nothing alive.
async fn keep(shared: Weak<Shared>, wake: Arc<Notify>) {
    while let Some(nap) = shared.upgrade().and_then(|shared| tend(&shared)) {
        // A timer is a hint: the clocks decide, and they may have jumped.
        let _ = timeout(nap, wake.notified()).await;
    }
    if let Some(shared) = shared.upgrade() {
        shared.keeper.is_running.store(false, Ordering::Release);
        // A call that came in between found it running, and started none.
        if !is_over(&shared) {
            ensure(&shared);
        }
    }
}

/// True if there is nothing to keep warm, or nobody to keep it for.
fn is_over(shared: &Shared) -> bool {
    shared.lock().phase != Phase::Open || shared.keeper.is_idle(shared.now().monotonic)
}

/// Starts what is due and tells when to look again; nothing when the keeper is to end.
fn tend(shared: &Arc<Shared>) -> Option<Duration> {
    if is_over(shared) {
        return None;
    }
    let now = shared.now();
    // Its outcome is for callers; the flight that it starts is all that matters here.
    shared.step(None);
    let snapshot = shared.snapshot.load();
    let until_advisory = snapshot.token.as_ref().map(|token| token.life.advisory.remaining(now));
    Some(until_advisory.unwrap_or_default().clamp(n::PROACTIVE_INTERVAL, n::KEEPER_NAP))
}
