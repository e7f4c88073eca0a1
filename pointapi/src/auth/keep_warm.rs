//! The opt-in task that keeps a token fresh between calls.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::time::timeout;

use super::numbers as n;
use super::state::decide::Phase;
use super::state::shared::Shared;
use super::step::start_due;

/// Starts the task if it is wanted, is not running, and there is a runtime.
pub(super) fn ensure(shared: &Arc<Shared>) {
    let Ok(runtime) = Handle::try_current() else {
        return;
    };
    if shared.activity.claim_keep_warm() {
        runtime.spawn(keep_warm(Arc::downgrade(shared), shared.activity.waker()));
    }
}

/// Holds only a `Weak` while it sleeps, so that it does not keep a dropped client alive.
async fn keep_warm(shared: Weak<Shared>, wake: Arc<Notify>) {
    while let Some(nap) = shared.upgrade().and_then(|shared| tend(&shared)) {
        // A timer is a hint: the clocks decide, and they may have jumped.
        let _ = timeout(nap, wake.notified()).await;
    }
    if let Some(shared) = shared.upgrade() {
        shared.activity.keep_warm_ended();
        // A call between the last check and this line saw the task running and started none.
        if !is_over(&shared) {
            ensure(&shared);
        }
    }
}

/// True if the client is closed, signed out, or unused for two hours.
fn is_over(shared: &Shared) -> bool {
    shared.lock().phase != Phase::Open || shared.activity.is_idle(shared.now().monotonic)
}

/// Starts the token fetch that is due and returns the time until the next check, or `None` to end the task.
fn tend(shared: &Arc<Shared>) -> Option<Duration> {
    if is_over(shared) {
        return None;
    }
    let now = shared.now();
    start_due(shared);
    let snapshot = shared.snapshot.load();
    let until_advisory = snapshot.token.as_ref().map(|token| token.life.advisory.remaining(now));
    Some(until_advisory.unwrap_or_default().clamp(n::PROACTIVE_INTERVAL, n::KEEP_WARM_NAP))
}
