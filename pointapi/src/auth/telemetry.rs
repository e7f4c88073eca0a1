//! Spans, events and metrics of the token manager: no secret, no user name, no text of a response.
//!
//! In: plain values. Out: `tracing` events and the metrics that the guide's page on observability lists.
#![cfg_attr(not(feature = "tracing"), allow(unused_variables, reason = "every use is a `tracing` macro"))]

use std::fmt;
use std::time::Duration;

use tokio::time::Instant;
use tokio::time::error::Elapsed;

use super::api::failure::AuthFailure;
use super::api::status::AuthState;
use super::api::token_set::Lifetime;
use crate::box_error::BoxError;
use crate::metrics::{metric, seconds_since, start};

macro_rules! event {
    ($level:ident, $($fields:tt)+) => {
        #[cfg(feature = "tracing")]
        tracing::$level!(target: "pointapi::auth", $($fields)+);
    };
}

/// The span of one token fetch; the spans of its waiters follow from it.
#[derive(Default)]
pub(crate) struct FetchSpan {
    #[cfg(feature = "tracing")]
    span: std::sync::OnceLock<tracing::Span>,
}

/// The fields of a token fetch that are known before it starts.
pub(crate) struct FetchStart<'a> {
    pub(crate) id: u64,
    pub(crate) kind: &'static str,
    /// The state that required the fetch.
    pub(crate) trigger: AuthState,
    pub(crate) generation: u64,
    pub(crate) identity: &'a str,
}

impl FetchSpan {
    /// Instruments the task with the span.
    pub(crate) fn wrap<F: Future<Output = ()> + Send>(
        &self,
        start: &FetchStart<'_>,
        task: F,
    ) -> impl Future<Output = ()> + Send + use<F> {
        #[cfg(feature = "tracing")]
        let task = {
            use tracing::Instrument;
            use tracing::field::Empty;

            let span = tracing::debug_span!(
                target: "pointapi::auth",
                "auth.token_fetch",
                fetch_id = start.id,
                kind = start.kind,
                trigger = ?start.trigger,
                identity = start.identity,
                gen_from = start.generation,
                gen_to = Empty,
                attempt = Empty,
                outcome = Empty,
            );
            task.instrument(self.span.get_or_init(|| span).clone())
        };
        task
    }

    /// Records that the current span waits for this one.
    pub(crate) fn link_waiter(&self) {
        #[cfg(feature = "tracing")]
        if let Some(span) = self.span.get() {
            tracing::Span::current().follows_from(span);
        }
    }
}

/// Counts and times one token fetch. One that is dropped without an outcome counts as lost.
pub(crate) struct MeasuredFetch {
    kind: &'static str,
    trigger: AuthState,
    started: Option<Instant>,
    outcome: &'static str,
}

impl MeasuredFetch {
    pub(crate) fn begin(kind: &'static str, trigger: AuthState) -> Self {
        Self { kind, trigger, started: start(), outcome: "lost" }
    }

    pub(crate) fn ended(&mut self, outcome: &'static str) {
        self.outcome = outcome;
    }
}

impl Drop for MeasuredFetch {
    fn drop(&mut self) {
        #[cfg(feature = "tracing")]
        tracing::Span::current().record("outcome", self.outcome);
        metric!(
            monotonic_counter.pointapi.auth.token_fetches = 1_u64,
            histogram.pointapi.auth.token_fetch.duration = seconds_since(self.started),
            kind = self.kind,
            trigger = ?self.trigger,
            outcome = self.outcome,
        );
    }
}

/// Counts and times one caller that waits for a token.
pub(crate) struct Waiter {
    started: Option<Instant>,
}

impl Waiter {
    pub(crate) fn begin() -> Self {
        metric!(monotonic_counter.pointapi.auth.waiters = 1_u64);
        Self { started: start() }
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        metric!(histogram.pointapi.auth.wait.duration = seconds_since(self.started));
    }
}

