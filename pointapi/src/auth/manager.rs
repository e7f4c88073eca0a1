//! The handle through which calls get their header.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout, timeout_at};

use super::api::failure::{AuthFailure, AuthFailureKind};
use super::api::secret::Secret;
use super::api::status::AuthStatus;
use super::api::token_source::TokenSource;
use super::environment::Environment;
use super::fetch::record;
use super::lockout::guard::GuardHub;
use super::state::decide;
use super::state::fetch_handle::Outcome;
use super::state::shared::Shared;
use super::state::snapshot::Authorization;
use super::state::suppression::EndpointId;
use super::state::transitions::Rejection;
use super::step::{Step, serve_at_once, start_due, step};
use super::{keep_warm, numbers as n, telemetry};
use crate::clock::Moment;
use crate::metrics::is_listened_to;
use crate::response::RawResponse;

/// Gets the tokens of one identity and keeps them fresh. A clone is another handle to the same.
///
/// It needs no runtime to be made, and has no task until the first token fetch.
#[derive(Clone)]
pub(crate) struct TokenManager {
    shared: Arc<Shared>,
}

impl TokenManager {
    pub(crate) fn new(source: Arc<dyn TokenSource>, environment: Environment) -> Self {
        Self { shared: Arc::new(Shared::new(source, environment)) }
    }

    /// Returns the header of a fresh token. Takes no lock and allocates nothing.
    pub(crate) fn current(&self, min_life: Option<Duration>) -> Option<Authorization> {
        let now = self.shared.now();
        if self.shared.activity.used(now.monotonic) {
            keep_warm::ensure(&self.shared);
        }
        self.shared.snapshot.load().fresh(min_life, now)
    }

    /// Returns the header of a token that the server may still accept, fresh or not.
    pub(crate) fn usable(&self) -> Option<Authorization> {
        self.shared.usable()
    }

    /// Returns the header to send now and starts the token fetch that is due; `None` if the state requires to wait for it.
    pub(crate) fn at_once(&self, min_life: Option<Duration>) -> Option<Authorization> {
        let fresh = self.current(min_life);
        fresh.or_else(|| serve_at_once(&self.shared, min_life).map(|stale| self.served(stale, min_life)))
    }

    /// Returns the header to send now; waits for a token fetch if the state requires it.
    pub(crate) async fn authorize(&self, min_life: Option<Duration>) -> Result<Authorization, Arc<AuthFailure>> {
        if let Some(authorization) = self.current(min_life) {
            return Ok(authorization);
        }
        keep_warm::ensure(&self.shared);
        let now = Instant::now();
        let caller_wait = self.shared.caller_wait();
        let deadline = now.checked_add(caller_wait).unwrap_or(now + n::NO_LIMIT);
        let mut decided_again = 0;
        let mut waiter = None;
        loop {
            let (mut outcome, until) = match step(&self.shared, min_life) {
                Step::Serve(authorization) => return Ok(self.served(authorization, min_life)),
                Step::Fail(failure) => return Err(failure),
                Step::Wait { outcome, is_brief: false } => (outcome, deadline),
                Step::Wait { outcome, is_brief: true } => (outcome, deadline.min(Instant::now() + n::MANDATORY_WAIT)),
            };
            waiter.get_or_insert_with(telemetry::Waiter::begin);
            let landed = timeout_at(until, outcome.wait_for(Option::is_some)).await;
            // A usable token is served whatever the outcome of the fetch.
            if let Some(authorization) = self.shared.usable() {
                return Ok(self.served(authorization, min_life));
            }
            let outcome = landed.map(|landed| landed.ok().and_then(|outcome| outcome.clone()));
            match outcome {
                Ok(outcome) => decide_again(outcome, &mut decided_again)?,
                Err(_) if Instant::now() >= deadline => {
                    return Err(AuthFailure::of(AuthFailureKind::AcquireTimeout { waited: caller_wait }));
                }
                Err(_) => {}
            }
        }
    }

    /// Records a 401 response to a request that carried `used`; true if the caller may authorize again and replay once.
    pub(crate) fn rejected(&self, used: &Authorization, endpoint: EndpointId) -> bool {
        let rejection = self.shared.reject(used, endpoint);
        if rejection == Rejection::Invalidated {
            // Also for a caller that cannot replay: the next call needs another token.
            start_due(&self.shared);
        }
        rejection != Rejection::Final
    }

    /// Takes the current token out of use and starts to replace it.
    pub(crate) fn invalidate(&self) {
        if self.shared.invalidate_current() {
            start_due(&self.shared);
        }
    }

    /// Records a 401 response to a replay.
    pub(crate) fn replay_rejected(&self, used: &Authorization, endpoint: EndpointId) {
        if self.shared.reject_replay(used, endpoint) {
            start_due(&self.shared);
        }
    }

    /// Records a success of an endpoint.
    pub(crate) fn accepted(&self, endpoint: EndpointId) {
        self.shared.accepted(endpoint);
        if is_listened_to() {
            self.shared.report_access_remaining(&self.shared.snapshot.load(), self.shared.now());
        }
    }

