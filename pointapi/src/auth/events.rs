//! What the token manager tells `tracing`: no secret, no user name, no text of an answer.
#![cfg_attr(not(feature = "tracing"), allow(unused_variables, reason = "without `tracing` nobody listens"))]

use std::{fmt, time::Duration};

use super::{AuthState, decide::Flight, failure::AuthFailure, manager::Identity, metrics, token_set::Lifetime};

macro_rules! event {
    ($level:ident, $($fields:tt)+) => {
        #[cfg(feature = "tracing")]
        tracing::$level!(target: "pointapi::auth", $($fields)+);
    };
}

/// The span of one flight: it runs inside, and who waits for it is linked to it.
#[derive(Default)]
pub(super) struct FlightSpan {
    #[cfg(feature = "tracing")]
    span: std::sync::OnceLock<tracing::Span>,
}

/// What is known of a flight before it starts.
pub(super) struct Start<'a> {
    pub(super) id: u64,
    pub(super) flight: Flight,
    /// The state that asked for it.
    pub(super) trigger: AuthState,
    pub(super) generation: u64,
    pub(super) identity: &'a Identity,
}

impl FlightSpan {
    /// Runs the flight in it.
    pub(super) fn wrap<F: Future<Output = ()> + Send>(
        &self,
        start: &Start<'_>,
        task: F,
    ) -> impl Future<Output = ()> + Send + use<F> {
        #[cfg(feature = "tracing")]
        let task = {
            use tracing::{Instrument, field::Empty};

            let span = tracing::debug_span!(
                target: "pointapi::auth",
                "auth.flight",
                flight_id = start.id,
                kind = start.flight.name(),
                trigger = ?start.trigger,
                identity = start.identity.label(),
                gen_from = start.generation,
                gen_to = Empty,
                attempt = Empty,
                outcome = Empty,
            );
            task.instrument(self.span.get_or_init(|| span).clone())
        };
        task
    }

    /// Says of the current span that it waits for this one.
    pub(super) fn link_waiter(&self) {
        #[cfg(feature = "tracing")]
        if let Some(span) = self.span.get() {
            tracing::Span::current().follows_from(span);
        }
    }
}

pub(super) fn attempt(flight: Flight, number: u32) {
    #[cfg(feature = "tracing")]
    tracing::Span::current().record("attempt", number);
    event!(debug, attempt = number, kind = flight.name(), "asking for a token");
}

pub(super) fn landed(outcome: &'static str) {
    #[cfg(feature = "tracing")]
    tracing::Span::current().record("outcome", outcome);
}

pub(super) fn published(generation: u64, outcome: &'static str) {
    #[cfg(feature = "tracing")]
    tracing::Span::current().record("gen_to", generation);
    event!(debug, generation, outcome, "a new token is in use");
}

pub(super) fn failed(failure: &AuthFailure) {
    event!(warn, error = %failure, "no new token");
}

pub(super) fn refused(generation: u64, is_late: bool) {
    metrics::invalidated(is_late);
    event!(debug, generation, is_late, "the server refused a token");
}

pub(super) fn suppressed(length: Duration) {
    event!(warn, ?length, "a fresh token was refused too; refusals are returned as they are");
}

pub(super) fn clock_jump(divergence: Duration) {
    metrics::clock_jumped();
    event!(warn, ?divergence, "the clocks have come apart");
}

pub(super) fn lifetime_not_stated(lifetime: Lifetime) {
    metrics::lifetime_assumed(lifetime);
    event!(debug, counted_as = ?lifetime.effective(), "the token answer states no lifetime that can be read");
}

pub(super) fn shorter_than_asked(min_life: Duration) {
    event!(warn, ?min_life, "no token lives as long as the call asks for");
}

pub(super) fn store_degraded(operation: &'static str, reason: &dyn fmt::Display) {
    metrics::store_degraded(operation);
    event!(warn, store_degraded = true, operation, %reason, "the token store failed; going on alone");
}
