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
        runtime.spawn(keep_warm(Running(Arc::downgrade(shared)), shared.activity.waker()));
    }
}

/// The claim of the running task. It ends with the task, also if its runtime ends before it: then the next call starts
/// another.
///
/// Holds only a `Weak`, so that the task does not keep a dropped client alive while it sleeps.
struct Running(Weak<Shared>);

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(shared) = self.0.upgrade() {
            shared.activity.keep_warm_ended();
        }
    }
}

async fn keep_warm(running: Running, wake: Arc<Notify>) {
    while let Some(nap) = running.0.upgrade().and_then(|shared| tend(&shared)) {
        // A timer is a hint: the clocks decide, and they may have jumped.
        let _ = timeout(nap, wake.notified()).await;
    }
    if let Some(shared) = running.0.upgrade() {
        drop(running);
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
