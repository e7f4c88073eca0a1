//! The handle through which calls get their header.

use std::{fmt, sync::Arc, time::Duration};

use tokio::time::{Instant, timeout, timeout_at};

use super::{
    AuthStatus, Secret, TokenSource, bearer,
    coordinator::Outcome,
    decide, events,
    failure::{AuthFailure, AuthFailureKind},
    flight,
    guard::GuardHub,
    keeper, metrics, numbers as n,
    shared::{Shared, Step},
    snapshot::Authorization,
    transitions::Refused,
};
use crate::{
    clock::{Clock, Moment},
    metrics::is_listened_to,
    store::TokenStore,
};

/// What a manager works with, given from outside.
pub(crate) struct Environment {
    pub(crate) clock: Arc<dyn Clock>,
    /// Also names this manager as a writer of records.
    pub(crate) jitter_seed: u64,
    /// Shared by all identities of a client.
    pub(crate) guard: Arc<GuardHub>,
    pub(crate) store: Arc<dyn TokenStore>,
    pub(crate) identity: Identity,
}

/// Whose tokens these are, beside the account that the source names.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    /// Scheme, host and port of the login.
    pub(crate) origin: String,
    pub(crate) alias: Option<String>,
}

impl Identity {
    /// The alias, which is no secret, for spans and metrics.
    pub(super) fn label(&self) -> &str {
        self.alias.as_deref().unwrap_or("-")
    }
}

/// Gets the tokens of one identity and keeps them fresh. A clone is another handle to the same.
///
/// It needs no runtime to be made, and has no task until the first flight.
#[derive(Clone)]
pub(crate) struct TokenManager {
    shared: Arc<Shared>,
}

impl TokenManager {
    pub(crate) fn new(source: Arc<dyn TokenSource>, environment: Environment) -> Self {
        Self { shared: Arc::new(Shared::new(source, environment)) }
    }

    /// The header, without waiting, while it is fresh. Takes no lock and allocates nothing.
    pub(crate) fn current(&self, min_life: Option<Duration>) -> Option<Authorization> {
        let now = self.shared.now();
        if self.shared.keeper.used(now.monotonic) {
            keeper::ensure(&self.shared);
        }
        self.shared.snapshot.load().fresh(min_life, now)
    }

    /// The header to send now; waits for a flight where the state says so.
    pub(crate) async fn authorize(&self, min_life: Option<Duration>) -> Result<Authorization, Arc<AuthFailure>> {
        if let Some(authorization) = self.current(min_life) {
            return Ok(authorization);
        }
        let deadline = Instant::now() + n::CALLER_WAIT;
        let mut decided_again = 0;
        let mut waiter = None;
        loop {
            let (mut outcome, until) = match self.shared.step(min_life) {
                Step::Serve(authorization) => return Ok(self.served(authorization, min_life)),
                Step::Fail(failure) => return Err(failure),
                Step::Wait { outcome, is_brief: false } => (outcome, deadline),
                Step::Wait { outcome, is_brief: true } => (outcome, deadline.min(Instant::now() + n::MANDATORY_WAIT)),
            };
            waiter.get_or_insert_with(metrics::Waiter::begin);
            let landed = timeout_at(until, outcome.wait_for(Option::is_some)).await;
            // Whatever became of the flight: a token that can be used is used.
            if let Some(authorization) = self.shared.usable() {
                return Ok(self.served(authorization, min_life));
            }
            let outcome = landed.map(|landed| landed.ok().and_then(|outcome| outcome.clone()));
            match outcome {
                Ok(outcome) => decide_again(outcome, &mut decided_again)?,
                Err(_) if Instant::now() >= deadline => {
                    return Err(AuthFailure::of(AuthFailureKind::AcquireTimeout));
                }
                Err(_) => {}
            }
        }
    }

    /// The server answered 401 to a request that carried `used`: may the caller authorize again and replay once?
    pub(crate) fn refused(&self, used: &Authorization) -> Refused {
        self.shared.refuse(used)
    }

    /// A replay was refused as well.
    pub(crate) fn replay_refused(&self, used: &Authorization) {
        self.shared.refuse_replay(used);
    }

    /// A 2xx came back.
    pub(crate) fn accepted(&self) {
        self.shared.accepted();
        if is_listened_to() {
            metrics::access_remaining(&self.shared.identity, &self.shared.snapshot.load(), self.shared.now());
        }
    }

