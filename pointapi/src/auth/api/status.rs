//! The state of the token manager, read without network.

use std::sync::Arc;
use std::time::SystemTime;

use super::failure::AuthFailure;

/// The states of the token manager, as its documentation draws them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AuthState {
    /// There is no token.
    Empty,
    /// The token is valid, and nothing is to be done.
    Fresh,
    /// The token is valid, and a new one is being fetched or will be soon.
    Advisory,
    /// The token is in its last minute: callers wait up to two seconds for the new one.
    Mandatory,
    /// The access token has expired; a refresh brings a new one.
    Expired,
    /// There is no refresh token to use: a sign-in is next.
    RefreshUnusable,
    /// The credentials were rejected, and sign-in is on hold.
    Rejected,
    /// The last attempt failed, and the next one waits.
    Backoff,
    /// The server asked for a pause.
    Throttled,
    /// The server rejected the token before its time; a new one is being fetched.
    Invalidated,
    /// The caller has signed out.
    SignedOut,
    /// The client is closed.
    Closed,
}

/// The state of the token manager, for health checks; reading it costs no network.
///
/// ```
/// use pointapi::auth::{AuthState, AuthStatus};
///
/// fn is_healthy(status: &AuthStatus) -> bool {
///     status.state() != AuthState::Rejected && status.retry_at().is_none()
/// }
/// ```
///
/// `Debug` shows no secret.
#[derive(Clone, Debug)]
#[must_use]
pub struct AuthStatus {
    pub(crate) state: AuthState,
    pub(crate) access_expires_at: Option<SystemTime>,
    pub(crate) refresh_expires_at: Option<SystemTime>,
    pub(crate) retry_at: Option<SystemTime>,
    pub(crate) is_fetching: bool,
    pub(crate) generation: u64,
    pub(crate) last_failure: Option<Arc<AuthFailure>>,
}

impl AuthStatus {
    /// The status of a client that works without tokens.
    pub(crate) fn without_tokens() -> Self {
        Self {
            state: AuthState::Empty,
            access_expires_at: None,
            refresh_expires_at: None,
            retry_at: None,
            is_fetching: false,
            generation: 0,
            last_failure: None,
        }
    }

    /// Returns the state.
    pub fn state(&self) -> AuthState {
        self.state
    }

    /// Returns the expiry of the access token, on the wall clock.
    pub fn access_expires_at(&self) -> Option<SystemTime> {
        self.access_expires_at
    }

    /// Returns the expiry of the refresh token, if it is known.
    pub fn refresh_expires_at(&self) -> Option<SystemTime> {
        self.refresh_expires_at
    }

    /// Returns the time of the next attempt, after one that failed.
    pub fn retry_at(&self) -> Option<SystemTime> {
        self.retry_at
    }

    /// Returns true if a token is being fetched now.
    pub fn is_fetching(&self) -> bool {
        self.is_fetching
    }

    /// Returns the number of access tokens so far, sign-outs included.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Returns the last failure in one line, until an attempt succeeds.
    pub fn last_failure(&self) -> Option<String> {
        self.last_failure.as_ref().map(ToString::to_string)
    }
}
