//! Why a flight brought nothing, and what follows from it.

use super::seconds;
use crate::auth::{
    TokenError,
    after_failure::{self, Pause},
    failure::AuthFailureKind,
    guard::{Held, HeldBecause},
    numbers as n,
};
use crate::clock::Moment;

/// Why a flight brought nothing, and what is not tried for how long.
pub(in crate::auth) struct FlightFailure {
    pub(in crate::auth) kind: AuthFailureKind,
    pub(in crate::auth) error: Option<TokenError>,
    pub(in crate::auth) pause: FlightPause,
}

pub(in crate::auth) enum FlightPause {
    All(Pause),
    SignIn { until: Moment },
}

impl FlightFailure {
    /// Nothing at all is tried for a while.
    pub(super) fn after(pause: Pause, error: TokenError) -> Self {
        Self { kind: after_failure::kind(&error), error: Some(error), pause: FlightPause::All(pause) }
    }

    /// No sign-in is tried for a while.
    pub(super) fn held(held: Held, error: Option<TokenError>) -> Self {
        let kind = match held.because {
            HeldBecause::Rejected { attempts } => AuthFailureKind::Rejected { attempts },
            HeldBecause::Unanswered { attempts } => AuthFailureKind::Held { attempts },
            HeldBecause::Throttled => AuthFailureKind::Throttled,
        };
        Self { kind, error, pause: FlightPause::SignIn { until: held.until } }
    }

    pub(super) fn is_rejection(&self) -> bool {
        matches!(self.kind, AuthFailureKind::Rejected { .. })
    }

    pub(super) fn out_of_time() -> Self {
        let text = format!("the whole of it took longer than {}", seconds(n::FLIGHT_LIMIT));
        Self::after(Pause::Backoff, TokenError::transient(text).timeout(true))
    }

    /// Somebody who shares the record has signed out.
    pub(super) fn signed_out() -> Self {
        Self { kind: AuthFailureKind::SignedOut, error: None, pause: FlightPause::All(Pause::Backoff) }
    }
}
