//! What is behind the one lock: all that changes but the snapshot. The lock is never held across an await.

mod flight_handle;

use std::{
    sync::{Arc, Weak},
    time::{Duration, SystemTime},
};

use http::HeaderValue;

pub(super) use self::flight_handle::FlightHandle;
use super::{
    Secret,
    decide::{Phase, Refresh},
    failure::AuthFailure,
    numbers as n,
};
use crate::{clock::Moment, store::StoreKey};

/// What all waiters of a flight get.
pub(super) type Outcome = Result<(), Arc<AuthFailure>>;

pub(super) struct Coordinator {
    pub(super) phase: Phase,
    /// Grows with each sign-out: what a flight of an earlier session brings is dropped.
    pub(super) session: u64,
    pub(super) refresh: Option<RefreshGrant>,
    pub(super) flight: Option<Arc<FlightHandle>>,
    /// The task of the last flight, while it runs: it may still be saving what all waiters have.
    pub(super) last_flight: Weak<FlightHandle>,
    pub(super) next_flight: u64,
    pub(super) pause: Option<Paused>,
    /// Failed flights in a row.
    pub(super) failures: u32,
    /// Flights in a row whose refresh was refused by nobody knows whom.
    pub(super) suspicious_flights: u32,
    /// The header that the server refused, until another takes its place.
    pub(super) refused: Option<HeaderValue>,
    pub(super) is_forced: bool,
    pub(super) suppression: Suppression,
    pub(super) last_start: Option<Moment>,
    pub(super) last_escalation: Option<Moment>,
    /// The generation whose clocks came apart last.
    pub(super) last_jump: Option<u64>,
    pub(super) was_provider_asked: bool,
    /// The record in the store that this one last saw or wrote.
    record: Option<StoreKey>,
    /// Its epoch.
    epoch: u64,
}

/// What a commit to the store begins from. It is from when the record was still wanted, so that the commit never goes
/// over the mark of a later sign-out.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Seen {
    session: u64,
    pub(super) key: StoreKey,
    /// 0 where the record was never seen.
    pub(super) epoch: u64,
}

/// A refresh token and its end.
#[derive(Clone)]
pub(super) struct RefreshGrant {
    pub(super) token: Secret,
    pub(super) deadline: Option<SystemTime>,
    /// The deadline less its guard, on both clocks.
    pub(super) use_until: Option<Moment>,
}

/// The last failure, and until when it answers for those who come.
pub(super) struct Paused {
    pub(super) failure: Arc<AuthFailure>,
    pub(super) until: Moment,
    /// Only sign-ins wait; a refresh may go.
    pub(super) is_about_sign_in: bool,
    /// When the provider may be asked for newer credentials.
    pub(super) look_at: Moment,
    /// The hub's count of pardons at that time: a later one ends the pause.
    pub(super) pardons: u64,
}

/// While it is active, a 401 is returned as it is: fresh tokens are refused as well, so another would not help.
#[derive(Default)]
pub(super) struct Suppression {
    until: Option<Moment>,
    length: Duration,
}

impl Coordinator {
    pub(super) fn new() -> Self {
        Self {
            phase: Phase::Open,
            session: 0,
            refresh: None,
            flight: None,
            last_flight: Weak::new(),
            next_flight: 0,
            pause: None,
            failures: 0,
            suspicious_flights: 0,
            refused: None,
            is_forced: false,
            suppression: Suppression::default(),
            last_start: None,
            last_escalation: None,
            last_jump: None,
            was_provider_asked: false,
            record: None,
            epoch: 0,
        }
    }

    pub(super) fn refresh_view(&self) -> Refresh {
        match &self.refresh {
            None => Refresh::Missing,
            Some(grant) => Refresh::Held { use_until: grant.use_until },
        }
    }

    pub(super) fn refresh_deadline(&self) -> Option<SystemTime> {
        self.refresh.as_ref().and_then(|grant| grant.deadline)
    }

    /// Whether what the flight brings is still wanted.
    pub(super) fn is_current(&self, flight: &FlightHandle) -> bool {
        self.session == flight.session
    }

    /// What is known of the record under this key. It is another one when a provider names another account.
    pub(super) fn seen(&mut self, key: StoreKey) -> Seen {
        if self.record.as_ref() != Some(&key) {
            self.record = Some(key.clone());
            self.epoch = 0;
        }
        Seen { session: self.session, key, epoch: self.epoch }
    }

    /// Whether nobody has signed out since.
    pub(super) fn is_session_of(&self, seen: &Seen) -> bool {
        self.session == seen.session
    }

    pub(super) fn saw(&mut self, epoch: u64) {
        self.epoch = epoch;
    }

    /// A commit went through. What another one has said meanwhile, a sign-out's above all, stays.
    pub(super) fn wrote(&mut self, epoch: u64, over: &Seen) {
        if self.session == over.session && self.epoch == over.epoch && self.record.as_ref() == Some(&over.key) {
            self.epoch = epoch;
        }
    }

    /// The one that all join from now on.
    pub(super) fn start_flight(&mut self, now: Moment) -> Arc<FlightHandle> {
        let flight = Arc::new(FlightHandle::new(self.next_flight, self.session));
        self.next_flight += 1;
        self.last_start = Some(now);
        self.last_flight = Arc::downgrade(&flight);
        self.flight = Some(Arc::clone(&flight));
        flight
    }

    pub(super) fn clear_flight(&mut self, flight: &FlightHandle) {
        if self.flight.as_ref().is_some_and(|current| current.id == flight.id) {
            self.flight = None;
        }
    }

    /// Forgets everything that a sign-out ends.
    pub(super) fn forget(&mut self) -> Option<Arc<FlightHandle>> {
        self.session += 1;
        self.refresh = None;
        self.pause = None;
        self.failures = 0;
        self.refused = None;
        self.is_forced = false;
        self.flight.take()
    }

    /// Forgets the refresh token that was refused, unless another has taken its place.
    pub(super) fn drop_refresh(&mut self, refused: &Secret) {
        if self.refresh.as_ref().is_some_and(|grant| grant.is(refused)) {
            self.refresh = None;
        }
    }
}

impl RefreshGrant {
    /// A refresh token whose deadline is seen from `anchor`.
    pub(super) fn new(token: Secret, deadline: Option<SystemTime>, anchor: Moment) -> Self {
        let use_until = deadline.map(|deadline| {
            let life = deadline.duration_since(anchor.wall).unwrap_or_default();
            anchor.after(life.saturating_sub(n::REFRESH_DEADLINE_GUARD))
        });
        Self { token, deadline, use_until }
    }

    pub(super) fn is(&self, token: &Secret) -> bool {
        self.token.expose() == token.expose()
    }

    pub(super) fn is_live(&self, now: Moment) -> bool {
        self.use_until.is_none_or(|until| !until.reached_on_both(now))
    }
}

impl Suppression {
    pub(super) fn is_active(&self, now: Moment) -> bool {
        self.until.is_some_and(|until| !until.is_over(now))
    }

    /// Begins, or begins again for twice as long; returns how long.
    pub(super) fn begin(&mut self, now: Moment) -> Duration {
        self.length = match self.length {
            Duration::ZERO => n::SUPPRESSION,
            length => length.saturating_mul(2).min(n::SUPPRESSION_CAP),
        };
        self.until = Some(now.after(self.length));
        self.length
    }
}
