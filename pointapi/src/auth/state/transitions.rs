//! Everything that changes the state: each function is one transition, under the lock from its first read to its last
//! write.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::task::JoinHandle;

use super::after_failure::Pause;
use super::decide::Phase;
use super::fetch_handle::{FetchHandle, Outcome};
use super::fetched::{FetchFailure, FetchPause, RefreshChange};
use super::session::{Paused, Session};
use super::shared::Shared;
use super::sign_out::SignOut;
use super::snapshot::{Authorization, LiveToken, Snapshot};
use super::suppression::EndpointId;
use crate::auth::api::failure::{AuthFailure, AuthFailureKind};
use crate::auth::{numbers as n, telemetry};
use crate::store::TokenRecord;

/// The effect of a 401 response on the token that the request carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// The token was current and is invalidated.
    Invalidated,
    /// A newer token had replaced it already.
    Late,
    /// Nothing changes: another token would be rejected too, or the session is over.
    Final,
}

impl Shared {
    /// Publishes the access token of a fetch and returns its generation.
    pub(crate) fn publish(
        &self,
        fetch: &FetchHandle,
        access: LiveToken,
        refresh: RefreshChange,
    ) -> Result<u64, Arc<AuthFailure>> {
        let mut session = self.lock();
        session.clear_fetch(fetch);
        self.check_wanted(&session, fetch)?;
        refresh.apply(&mut session);
        session.pause = None;
        session.failures = 0;
        session.failed_refreshes = 0;
        session.is_forced = false;
        session.rejected = None;
        let generation = self.snapshot.load().generation + 1;
        let snapshot =
            Arc::new(Snapshot { generation, token: Some(LiveToken { is_suspect: fetch.is_suspect(), ..access }) });
        self.snapshot.store(Arc::clone(&snapshot));
        let refresh_deadline = session.refresh_deadline();
        drop(session);
        self.report_remaining(&snapshot, refresh_deadline, self.now());
        Ok(generation)
    }

    /// Records a fetch without an access token.
    pub(crate) fn fail(&self, fetch: &FetchHandle, failed: FetchFailure) -> Outcome {
        let now = self.now();
        let has_token = self.snapshot.load().usable(now).is_some();
        let mut session = self.lock();
        session.clear_fetch(fetch);
        self.check_wanted(&session, fetch)?;
        if failed.kind == AuthFailureKind::SignedOut {
            // Another process that shares the record signed out.
            self.drop_everything(&mut session);
            return Err(AuthFailure::of(AuthFailureKind::SignedOut));
        }
        session.failures = session.failures.saturating_add(1);
        session.is_forced &= fetch.is_suspect();
        let backoff = |pause| now.after(self.pause(pause, session.failures, has_token));
        let has_refresh = session.refresh.as_ref().is_some_and(|grant| grant.is_live(now));
        let (until, is_about_sign_in) = match failed.pause {
            FetchPause::All(pause) => (backoff(pause), false),
            // A refresh may go on during the hold, but not without a pause.
            FetchPause::SignIn { .. } if has_refresh => (backoff(Pause::Backoff), false),
            FetchPause::SignIn { until } => (until, true),
        };
        // A hold longer than the longest configured one never ends by itself, so report no `retry_after`.
        let [.., longest] = n::SIGN_IN_HOLDS;
        let retry_at = Some(until).filter(|until| until.pause_left(now) <= longest);
        let failure = AuthFailure::new(failed.kind, failed.error, retry_at);
        telemetry::failed(&failure);
        session.pause = Some(Paused {
            failure: Arc::clone(&failure),
            until,
            is_about_sign_in,
            look_at: now.after(n::CREDENTIAL_LOOK_INTERVAL),
            resets: self.guard.resets(),
        });
        Err(failure)
    }

    /// Records a task that ended without an outcome.
    pub(crate) fn lose(&self, fetch: &FetchHandle, kind: AuthFailureKind) -> Outcome {
        let mut session = self.lock();
        session.clear_fetch(fetch);
        self.check_wanted(&session, fetch)?;
        Err(AuthFailure::of(kind))
    }

    /// Keeps a new refresh token, whatever the outcome of the token fetch.
    pub(crate) fn adopt_refresh(&self, fetch: &FetchHandle, refresh: RefreshChange) {
        let mut session = self.lock();
        if session.is_current(fetch) {
            refresh.apply(&mut session);
        }
    }

    /// Records a 401 response of an endpoint to a request with this token.
    pub(crate) fn reject(&self, used: &Authorization, endpoint: EndpointId) -> Rejection {
        let now = self.now();
        let mut session = self.lock();
        if session.phase != Phase::Open || session.suppressions.is_active(endpoint, now) {
            return Rejection::Final;
        }
        let snapshot = self.snapshot.load();
        let is_current = snapshot.generation == used.generation && snapshot.token.is_some();
        if is_current && !session.forced.take(used.generation, now) {
            telemetry::fetch_denied();
            return Rejection::Final;
        }
        if is_current {
            self.invalidate(&mut session, used.generation);
        }
        drop(session);
        telemetry::rejected(used.generation, !is_current);
        if is_current { Rejection::Invalidated } else { Rejection::Late }
    }

