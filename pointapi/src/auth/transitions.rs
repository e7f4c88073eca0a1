//! Everything that changes the state: each function is one transition, under the lock from its first read to its last
//! write.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use super::{
    after_failure::Pause,
    coordinator::{Coordinator, FlightHandle, Outcome, Paused, Suppression},
    decide::Phase,
    events,
    failure::{AuthFailure, AuthFailureKind},
    flight::{FlightFailure, FlightPause, LiveAccess, RefreshChange},
    metrics, numbers as n,
    shared::Shared,
    snapshot::{Authorization, LiveToken, Snapshot},
};
/// What a caller does whose request was answered with 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Authorize again and send it once more, if it can be sent twice.
    Replay,
    /// The answer stands.
    Final,
}

impl Shared {
    /// A flight brought an access token, which is of this generation from now on.
    pub(super) fn publish(
        &self,
        flight: &FlightHandle,
        access: LiveAccess,
        refresh: RefreshChange,
    ) -> Result<u64, Arc<AuthFailure>> {
        let mut coordinator = self.lock();
        coordinator.clear_flight(flight);
        self.check_wanted(&coordinator, flight)?;
        refresh.apply(&mut coordinator);
        coordinator.pause = None;
        coordinator.failures = 0;
        coordinator.suspicious_flights = 0;
        coordinator.is_forced = false;
        coordinator.refused = None;
        let generation = self.snapshot.load().generation + 1;
        let snapshot = Arc::new(Snapshot {
            generation,
            token: Some(LiveToken { header: access.header, life: access.life, is_suspect: flight.is_suspect() }),
        });
        self.snapshot.store(Arc::clone(&snapshot));
        let refresh_deadline = coordinator.refresh_deadline();
        drop(coordinator);
        metrics::remaining(&self.identity, &snapshot, refresh_deadline, self.now());
        Ok(generation)
    }

    /// A flight brought no access token.
    pub(super) fn fail(&self, flight: &FlightHandle, failed: FlightFailure) -> Outcome {
        let now = self.now();
        let has_token = self.snapshot.load().usable(now).is_some();
        let mut coordinator = self.lock();
        coordinator.clear_flight(flight);
        self.check_wanted(&coordinator, flight)?;
        if failed.kind == AuthFailureKind::SignedOut {
            // Another who shares the record has signed out.
            self.drop_everything(&mut coordinator);
            return Err(AuthFailure::of(AuthFailureKind::SignedOut));
        }
        coordinator.failures = coordinator.failures.saturating_add(1);
        coordinator.is_forced &= flight.is_suspect();
        let (until, is_about_sign_in) = match failed.pause {
            FlightPause::All(pause) => (now.after(self.pause(pause, coordinator.failures, has_token)), false),
            FlightPause::SignIn { until } => (until, true),
        };
        // What outlasts every length has no end that anybody could wait for.
        let [.., longest] = n::SIGN_IN_HOLDS;
        let retry_at = Some(until).filter(|until| until.pause_left(now) <= longest);
        let failure = AuthFailure::new(failed.kind, failed.error, retry_at);
        events::failed(&failure);
        coordinator.pause = Some(Paused {
            failure: Arc::clone(&failure),
            until,
            is_about_sign_in,
            look_at: now.after(n::CREDENTIAL_LOOK_INTERVAL),
            pardons: self.guard.pardons(),
        });
        Err(failure)
    }

    /// A flight's task ended without landing.
    pub(super) fn lose(&self, flight: &FlightHandle, kind: AuthFailureKind) -> Outcome {
        let mut coordinator = self.lock();
        coordinator.clear_flight(flight);
        self.check_wanted(&coordinator, flight)?;
        Err(AuthFailure::of(kind))
    }

    /// A refresh token came that must not be lost, whatever becomes of the flight.
    pub(super) fn adopt_refresh(&self, flight: &FlightHandle, refresh: RefreshChange) {
        let mut coordinator = self.lock();
        if coordinator.is_current(flight) {
            refresh.apply(&mut coordinator);
        }
    }

