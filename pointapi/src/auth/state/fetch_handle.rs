//! The handle of a token fetch, shared by its waiters and its task.

use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};

use tokio::sync::watch;
use tokio::task::AbortHandle;

use super::sync::AtomicBool;
use crate::auth::api::failure::AuthFailure;
use crate::auth::telemetry::FetchSpan;

/// The shared outcome of a token fetch.
pub(crate) type Outcome = Result<(), Arc<AuthFailure>>;

/// A token fetch that is under way.
pub(crate) struct FetchHandle {
    pub(crate) id: u64,
    pub(crate) session: u64,
    outcome: watch::Sender<Option<Outcome>>,
    has_ended: watch::Sender<bool>,
    abort: OnceLock<AbortHandle>,
    is_suspect: AtomicBool,
    is_for_a_call: AtomicBool,
    pub(crate) span: FetchSpan,
}

impl FetchHandle {
    pub(crate) fn new(id: u64, session: u64) -> Self {
        Self {
            id,
            session,
            outcome: watch::Sender::new(None),
            has_ended: watch::Sender::new(false),
            abort: OnceLock::new(),
            is_suspect: AtomicBool::new(false),
            is_for_a_call: AtomicBool::new(false),
            span: FetchSpan::default(),
        }
    }

    pub(crate) fn subscribe(&self) -> watch::Receiver<Option<Outcome>> {
        self.outcome.subscribe()
    }

    /// Publishes the outcome. A later one is ignored.
    pub(crate) fn resolve(&self, outcome: Outcome) {
        self.outcome.send_if_modified(|current| {
            let is_first = current.is_none();
            if is_first {
                *current = Some(outcome);
            }
            is_first
        });
    }

    /// Marks the task as ended.
    pub(crate) fn end(&self) {
        self.has_ended.send_replace(true);
    }

    /// Waits until its task has ended, which is when it has saved or given up what it brought.
    pub(crate) async fn ended(&self) {
        // The sender is this very handle's.
        let _ = self.has_ended.subscribe().wait_for(|has_ended| *has_ended).await;
    }

    pub(crate) fn abort_with(&self, handle: AbortHandle) {
        // Set once, right after the task is spawned.
        let _ = self.abort.set(handle);
    }

    pub(crate) fn abort(&self) {
        if let Some(handle) = self.abort.get() {
            handle.abort();
        }
    }

    /// A call has no token until this token fetch brings one.
    pub(crate) fn needed_by_a_call(&self) {
        self.is_for_a_call.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_needed_by_a_call(&self) -> bool {
        self.is_for_a_call.load(Ordering::Relaxed)
    }

    /// The token was rejected while this token fetch was under way already.
    pub(crate) fn suspect(&self) {
        self.is_suspect.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_suspect(&self) -> bool {
        self.is_suspect.load(Ordering::Relaxed)
    }
}