    /// Records a 401 response of an endpoint to a replay; true if it invalidated the token.
    pub(crate) fn reject_replay(&self, used: &Authorization, endpoint: EndpointId) -> bool {
        let now = self.now();
        let mut session = self.lock();
        if session.phase != Phase::Open || session.suppressions.is_active(endpoint, now) {
            return false;
        }
        let snapshot = self.snapshot.load();
        let Some(token) = snapshot.token.as_ref().filter(|_| snapshot.generation == used.generation) else {
            return false;
        };
        if token.is_suspect && session.forced.take(used.generation, now) {
            self.invalidate(&mut session, used.generation);
            return true;
        }
        // The endpoint's 401 was not about the token. It is suppressed, so it needs no other limit, and the fetch that it
        // forced must not keep a token that dies later from being replaced.
        session.forced.forgive(used.generation, now);
        let length = session.suppressions.begin(endpoint, now);
        self.is_suppressing.store(true, Ordering::Relaxed);
        telemetry::suppressed(length);
        false
    }

    /// Records a success of an endpoint: its earlier rejections were about the token.
    pub(crate) fn accepted(&self, endpoint: EndpointId) {
        if self.is_suppressing.load(Ordering::Relaxed) {
            let mut session = self.lock();
            session.suppressions.end(endpoint);
            // Under the lock, since another rejection could set the flag again after the lock is released.
            self.is_suppressing.store(!session.suppressions.is_empty(), Ordering::Relaxed);
        }
    }

    /// Takes the current token out of use at the caller's request; true if there was one.
    pub(crate) fn invalidate_current(&self) -> bool {
        let mut session = self.lock();
        let generation = self.snapshot.load().generation;
        session.phase == Phase::Open && self.invalidate(&mut session, generation)
    }

    /// Takes the token of this generation out of use; a newer token is never touched.
    fn invalidate(&self, session: &mut Session, generation: u64) -> bool {
        let snapshot = self.snapshot.load_full();
        let Some(token) = snapshot.token.as_ref().filter(|_| snapshot.generation == generation) else {
            return false;
        };
        session.rejected = Some(token.token.clone());
        session.is_forced = true;
        if let Some(fetch) = &session.fetch {
            fetch.suspect();
        }
        self.snapshot.store(Arc::new(Snapshot { generation, token: None }));
        true
    }

    /// Opens again after a sign-out.
    pub(crate) fn reopen(&self) {
        let mut session = self.lock();
        if session.phase == Phase::SignedOut {
            session.phase = Phase::Open;
            session.sign_out.settle();
        }
    }

    /// Drops all tokens; returns the record of the sign-out, unless the store has it from before.
    pub(crate) fn leave(&self) -> Result<Option<TokenRecord>, Arc<AuthFailure>> {
        let tombstone = TokenRecord::tombstone(self.writer, self.now().wall);
        let mut session = self.lock();
        match session.phase {
            Phase::Closed => return Err(AuthFailure::of(AuthFailureKind::Closed)),
            Phase::SignedOut => return Ok(session.sign_out.pending().cloned()),
            Phase::Open => {}
        }
        let fetch = self.drop_everything(&mut session);
        session.sign_out = SignOut::by(tombstone.clone());
        drop(session);
        if let Some(fetch) = fetch {
            fetch.resolve(Err(AuthFailure::of(AuthFailureKind::SignedOut)));
        }
        Ok(Some(tombstone))
    }

    fn drop_everything(&self, session: &mut Session) -> Option<Arc<FetchHandle>> {
        session.phase = Phase::SignedOut;
        self.snapshot.store(Arc::new(Snapshot { generation: self.snapshot.load().generation + 1, token: None }));
        session.forget()
    }

    /// Serves nothing from now on. The tasks that are under way, of a token fetch and of sign-outs, may still end.
    pub(crate) fn shut(&self) -> (Option<Arc<FetchHandle>>, Vec<JoinHandle<()>>) {
        let mut session = self.lock();
        session.phase = Phase::Closed;
        self.snapshot.store(Arc::new(Snapshot { generation: self.snapshot.load().generation, token: None }));
        (session.last_fetch.upgrade(), std::mem::take(&mut session.sign_out_tasks))
    }

    /// Checks that the result of a token fetch is still wanted; the error is for its waiters.
    fn check_wanted(&self, session: &Session, fetch: &FetchHandle) -> Outcome {
        if session.phase == Phase::Closed {
            return Err(AuthFailure::of(AuthFailureKind::Closed));
        }
        match session.is_current(fetch) {
            true => Ok(()),
            false => Err(AuthFailure::of(AuthFailureKind::SignedOut)),
        }
    }

    /// The pause after the `failures`th failure in a row.
    fn pause(&self, pause: Pause, failures: u32, has_token: bool) -> Duration {
        let doubled = 2_u32.saturating_pow(failures.saturating_sub(1));
        let longest = n::BACKOFF_BASE.saturating_mul(doubled).min(pause.cap(has_token));
        let backoff = self.jitter.up_to(longest).max(n::BACKOFF_FLOOR);
        match pause {
            Pause::Backoff | Pause::Protocol => backoff,
            Pause::AtLeast(least) => backoff.max(least),
            Pause::Stated(stated) => stated,
        }
    }
}