    /// Signs in unless a valid token is held, also after a sign-out.
    pub(crate) async fn sign_in(&self) -> Result<(), Arc<AuthFailure>> {
        self.shared.reopen();
        self.authorize(None).await.map(drop)
    }

    /// Drops all tokens, here and in the store. No request is sent: the platform has none for it.
    ///
    /// # Errors
    ///
    /// If the sign-out could not be stored. This client has dropped its tokens anyway.
    pub(crate) async fn sign_out(&self) -> Result<(), Arc<AuthFailure>> {
        let Some(tombstone) = self.shared.leave()? else { return Ok(()) };
        self.shared.activity.wake();
        record::bury(&self.shared, tombstone).await
    }

    /// Returns a fresh token, to hand to another tool.
    pub(crate) async fn access_token(&self) -> Result<Secret, Arc<AuthFailure>> {
        self.authorize(None).await?;
        self.current_token().ok_or_else(|| AuthFailure::of(AuthFailureKind::Unavailable))
    }

    /// Returns the current token, if there is one; this does not count as a use.
    pub(crate) fn current_token(&self) -> Option<Secret> {
        self.shared.snapshot.load().usable_text(self.shared.now())
    }

    /// True if the response rejects the token, by the rule of the source.
    pub(crate) fn is_rejected_by(&self, response: &RawResponse) -> bool {
        self.shared.source.rejects(response)
    }

    /// Returns the state, without network.
    pub(crate) fn status(&self) -> AuthStatus {
        let now = self.shared.now();
        let session = self.shared.lock();
        let snapshot = self.shared.snapshot.load();
        let pause = self.shared.live_pause(&session);
        AuthStatus {
            state: decide::state(&self.shared.view(&session, &snapshot, None), now),
            access_expires_at: snapshot.token.as_ref().and_then(|token| token.life.stated_expiry()),
            refresh_expires_at: session.refresh_deadline(),
            retry_at: pause.and_then(|pause| pause.failure.retry_at()).filter(|at| !at.is_over(now)).map(|at| at.wall),
            is_fetching: session.fetch.is_some(),
            generation: snapshot.generation,
            last_failure: pause.map(|pause| Arc::clone(&pause.failure)),
        }
    }

    /// Serves nothing more; a token fetch and the sign-outs that are under way have until `deadline` to be saved.
    pub(crate) async fn close(&self, deadline: Duration) {
        let (fetch, mut sign_outs) = self.shared.shut();
        self.shared.activity.wake();
        let both = async {
            if let Some(fetch) = &fetch {
                fetch.ended().await;
            }
            for task in &mut sign_outs {
                let _ = task.await;
            }
        };
        if timeout(deadline, both).await.is_err() {
            if let Some(fetch) = fetch {
                fetch.abort();
            }
            for task in sign_outs {
                task.abort();
            }
        }
        self.shared.lock().refresh = None;
    }

    /// The credentials have changed: ends a hold.
    pub(crate) fn credentials_changed(&self) {
        self.shared.reset_holds(GuardHub::end_holds);
    }

    /// The operator vouches for the account: ends a hold and forgets what was counted.
    pub(crate) fn reset_sign_in_guard(&self) {
        self.shared.reset_holds(GuardHub::reset);
    }

    /// Keeps the token warm in the background, from the first call on, until nothing was called for two hours.
    pub(crate) fn keep_warm(&self) {
        self.shared.activity.want_keep_warm();
    }

    /// Reads the clocks.
    pub(crate) fn now(&self) -> Moment {
        self.shared.now()
    }

    /// Returns the token, and reports one that is stale or lives too short for the call.
    fn served(&self, authorization: Authorization, min_life: Option<Duration>) -> Authorization {
        let now = self.shared.now();
        let snapshot = self.shared.snapshot.load();
        let life = snapshot.token.as_ref().map(|token| &token.life);
        if !life.is_some_and(|life| life.is_fresh(now)) {
            telemetry::stale_served();
        }
        if let Some(min_life) = min_life
            && !life.is_some_and(|life| life.outlives(Some(min_life), now))
        {
            telemetry::shorter_than_required(min_life);
        }
        authorization
    }
}

/// Lets a waiter decide again after a lost token fetch, or after one whose token was rejected or expired before the
/// waiter woke; at most twice, or a login of very short lives would be called without end.
fn decide_again(outcome: Option<Outcome>, decided_again: &mut u32) -> Result<(), Arc<AuthFailure>> {
    let failure = match outcome {
        Some(Ok(())) => AuthFailure::of(AuthFailureKind::BadAnswer),
        // The fetch had no waiter when it needed a person; a new one has this caller.
        Some(Err(failure)) if matches!(failure.kind(), AuthFailureKind::FetchLost | AuthFailureKind::NeedsPerson) => {
            failure
        }
        Some(Err(failure)) => return Err(failure),
        None => AuthFailure::of(AuthFailureKind::FetchLost),
    };
    if *decided_again >= n::DECISIONS_AGAIN {
        return Err(failure);
    }
    *decided_again += 1;
    Ok(())
}

impl fmt::Debug for TokenManager {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("TokenManager").field(&self.status()).finish()
    }
}

#[cfg(test)]
mod tests;
