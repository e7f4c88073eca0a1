//! The values that a token fetch hands to the state.

use std::time::Duration;

use super::after_failure::{self, Pause};
use super::session::{RefreshGrant, Session};
use crate::auth::api::failure::AuthFailureKind;
use crate::auth::api::token_error::TokenError;
use crate::auth::lockout::hold::{Hold, HoldReason};
use crate::clock::Moment;

/// The change to the refresh token.
#[derive(Clone)]
pub(crate) enum RefreshChange {
    /// It stays, with its original deadline: to restart the deadline with each refresh would extend it forever.
    Keep,
    Replace(Option<RefreshGrant>),
}

/// Why a token fetch brought no access token, and the pause that follows.
pub(crate) struct FetchFailure {
    pub(crate) kind: AuthFailureKind,
    pub(crate) error: Option<TokenError>,
    pub(crate) pause: FetchPause,
}

pub(crate) enum FetchPause {
    All(Pause),
    SignIn { until: Moment },
}

impl RefreshChange {
    pub(crate) fn apply(self, session: &mut Session) {
        if let Self::Replace(grant) = self {
            session.refresh = grant;
        }
    }
}

impl FetchFailure {
    /// No token fetch starts during the pause.
    pub(crate) fn after(pause: Pause, error: TokenError) -> Self {
        Self { kind: after_failure::kind(&error), error: Some(error), pause: FetchPause::All(pause) }
    }

    /// No sign-in starts before an instant.
    pub(crate) fn until(until: Moment, error: TokenError) -> Self {
        Self { kind: after_failure::kind(&error), error: Some(error), pause: FetchPause::SignIn { until } }
    }

    /// A sign-in needs a person, and no call waits for one. The next call may start one at once.
    pub(crate) fn needs_a_person(now: Moment) -> Self {
        let text = "the token cannot be refreshed; a sign-in needs a person and waits until a call has no usable token";
        Self { kind: AuthFailureKind::NeedsPerson, ..Self::until(now, TokenError::transient(text)) }
    }

    /// No sign-in starts during the hold.
    pub(crate) fn held(hold: Hold, error: Option<TokenError>) -> Self {
        let attempts = hold.attempts;
        let kind = match hold.reason {
            HoldReason::Rejected => AuthFailureKind::Rejected { attempts },
            HoldReason::Unproven => AuthFailureKind::Held { attempts },
            HoldReason::Throttled => AuthFailureKind::Throttled,
        };
        Self { kind, error, pause: FetchPause::SignIn { until: hold.until } }
    }

    pub(crate) fn is_rejection(&self) -> bool {
        matches!(self.kind, AuthFailureKind::Rejected { .. })
    }

    pub(crate) fn out_of_time(limit: Duration) -> Self {
        let text = format!("the token fetch took longer than {limit:?} (5 s more than `login_timeout`, at least 25 s)");
        Self::after(Pause::Backoff, TokenError::transient(text).timeout(true))
    }

    /// Another process that shares the record signed out.
    pub(crate) fn signed_out() -> Self {
        Self { kind: AuthFailureKind::SignedOut, error: None, pause: FetchPause::All(Pause::Backoff) }
    }
}
