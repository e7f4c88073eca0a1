//! What is counted of tokens.
#![cfg_attr(not(feature = "tracing"), allow(unused_variables, reason = "without `tracing` nobody listens"))]

use std::time::SystemTime;

use tokio::time::{Instant, error::Elapsed};

use super::{
    AuthState, decide::Flight, events, guard::HeldBecause, manager::Identity, snapshot::Snapshot, token_set::Lifetime,
};
use crate::{
    clock::Moment,
    metrics::{metric, seconds_since, start},
    service::BoxError,
};

/// One flight, until this is dropped. What is dropped before it has landed is lost.
pub(super) struct Flown {
    flight: Flight,
    trigger: AuthState,
    started: Option<Instant>,
    outcome: &'static str,
}

impl Flown {
    pub(super) fn begin(flight: Flight, trigger: AuthState) -> Self {
        Self { flight, trigger, started: start(), outcome: "lost" }
    }

    pub(super) fn landed(&mut self, outcome: &'static str) {
        self.outcome = outcome;
    }
}

impl Drop for Flown {
    fn drop(&mut self) {
        events::landed(self.outcome);
        metric!(
            monotonic_counter.pointapi.auth.flights = 1_u64,
            histogram.pointapi.auth.flight.duration = seconds_since(self.started),
            kind = self.flight.name(),
            trigger = ?self.trigger,
            outcome = self.outcome,
        );
    }
}

/// A caller who waits for a token, until this is dropped.
pub(super) struct Waiter {
    started: Option<Instant>,
}

impl Waiter {
    pub(super) fn begin() -> Self {
        metric!(monotonic_counter.pointapi.auth.waiters = 1_u64);
        Self { started: start() }
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        metric!(histogram.pointapi.auth.wait.duration = seconds_since(self.started));
    }
}

/// How long the access token that is in use still lives.
pub(super) fn access_remaining(identity: &Identity, snapshot: &Snapshot, now: Moment) {
    if let Some(token) = &snapshot.token {
        metric!(
            gauge.pointapi.auth.access.remaining = token.life.expiry.remaining(now).as_secs_f64(),
            identity = identity.label(),
        );
    }
}

/// That, and how long the refresh token still lives.
pub(super) fn remaining(identity: &Identity, snapshot: &Snapshot, refresh_deadline: Option<SystemTime>, now: Moment) {
    access_remaining(identity, snapshot, now);
    if let Some(deadline) = refresh_deadline {
        metric!(
            gauge.pointapi.auth.refresh.remaining = deadline.duration_since(now.wall).unwrap_or_default().as_secs_f64(),
            identity = identity.label(),
        );
    }
}

/// A caller got a token that should have been replaced by now.
pub(super) fn stale_served() {
    metric!(monotonic_counter.pointapi.auth.stale_served = 1_u64);
}

/// The server refused a token: the one in use, or one that had been replaced already.
pub(super) fn invalidated(is_late: bool) {
    metric!(monotonic_counter.pointapi.auth.invalidations = 1_u64, outcome = if is_late { "late" } else { "applied" },);
}

/// No sign-in is tried for a while from now on.
pub(super) fn held(because: HeldBecause) {
    metric!(monotonic_counter.pointapi.auth.guard_holds = 1_u64, reason = because.name());
}

/// The store was asked, and answered or not.
pub(super) fn store_asked<T>(operation: &'static str, answer: &Result<Result<T, BoxError>, Elapsed>) {
    metric!(
        monotonic_counter.pointapi.auth.store_ops = 1_u64,
        op = operation,
        outcome = match answer {
            Ok(Ok(_)) => "ok",
            Ok(Err(_)) => "error",
            Err(_) => "timeout",
        },
    );
}

/// A flight goes on without the store.
pub(super) fn store_degraded(operation: &'static str) {
    metric!(monotonic_counter.pointapi.auth.store_degraded = 1_u64, op = operation);
}

pub(super) fn clock_jumped() {
    metric!(monotonic_counter.pointapi.auth.clock_jumps = 1_u64);
}

/// A token answer does not say how long the token lives.
pub(super) fn lifetime_assumed(lifetime: Lifetime) {
    metric!(
        monotonic_counter.pointapi.auth.lifetime_assumed = 1_u64,
        reason = if lifetime == Lifetime::Assumed { "absent" } else { "unreadable" },
    );
}

/// A request was sent again with a new token: whether the server took that one, where it answered.
pub(crate) fn replayed(is_refused: Option<bool>) {
    metric!(
        monotonic_counter.pointapi.auth.replays = 1_u64,
        outcome = match is_refused {
            Some(false) => "accepted",
            Some(true) => "refused",
            None => "failed",
        },
    );
}
