//! The task of a token fetch. At most one runs for each identity, and all callers wait for its outcome.
//!
//! Callers hold only a receiver, so a canceled caller does not cancel the fetch. Whatever ends the task, its waiters
//! get an outcome: the drop of [`FetchTask`] publishes one.

use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::time::timeout;

use super::context::{Fetch, LeaseState, Obtained, Unsaved};
use super::record;
use crate::auth::api::failure::AuthFailureKind;
use crate::auth::api::status::AuthState;
use crate::auth::state::decide::FetchKind;
use crate::auth::state::fetch_handle::FetchHandle;
use crate::auth::state::fetched::FetchFailure;
use crate::auth::state::shared::Shared;
use crate::auth::store_calls;
use crate::auth::telemetry::{FetchStart, MeasuredFetch};

/// A token fetch that is about to start or is running. Dropping it publishes an outcome unless one was published.
pub(crate) struct FetchTask {
    shared: Arc<Shared>,
    handle: Arc<FetchHandle>,
    kind: FetchKind,
    trigger: AuthState,
    runtime: Handle,
    has_begun: bool,
}

impl FetchTask {
    pub(crate) fn new(
        shared: Arc<Shared>,
        handle: Arc<FetchHandle>,
        (kind, trigger): (FetchKind, AuthState),
        runtime: Handle,
    ) -> Self {
        Self { shared, handle, kind, trigger, runtime, has_begun: false }
    }

    /// Spawns the task. The caller must not hold the lock of the session: a runtime that is shutting down drops the task
    /// at once, and the drop takes that lock.
    pub(crate) fn spawn(self) {
        let runtime = self.runtime.clone();
        let handle = Arc::clone(&self.handle);
        let shared = Arc::clone(&self.shared);
        let start = FetchStart {
            id: handle.id,
            kind: self.kind.name(),
            trigger: self.trigger,
            generation: shared.snapshot.load().generation,
            identity: shared.identity.label(),
        };
        let task = handle.span.wrap(&start, self.run());
        handle.abort_with(runtime.spawn(task).abort_handle());
    }

    async fn run(mut self) {
        self.has_begun = true;
        let mut fetch = Fetch {
            shared: Arc::clone(&self.shared),
            handle: Arc::clone(&self.handle),
            measured: MeasuredFetch::begin(self.kind.name(), self.trigger),
            lease: LeaseState::NotRequested,
            report: None,
            unsaved: None,
            is_sign_in_due: false,
            has_read_store: false,
            was_refreshed: false,
            has_tried_sign_in: false,
        };
        let limit = self.shared.fetch_limit();
        let obtained = timeout(limit, fetch.obtain(self.kind)).await;
        // Outside the time limit, so that tokens and rejections that were received are not lost.
        let outcome = fetch.land(obtained.unwrap_or_else(|_| Err(FetchFailure::out_of_time(limit)))).await;
        let unsaved = fetch.end().await;
        self.handle.resolve(outcome);
        if let Some(unsaved) = unsaved {
            record::save_later(&self.shared, &unsaved).await;
        }
    }
}

impl Drop for FetchTask {
    fn drop(&mut self) {
        // A runtime that has shut down drops the task before its first poll. After an outcome this one is ignored.
        let kind = if self.has_begun { AuthFailureKind::FetchLost } else { AuthFailureKind::NoRuntime };
        self.handle.resolve(self.shared.lose(&self.handle, kind));
        self.handle.end();
    }
}

impl Fetch {
    async fn obtain(&mut self, kind: FetchKind) -> Result<Obtained, FetchFailure> {
        self.is_sign_in_due = kind == FetchKind::Refresh && self.shared.lock().take_due_sign_in();
        if kind == FetchKind::Refresh
            && !self.is_sign_in_due
            && let Some(obtained) = self.secure_and_refresh().await?
        {
            return Ok(obtained);
        }
        match self.sign_in().await {
            // The sign-in was not sent, for instance because of a hold: a refresh may still work.
            Err(failure) if !self.has_tried_sign_in && self.is_worth_refreshing() => {
                self.secure_and_refresh().await?.ok_or(failure)
            }
            outcome => outcome,
        }
    }

    /// Reports the sign-in and releases the lease, before the waiters wake, since the process may end right after.
    /// Returns the unsaved record.
    async fn end(mut self) -> Option<Unsaved> {
        self.report_sign_in().await;
        if let LeaseState::Held(lease) = self.lease {
            store_calls::release(lease).await;
        }
        self.unsaved
    }
}
