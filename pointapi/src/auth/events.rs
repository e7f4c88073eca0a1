//! What the token manager tells `tracing`: no secret, no account, no text of an answer.
#![cfg_attr(not(feature = "tracing"), allow(unused_variables, reason = "without `tracing` nobody listens"))]

use std::{fmt, time::Duration};

use super::{decide::Flight, failure::AuthFailure};

macro_rules! event {
    ($level:ident, $($fields:tt)+) => {
        #[cfg(feature = "tracing")]
        tracing::$level!(target: "pointapi::auth", $($fields)+);
    };
}

/// Runs a flight in its span.
pub(super) fn in_span<F: Future<Output = ()> + Send>(
    id: u64,
    flight: Flight,
    generation: u64,
    task: F,
) -> impl Future<Output = ()> + Send {
    #[cfg(feature = "tracing")]
    let task = {
        use tracing::{Instrument, field::Empty};

        let kind = match flight {
            Flight::Refresh => "refresh",
            Flight::SignIn => "sign_in",
        };
        task.instrument(tracing::debug_span!(
            target: "pointapi::auth",
            "auth.flight",
            flight_id = id,
            kind,
            gen_from = generation,
            gen_to = Empty,
            outcome = Empty,
        ))
    };
    task
}

pub(super) fn attempt(flight: Flight, number: u32) {
    event!(debug, attempt = number, kind = ?flight, "asking for a token");
}

pub(super) fn landed(generation: u64) {
    #[cfg(feature = "tracing")]
    tracing::Span::current().record("outcome", "landed").record("gen_to", generation);
    event!(debug, generation, "a new token is in use");
}

pub(super) fn failed(failure: &AuthFailure) {
    #[cfg(feature = "tracing")]
    tracing::Span::current().record("outcome", "failed");
    event!(warn, error = %failure, "no new token");
}

pub(super) fn refused(generation: u64, is_late: bool) {
    event!(debug, generation, is_late, "the server refused a token");
}

pub(super) fn suppressed(length: Duration) {
    event!(warn, ?length, "a fresh token was refused too; refusals are returned as they are");
}

pub(super) fn clock_jump(divergence: Duration) {
    event!(warn, ?divergence, "the clocks have come apart");
}

pub(super) fn lifetime_not_stated(counted_as: Duration) {
    event!(debug, ?counted_as, "the token answer states no lifetime that can be read");
}

pub(super) fn shorter_than_asked(min_life: Duration) {
    event!(warn, ?min_life, "no token lives as long as the call asks for");
}

pub(super) fn store_degraded(operation: &'static str, reason: &dyn fmt::Display) {
    event!(warn, store_degraded = true, operation, %reason, "the token store failed; going on alone");
}