    /// Makes sure of a token, also after a sign-out.
    pub(crate) async fn sign_in(&self) -> Result<(), Arc<AuthFailure>> {
        self.shared.reopen();
        self.authorize(None).await.map(drop)
    }

    /// Drops all tokens, here and in the store. No request is sent: the platform has none for it.
    pub(crate) async fn sign_out(&self) -> Result<(), Arc<AuthFailure>> {
        if self.shared.leave()? {
            self.shared.keeper.wake();
            flight::bury(&self.shared).await;
        }
        Ok(())
    }

    /// A fresh token, to hand to another tool.
    pub(crate) async fn access_token(&self) -> Result<Secret, Arc<AuthFailure>> {
        let authorization = self.authorize(None).await?;
        Ok(bearer::token(&authorization.header))
    }

    /// The token that is sent now, if there is one; asking is no use of it.
    #[cfg(feature = "webhook")]
    pub(crate) fn current_token(&self) -> Option<Secret> {
        self.shared.usable().map(|authorization| bearer::token(&authorization.header))
    }

    /// How it stands, without network.
    pub(crate) fn status(&self) -> AuthStatus {
        let now = self.shared.now();
        let coordinator = self.shared.lock();
        let snapshot = self.shared.snapshot.load();
        let pause = self.shared.live_pause(&coordinator);
        AuthStatus {
            state: decide::state(&self.shared.view(&coordinator, &snapshot, None), now),
            access_expires_at: snapshot.token.as_ref().map(|token| token.life.expiry.wall),
            refresh_expires_at: coordinator.refresh_deadline(),
            retry_at: pause.and_then(|pause| pause.failure.retry_at()).filter(|at| !at.is_over(now)).map(|at| at.wall),
            is_fetching: coordinator.flight.is_some(),
            generation: snapshot.generation,
            last_failure: pause.map(|pause| Arc::clone(&pause.failure)),
        }
    }

    /// Serves nothing more; a flight that is under way has until `deadline` to land and to be saved.
    pub(crate) async fn close(&self, deadline: Duration) {
        let flight = self.shared.shut();
        self.shared.keeper.wake();
        if let Some(flight) = flight
            && timeout(deadline, flight.ended()).await.is_err()
        {
            flight.abort();
        }
        self.shared.lock().refresh = None;
    }

    /// The credentials have changed: ends a hold.
    pub(crate) fn credentials_changed(&self) {
        self.shared.pardon(GuardHub::end_holds);
    }

    /// The operator vouches for the account: ends a hold and forgets what was counted.
    pub(crate) fn reset_sign_in_guard(&self) {
        self.shared.pardon(GuardHub::reset);
    }

    /// Keeps the token warm in the background until nothing was called for two hours.
    pub(crate) fn keep_warm(&self) {
        self.shared.keeper.want();
        self.shared.keeper.used(self.shared.now().monotonic);
        keeper::ensure(&self.shared);
    }

    /// The clocks as this manager reads them, to tell how long a failure lasts.
    pub(crate) fn now(&self) -> Moment {
        self.shared.now()
    }

    /// Says so where the token is old or lives too short for the call, and hands it over all the same.
    fn served(&self, authorization: Authorization, min_life: Option<Duration>) -> Authorization {
        let now = self.shared.now();
        let snapshot = self.shared.snapshot.load();
        let life = snapshot.token.as_ref().map(|token| &token.life);
        if !life.is_some_and(|life| life.is_fresh(now)) {
            metrics::stale_served();
        }
        if let Some(min_life) = min_life
            && !life.is_some_and(|life| life.outlives(Some(min_life), now))
        {
            events::shorter_than_asked(min_life);
        }
        authorization
    }
}

/// Whether a waiter decides once more: after a flight that was lost, and after one whose token was refused or dead
/// before the waiter woke. At most twice, or a login of very short lives would be asked without end.
fn decide_again(outcome: Option<Outcome>, decided_again: &mut u32) -> Result<(), Arc<AuthFailure>> {
    let failure = match outcome {
        Some(Ok(())) => AuthFailure::of(AuthFailureKind::BadAnswer),
        Some(Err(failure)) if failure.kind() != AuthFailureKind::FlightLost => return Err(failure),
        Some(Err(failure)) => failure,
        None => AuthFailure::of(AuthFailureKind::FlightLost),
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
