//! What callers and a flight's task have in common: the outcome, and the way to end it.

use std::sync::{OnceLock, atomic::Ordering};

use tokio::{sync::watch, task::AbortHandle};

use super::Outcome;
use crate::auth::{events::FlightSpan, sync::AtomicBool};

/// A flight that is under way.
pub(in crate::auth) struct FlightHandle {
    pub(in crate::auth) id: u64,
    pub(in crate::auth) session: u64,
    outcome: watch::Sender<Option<Outcome>>,
    has_ended: watch::Sender<bool>,
    abort: OnceLock<AbortHandle>,
    is_suspect: AtomicBool,
    pub(in crate::auth) span: FlightSpan,
}

impl FlightHandle {
    pub(in crate::auth) fn new(id: u64, session: u64) -> Self {
        Self {
            id,
            session,
            outcome: watch::Sender::new(None),
            has_ended: watch::Sender::new(false),
            abort: OnceLock::new(),
            is_suspect: AtomicBool::new(false),
            span: FlightSpan::default(),
        }
    }

    pub(in crate::auth) fn subscribe(&self) -> watch::Receiver<Option<Outcome>> {
        self.outcome.subscribe()
    }

    /// Tells all waiters. What they were told first stays.
    pub(in crate::auth) fn resolve(&self, outcome: Outcome) {
        self.outcome.send_if_modified(|current| {
            let is_first = current.is_none();
            if is_first {
                *current = Some(outcome);
            }
            is_first
        });
    }

    /// Nothing more comes of it.
    pub(in crate::auth) fn end(&self) {
        self.has_ended.send_replace(true);
    }

    /// Waits until its task has ended, which is when it has saved or given up what it brought.
    pub(in crate::auth) async fn ended(&self) {
        // The sender is this very handle's.
        let _ = self.has_ended.subscribe().wait_for(|has_ended| *has_ended).await;
    }

    pub(in crate::auth) fn abort_with(&self, handle: AbortHandle) {
        // Set once, right after the task is spawned.
        let _ = self.abort.set(handle);
    }

    pub(in crate::auth) fn abort(&self) {
        if let Some(handle) = self.abort.get() {
            handle.abort();
        }
    }

    /// The token was refused while this flight was under way already.
    pub(in crate::auth) fn suspect(&self) {
        self.is_suspect.store(true, Ordering::Relaxed);
    }

    pub(in crate::auth) fn is_suspect(&self) -> bool {
        self.is_suspect.load(Ordering::Relaxed)
    }
}
