//! The failure of a token fetch, shared by all its waiters.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

#[cfg(test)]
use http::StatusCode;

use super::token_error::TokenError;
use crate::clock::Moment;

#[derive(Clone, Debug)]
pub(crate) struct AuthFailure {
    kind: AuthFailureKind,
    error: Option<TokenError>,
    retry_at: Option<Moment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuthFailureKind {
    /// The credentials were rejected, after this number of attempts.
    Rejected {
        attempts: u32,
    },
    /// Sign-ins brought no token, and another one could lock the account.
    Held {
        attempts: u32,
    },
    /// The server asked for a pause.
    Throttled,
    /// The login is unreachable or failing.
    Unavailable,
    /// There are no credentials.
    Missing,
    /// The login's response has no usable token.
    BadAnswer,
    /// A sign-in needs a person, and no call had waited for it.
    NeedsPerson,
    /// The token fetch ended without an outcome: its task panicked, or its runtime is gone.
    FetchLost,
    /// There is no tokio runtime for the token fetch.
    NoRuntime,
    /// The caller's wait timed out; the token fetch goes on.
    AcquireTimeout {
        waited: Duration,
    },
    SignedOut,
    /// The caller signed out, and the token store could not be updated.
    SignOutUnsaved,
    Closed,
}

impl AuthFailureKind {
    /// The outcome as spans and metrics report it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rejected { .. } => "rejected",
            Self::Held { .. } => "held",
            Self::Throttled => "throttled",
            Self::Unavailable => "unavailable",
            Self::Missing => "missing",
            Self::BadAnswer => "bad_answer",
            Self::NeedsPerson => "needs_person",
            Self::FetchLost => "lost",
            Self::NoRuntime => "no_runtime",
            Self::AcquireTimeout { .. } => "timeout",
            Self::SignedOut => "signed_out",
            Self::SignOutUnsaved => "sign_out_unsaved",
            Self::Closed => "closed",
        }
    }
}

impl AuthFailure {
    pub(crate) fn new(kind: AuthFailureKind, error: Option<TokenError>, retry_at: Option<Moment>) -> Arc<Self> {
        Arc::new(Self { kind, error, retry_at })
    }

    pub(crate) fn of(kind: AuthFailureKind) -> Arc<Self> {
        Self::new(kind, None, None)
    }

    pub(crate) fn kind(&self) -> AuthFailureKind {
        self.kind
    }

    pub(crate) fn retry_at(&self) -> Option<Moment> {
        self.retry_at
    }

    /// Returns the time until the next attempt.
    pub(crate) fn retry_after(&self, now: Moment) -> Option<Duration> {
        self.retry_at.map(|retry_at| retry_at.pause_left(now))
    }

    pub(crate) fn is_connect(&self) -> bool {
        self.error.as_ref().is_some_and(TokenError::is_connect)
    }

    pub(crate) fn is_timeout(&self) -> bool {
        matches!(self.kind, AuthFailureKind::AcquireTimeout { .. })
            || self.error.as_ref().is_some_and(TokenError::is_timeout)
    }

    pub(crate) fn is_permanent(&self) -> bool {
        self.error.as_ref().is_some_and(TokenError::is_permanent)
    }

    /// The status of the login's response.
    #[cfg(test)]
    pub(crate) fn status(&self) -> Option<StatusCode> {
        self.error.as_ref().and_then(TokenError::status)
    }
}

impl fmt::Display for AuthFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            AuthFailureKind::Rejected { attempts } => {
                write!(formatter, "the credentials were rejected (attempts: {attempts})")
            }
            AuthFailureKind::Held { attempts } => write!(
                formatter,
                "sign-ins brought no token, and another one could lock the account (attempts: {attempts})"
            ),
            AuthFailureKind::Throttled => formatter.write_str("the login asks for a pause"),
            AuthFailureKind::Unavailable | AuthFailureKind::Missing => {
                formatter.write_str("could not obtain an access token")
            }
            AuthFailureKind::BadAnswer => formatter.write_str("the login's response has no usable token"),
            AuthFailureKind::NeedsPerson => formatter.write_str("a sign-in needs a person and waits for a call"),
            AuthFailureKind::FetchLost => formatter.write_str("the token fetch ended without an outcome"),
            AuthFailureKind::NoRuntime => formatter.write_str("an access token can only be fetched on a tokio runtime"),
            AuthFailureKind::AcquireTimeout { waited } => write!(
                formatter,
                "timed out after {waited:?} (10 s more than `login_timeout`, at least 30 s) waiting for an access \
                 token; the token fetch goes on"
            ),
            AuthFailureKind::SignedOut => formatter.write_str("signed out"),
            AuthFailureKind::SignOutUnsaved => formatter.write_str(
                "signed out in this process alone: the token store could not be updated and may still have the tokens; \
                 call `sign_out` again",
            ),
            AuthFailureKind::Closed => formatter.write_str("the client is closed"),
        }?;
        match &self.error {
            Some(error) => write!(formatter, ": {error}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for AuthFailure {}
