//! Everything that changes the state: each function is one transition, under the lock from its first read to its last
//! write.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::after_failure::Pause;
use super::decide::Phase;
use super::fetch_handle::{FetchHandle, Outcome};
use super::fetched::{FetchFailure, FetchPause, LiveAccess, RefreshChange};
use super::session::{Paused, Session, Suppression};
use super::shared::Shared;
use super::snapshot::{Authorization, LiveToken, Snapshot};
use crate::auth::api::failure::{AuthFailure, AuthFailureKind};
use crate::auth::{numbers as n, telemetry};

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
    /// A token fetch brought an access token, which is of this generation from now on.
    pub(crate) fn publish(
        &self,
        fetch: &FetchHandle,
        access: LiveAccess,
        refresh: RefreshChange,
    ) -> Result<u64, Arc<AuthFailure>> {
        let mut session = self.lock();
        session.clear_fetch(fetch);
        self.check_wanted(&session, fetch)?;
        refresh.apply(&mut session);
        session.pause = None;
        session.failures = 0;
        session.suspicious_fetches = 0;
        session.is_forced = false;
        session.rejected = None;
        let generation = self.snapshot.load().generation + 1;
        let snapshot = Arc::new(Snapshot {
            generation,
            token: Some(LiveToken { header: access.header, life: access.life, is_suspect: fetch.is_suspect() }),
        });
        self.snapshot.store(Arc::clone(&snapshot));
        let refresh_deadline = session.refresh_deadline();
        drop(session);
        self.report_remaining(&snapshot, refresh_deadline, self.now());
        Ok(generation)
    }

    /// A token fetch brought no access token.
    pub(crate) fn fail(&self, fetch: &FetchHandle, failed: FetchFailure) -> Outcome {
        let now = self.now();
        let has_token = self.snapshot.load().usable(now).is_some();
        let mut session = self.lock();
        session.clear_fetch(fetch);
        self.check_wanted(&session, fetch)?;
        if failed.kind == AuthFailureKind::SignedOut {
            // Another who shares the record has signed out.
            self.drop_everything(&mut session);
            return Err(AuthFailure::of(AuthFailureKind::SignedOut));
        }
        session.failures = session.failures.saturating_add(1);
        session.is_forced &= fetch.is_suspect();
        let (until, is_about_sign_in) = match failed.pause {
            FetchPause::All(pause) => (now.after(self.pause(pause, session.failures, has_token)), false),
            FetchPause::SignIn { until } => (until, true),
        };
        // What outlasts every length has no end that anybody could wait for.
        let [.., longest] = n::SIGN_IN_HOLDS;
        let retry_at = Some(until).filter(|until| until.pause_left(now) <= longest);
        let failure = AuthFailure::new(failed.kind, failed.error, retry_at);
        telemetry::failed(&failure);
        session.pause = Some(Paused {
            failure: Arc::clone(&failure),
            until,
            is_about_sign_in,
            look_at: now.after(n::CREDENTIAL_LOOK_INTERVAL),
            hold_resets: self.guard.hold_resets(),
        });
        Err(failure)
    }

    /// A token fetch's task ended without landing.
    pub(crate) fn lose(&self, fetch: &FetchHandle, kind: AuthFailureKind) -> Outcome {
        let mut session = self.lock();
        session.clear_fetch(fetch);
        self.check_wanted(&session, fetch)?;
        Err(AuthFailure::of(kind))
    }

    /// A refresh token came that must not be lost, whatever becomes of the token fetch.
    pub(crate) fn adopt_refresh(&self, fetch: &FetchHandle, refresh: RefreshChange) {
        let mut session = self.lock();
        if session.is_current(fetch) {
            refresh.apply(&mut session);
        }
    }

    /// Records a 401 response to a request with this token.
    pub(crate) fn reject(&self, used: &Authorization) -> Rejection {
        let now = self.now();
        let mut session = self.lock();
        if session.phase != Phase::Open || session.suppression.is_active(now) {
            return Rejection::Final;
        }
        let is_current = self.invalidate(&mut session, used.generation, |_| true);
        drop(session);
        telemetry::rejected(used.generation, !is_current);
        if is_current { Rejection::Invalidated } else { Rejection::Late }
    }

    /// Records a 401 response to a replay; true if it invalidated the token.
    pub(crate) fn reject_replay(&self, used: &Authorization) -> bool {
        let now = self.now();
        let mut session = self.lock();
        if session.phase != Phase::Open || session.suppression.is_active(now) {
            return false;
        }
        if self.invalidate(&mut session, used.generation, |token| token.is_suspect) {
            return true;
        }
        let snapshot = self.snapshot.load();
        if snapshot.generation == used.generation && snapshot.token.is_some() {
            let length = session.suppression.begin(now);
            self.is_suppressing.store(true, Ordering::Relaxed);
            telemetry::suppressed(length);
        }
        false
    }

    /// A 2xx: what was rejected before is no general trouble.
    pub(crate) fn accepted(&self) {
        if self.is_suppressing.load(Ordering::Relaxed) {
            let mut session = self.lock();
            session.suppression = Suppression::default();
            // Under the lock: after it, another rejection may have set it anew.
            self.is_suppressing.store(false, Ordering::Relaxed);
        }
    }

    /// Takes the token of this generation out of use; a newer one is never touched.
    fn invalidate(&self, session: &mut Session, generation: u64, is_meant: impl FnOnce(&LiveToken) -> bool) -> bool {
        let snapshot = self.snapshot.load_full();
        let Some(token) = snapshot.token.as_ref() else {
            return false;
        };
        if snapshot.generation != generation || !is_meant(token) {
            return false;
        }
        session.rejected = Some(token.header.clone());
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
        }
    }

    /// Drops all tokens; false if that was done before.
    pub(crate) fn leave(&self) -> Result<bool, Arc<AuthFailure>> {
        let mut session = self.lock();
        match session.phase {
            Phase::Closed => return Err(AuthFailure::of(AuthFailureKind::Closed)),
            Phase::SignedOut => return Ok(false),
            Phase::Open => {}
        }
        let fetch = self.drop_everything(&mut session);
        drop(session);
        if let Some(fetch) = fetch {
            fetch.resolve(Err(AuthFailure::of(AuthFailureKind::SignedOut)));
        }
        Ok(true)
    }

    fn drop_everything(&self, session: &mut Session) -> Option<Arc<FetchHandle>> {
        session.phase = Phase::SignedOut;
        self.snapshot.store(Arc::new(Snapshot { generation: self.snapshot.load().generation + 1, token: None }));
        session.forget()
    }

    /// Serves nothing from now on. The token fetch whose task is under way may still end.
    pub(crate) fn shut(&self) -> Option<Arc<FetchHandle>> {
        let mut session = self.lock();
        session.phase = Phase::Closed;
        self.snapshot.store(Arc::new(Snapshot { generation: self.snapshot.load().generation, token: None }));
        session.last_fetch.upgrade()
    }

    /// Whether a token fetch's result may be used; the error is what its waiters get instead.
    fn check_wanted(&self, session: &Session, fetch: &FetchHandle) -> Outcome {
        if session.phase == Phase::Closed {
            return Err(AuthFailure::of(AuthFailureKind::Closed));
        }
        match session.is_current(fetch) {
            true => Ok(()),
            false => Err(AuthFailure::of(AuthFailureKind::SignedOut)),
        }
    }

    /// How long nothing is tried after the `failures`th failure in a row.
    fn pause(&self, pause: Pause, failures: u32, has_token: bool) -> Duration {
        let cap = match has_token {
            true => n::BACKOFF_CAP_WITH_TOKEN,
            false => n::BACKOFF_CAP_WITHOUT_TOKEN,
        };
        let doubled = 2_u32.saturating_pow(failures.saturating_sub(1));
        let longest = n::BACKOFF_BASE.saturating_mul(doubled).min(cap);
        let backoff = self.jitter.up_to(longest).max(n::BACKOFF_FLOOR);
        match pause {
            Pause::Backoff => backoff,
            Pause::AtLeast(least) => backoff.max(least),
        }
    }
}
