//! Why a caller got no token: one value, shared by all who waited for the same token fetch.

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
    /// The credentials are not accepted, after so many attempts with them.
    Rejected {
        attempts: u32,
    },
    /// So many sign-ins were sent and not answered that a further one could lock the account.
    Held {
        attempts: u32,
    },
    /// The server wants no sign-in for this account now.
    Throttled,
    /// The login cannot be reached or cannot answer.
    Unavailable,
    /// The login answered what cannot be used.
    BadAnswer,
    /// The token fetch ended without an outcome: its task panicked, or its runtime is gone.
    FetchLost,
    /// There is no tokio runtime to run a token fetch on.
    NoRuntime,
    /// The caller waited for as long as callers wait; the token fetch goes on.
    AcquireTimeout,
    SignedOut,
    Closed,
}

impl AuthFailureKind {
    /// How a token fetch ended, as spans and metrics say it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rejected { .. } => "rejected",
            Self::Held { .. } => "held",
            Self::Throttled => "throttled",
            Self::Unavailable => "unavailable",
            Self::BadAnswer => "bad_answer",
            Self::FetchLost => "lost",
            Self::NoRuntime => "no_runtime",
            Self::AcquireTimeout => "timeout",
            Self::SignedOut => "signed_out",
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

    /// How long from `now` until the next attempt.
    pub(crate) fn retry_after(&self, now: Moment) -> Option<Duration> {
        self.retry_at.map(|retry_at| retry_at.pause_left(now))
    }

    pub(crate) fn is_connect(&self) -> bool {
        self.error.as_ref().is_some_and(TokenError::is_connect)
    }

    pub(crate) fn is_timeout(&self) -> bool {
        self.kind == AuthFailureKind::AcquireTimeout || self.error.as_ref().is_some_and(TokenError::is_timeout)
    }

    /// What the login answered with.
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
                "sign-ins were not answered, and another could lock the account (attempts: {attempts})"
            ),
            AuthFailureKind::Throttled => formatter.write_str("the server allows no sign-in for now"),
            AuthFailureKind::Unavailable => formatter.write_str("no token could be had"),
            AuthFailureKind::BadAnswer => formatter.write_str("the token answer cannot be used"),
            AuthFailureKind::FetchLost => formatter.write_str("the task that fetched the token ended early"),
            AuthFailureKind::NoRuntime => formatter.write_str("a token can only be fetched on a tokio runtime"),
            AuthFailureKind::AcquireTimeout => formatter.write_str("no token came in time; one is still being fetched"),
            AuthFailureKind::SignedOut => formatter.write_str("signed out"),
            AuthFailureKind::Closed => formatter.write_str("the client is closed"),
        }?;
        match &self.error {
            Some(error) => write!(formatter, ": {error}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for AuthFailure {}
