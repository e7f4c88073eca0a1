//! The data of a running token fetch, and the calls of its source.

use std::sync::Arc;

use tokio::time::{Instant, sleep, timeout};

use crate::auth::api::token_error::TokenError;
use crate::auth::api::token_set::TokenSet;
use crate::auth::lockout::shared::SharedHolds;
use crate::auth::numbers as n;
use crate::auth::state::decide::FetchKind;
use crate::auth::state::fetch_handle::FetchHandle;
use crate::auth::state::fetched::RefreshChange;
use crate::auth::state::session::Seen;
use crate::auth::state::shared::Shared;
use crate::auth::state::snapshot::LiveToken;
use crate::auth::telemetry::MeasuredFetch;
use crate::clock::Moment;
use crate::store::{Lease, TokenRecord};

/// The data of a running token fetch.
pub(super) struct Fetch {
    pub(super) shared: Arc<Shared>,
    pub(super) handle: Arc<FetchHandle>,
    pub(super) measured: MeasuredFetch,
    pub(super) lease: LeaseState,
    /// The sign-in that the account's record does not reflect yet.
    pub(super) report: Option<SignInReport>,
    /// The record that the store has not accepted yet.
    pub(super) unsaved: Option<Unsaved>,
    /// Enough refreshes have failed for this fetch to begin with a sign-in.
    pub(super) is_sign_in_due: bool,
    /// The store has said what it has, if only that it has no record.
    pub(super) has_read_store: bool,
    /// This fetch has tried the refresh token.
    pub(super) was_refreshed: bool,
    /// This fetch has tried to sign in.
    pub(super) has_tried_sign_in: bool,
}

pub(super) enum LeaseState {
    NotRequested,
    Held(Lease),
    /// The store granted none in time.
    Alone,
}

/// The outcome of a sign-in, to be written to the account's record before its lease is released: the next holder
/// reads it.
pub(super) struct SignInReport {
    pub(super) holds: SharedHolds,
    pub(super) lease: Option<Lease>,
    pub(super) is_accepted: bool,
}

/// A record that is to be written over what the session has seen.
pub(super) struct Unsaved {
    pub(super) record: TokenRecord,
    pub(super) seen: Seen,
}

/// The tokens that a fetch obtained.
pub(super) enum Obtained {
    Received(Received),
    /// Another holder of the record fetched them.
    Adopted {
        access: LiveToken,
        refresh: RefreshChange,
    },
}

/// The tokens that the source returned.
pub(super) struct Received {
    pub(super) tokens: TokenSet,
    /// All lifetimes count from here, never from the response: it may be late.
    pub(super) sent_at: Moment,
    pub(super) kind: FetchKind,
}

impl Fetch {
    /// Sleeps between two attempts of one token fetch: full jitter, doubling.
    pub(super) async fn rest(&self, attempts_made: u32) {
        let doubled = 2_u32.saturating_pow(attempts_made.saturating_sub(1));
        sleep(self.shared.jitter.up_to(n::BACKOFF_BASE.saturating_mul(doubled))).await;
    }

    /// Awaits one call of the source within the login's time limit.
    pub(super) async fn attempt(
        &self,
        kind: FetchKind,
        call: impl Future<Output = Result<TokenSet, TokenError>>,
    ) -> Result<Received, TokenError> {
        let called_at = self.shared.now();
        let limit = self.shared.attempt_limit(kind);
        let setting = match self.shared.login_timeout {
            Some(_) => "`login_timeout`",
            None => "the limit of the token source; `login_timeout` sets another",
        };
        let late = || TokenError::unanswered(format!("no response within {limit:?} ({setting})")).timeout(true);
        let tokens = timeout(limit, call).await.unwrap_or_else(|_| Err(late()))?;
        let sent_at = tokens.requested_at.map_or(called_at, |requested_at| {
            self.shared.now().before(Instant::now().into_std().saturating_duration_since(requested_at))
        });
        Ok(Received { tokens, sent_at, kind })
    }
}