    /// The server answered 401 to a request with this token.
    pub(super) fn refuse(self: &Arc<Self>, used: &Authorization) -> Refused {
        let now = self.now();
        let mut coordinator = self.lock();
        if coordinator.phase != Phase::Open || coordinator.suppression.is_active(now) {
            return Refused::Final;
        }
        let is_current = self.invalidate(&mut coordinator, used.generation, |_| true);
        drop(coordinator);
        events::refused(used.generation, !is_current);
        if is_current {
            // Also where the caller cannot replay, the token is replaced from now on.
            self.step(None);
        }
        Refused::Replay
    }

    /// The server answered 401 to a replay as well.
    pub(super) fn refuse_replay(self: &Arc<Self>, used: &Authorization) {
        let now = self.now();
        let mut coordinator = self.lock();
        if coordinator.phase != Phase::Open || coordinator.suppression.is_active(now) {
            return;
        }
        if self.invalidate(&mut coordinator, used.generation, |token| token.is_suspect) {
            drop(coordinator);
            self.step(None);
            return;
        }
        let snapshot = self.snapshot.load();
        if snapshot.generation == used.generation && snapshot.token.is_some() {
            let length = coordinator.suppression.begin(now);
            self.is_suppressing.store(true, Ordering::Relaxed);
            events::suppressed(length);
        }
    }

    /// A 2xx: what was refused before is no general trouble.
    pub(super) fn accepted(&self) {
        if self.is_suppressing.load(Ordering::Relaxed) {
            let mut coordinator = self.lock();
            coordinator.suppression = Suppression::default();
            // Under the lock: after it, another refusal may have set it anew.
            self.is_suppressing.store(false, Ordering::Relaxed);
        }
    }

    /// Takes the token of this generation out of use; a newer one is never touched.
    fn invalidate(
        &self,
        coordinator: &mut Coordinator,
        generation: u64,
        is_meant: impl FnOnce(&LiveToken) -> bool,
    ) -> bool {
        let snapshot = self.snapshot.load_full();
        let Some(token) = snapshot.token.as_ref() else {
            return false;
        };
        if snapshot.generation != generation || !is_meant(token) {
            return false;
        }
        coordinator.refused = Some(token.header.clone());
        coordinator.is_forced = true;
        if let Some(flight) = &coordinator.flight {
            flight.suspect();
        }
        self.snapshot.store(Arc::new(Snapshot { generation, token: None }));
        true
    }

    /// Opens again after a sign-out.
    pub(super) fn reopen(&self) {
        let mut coordinator = self.lock();
        if coordinator.phase == Phase::SignedOut {
            coordinator.phase = Phase::Open;
        }
    }

    /// Drops all tokens; false if that was done before.
    pub(super) fn leave(&self) -> Result<bool, Arc<AuthFailure>> {
        let mut coordinator = self.lock();
        match coordinator.phase {
            Phase::Closed => return Err(AuthFailure::of(AuthFailureKind::Closed)),
            Phase::SignedOut => return Ok(false),
            Phase::Open => {}
        }
        let flight = self.drop_everything(&mut coordinator);
        drop(coordinator);
        if let Some(flight) = flight {
            flight.resolve(Err(AuthFailure::of(AuthFailureKind::SignedOut)));
        }
        Ok(true)
    }

    fn drop_everything(&self, coordinator: &mut Coordinator) -> Option<Arc<FlightHandle>> {
        coordinator.phase = Phase::SignedOut;
        self.snapshot.store(Arc::new(Snapshot { generation: self.snapshot.load().generation + 1, token: None }));
        coordinator.forget()
    }

    /// Serves nothing from now on. The flight whose task is under way may still end.
    pub(super) fn shut(&self) -> Option<Arc<FlightHandle>> {
        let mut coordinator = self.lock();
        coordinator.phase = Phase::Closed;
        self.snapshot.store(Arc::new(Snapshot { generation: self.snapshot.load().generation, token: None }));
        coordinator.last_flight.upgrade()
    }

    /// Whether a flight's result may be used; the error is what its waiters get instead.
    fn check_wanted(&self, coordinator: &Coordinator, flight: &FlightHandle) -> Outcome {
        if coordinator.phase == Phase::Closed {
            return Err(AuthFailure::of(AuthFailureKind::Closed));
        }
        match coordinator.is_current(flight) {
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

impl RefreshChange {
    fn apply(self, coordinator: &mut Coordinator) {
        if let Self::Replace(grant) = self {
            coordinator.refresh = grant;
        }
    }
}