pub(crate) fn attempt(kind: &'static str, number: u32) {
    #[cfg(feature = "tracing")]
    tracing::Span::current().record("attempt", number);
    event!(debug, attempt = number, kind, "requesting a token");
}

pub(crate) fn published(generation: u64, outcome: &'static str) {
    #[cfg(feature = "tracing")]
    tracing::Span::current().record("gen_to", generation);
    event!(debug, generation, outcome, "a new token is in use");
}

pub(crate) fn failed(failure: &AuthFailure) {
    event!(warn, error = %failure, "could not obtain a new token");
}

/// Reports a rejected token; `is_late` if it had been replaced already.
pub(crate) fn rejected(generation: u64, is_late: bool) {
    metric!(monotonic_counter.pointapi.auth.invalidations = 1_u64, outcome = if is_late { "late" } else { "applied" },);
    event!(debug, generation, is_late, "the server rejected a token");
}

pub(crate) fn suppressed(length: Duration) {
    event!(warn, ?length, "the server rejected a fresh token too; 401 responses are returned as they are");
}

pub(crate) fn fetch_denied() {
    event!(warn, "too many tokens were rejected; a 401 response is returned as it is");
}

/// Counts a replay by the server's verdict on its token, where there was a response.
pub(crate) fn replayed(is_rejected: Option<bool>) {
    metric!(
        monotonic_counter.pointapi.auth.replays = 1_u64,
        outcome = match is_rejected {
            Some(false) => "accepted",
            Some(true) => "rejected",
            None => "failed",
        },
    );
}

/// Counts a caller that got a token past its advisory time.
pub(crate) fn stale_served() {
    metric!(monotonic_counter.pointapi.auth.stale_served = 1_u64);
}

pub(crate) fn shorter_than_required(min_life: Duration) {
    event!(warn, ?min_life, "no token lives as long as the call requires");
}

pub(crate) fn clock_jump(divergence: Duration) {
    metric!(monotonic_counter.pointapi.auth.clock_jumps = 1_u64);
    event!(warn, ?divergence, "the wall clock and the monotonic clock diverged");
}

pub(crate) fn lifetime_not_stated(lifetime: Lifetime) {
    metric!(
        monotonic_counter.pointapi.auth.lifetime_assumed = 1_u64,
        reason = if lifetime == Lifetime::Assumed { "absent" } else { "unreadable" },
    );
    event!(debug, assumed = ?lifetime, "the token response states no readable lifetime");
}

/// Counts the start of a hold.
pub(crate) fn held(reason: &'static str) {
    metric!(monotonic_counter.pointapi.auth.guard_holds = 1_u64, reason);
}

/// Reports the remaining life of the access token in use.
pub(crate) fn access_remaining(identity: &str, remaining: Option<Duration>) {
    if let Some(remaining) = remaining {
        metric!(gauge.pointapi.auth.access.remaining = remaining.as_secs_f64(), identity);
    }
}

/// Reports the remaining life of the refresh token.
pub(crate) fn refresh_remaining(identity: &str, remaining: Option<Duration>) {
    if let Some(remaining) = remaining {
        metric!(gauge.pointapi.auth.refresh.remaining = remaining.as_secs_f64(), identity);
    }
}

/// Counts a store operation by its outcome.
pub(crate) fn store_called<T>(operation: &'static str, outcome: &Result<Result<T, BoxError>, Elapsed>) {
    metric!(
        monotonic_counter.pointapi.auth.store_ops = 1_u64,
        op = operation,
        outcome = match outcome {
            Ok(Ok(_)) => "ok",
            Ok(Err(_)) => "error",
            Err(_) => "timeout",
        },
    );
}

/// Reports a token fetch that goes on without the store.
pub(crate) fn store_degraded(operation: &'static str, reason: &dyn fmt::Display) {
    metric!(monotonic_counter.pointapi.auth.store_degraded = 1_u64, op = operation);
    event!(warn, store_degraded = true, operation, %reason, "the token store failed; continuing without it");
}
