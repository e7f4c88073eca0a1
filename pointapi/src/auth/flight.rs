//! A flight: the one task that fetches a token, while all callers of the identity wait for it.
//!
//! Callers hold a receiver and nothing else, so no caller's end cancels it. Whatever ends the task, its waiters are
//! told: the task holds a guard whose drop does it.

mod holds;
mod landing;
mod record;
mod refresh;
mod sign_in;

use std::{sync::Arc, time::Duration};

use http::HeaderValue;
use tokio::{
    runtime::Handle,
    time::{sleep, timeout},
};

pub(super) use self::record::bury;
use self::sign_in::News;
use super::{
    AuthState, TokenError, TokenSet,
    after_failure::{self, Pause},
    coordinator::{FlightHandle, RefreshGrant, Seen},
    decide::Flight,
    events,
    failure::AuthFailureKind,
    guard::{Held, HeldBecause},
    keeper,
    lifespan::Lifespan,
    metrics::{self, Flown},
    numbers as n,
    shared::Shared,
};
use crate::{
    clock::Moment,
    service::BoxError,
    store::{Lease, TokenRecord},
};

/// How often a commit that met another's is tried again.
const COMMIT_ATTEMPTS: u32 = 3;

/// A flight that is about to start or under way. Its drop tells the waiters if nothing else did.
pub(super) struct Flying {
    shared: Arc<Shared>,
    handle: Arc<FlightHandle>,
    flight: Flight,
    trigger: AuthState,
    runtime: Handle,
    has_begun: bool,
}

/// What a flight has in hand while it looks for a token.
struct Trip {
    shared: Arc<Shared>,
    handle: Arc<FlightHandle>,
    flown: Flown,
    lease: LeaseState,
    /// What the account's record does not say yet.
    news: Option<News>,
    /// What the store has not taken yet.
    unsaved: Option<Unsaved>,
    /// The refresh token had its chance in this flight.
    was_refreshed: bool,
}

enum LeaseState {
    NotAsked,
    Held(Lease),
    /// The store could not give one in time.
    Alone,
}

/// A record, and what the store had when it was to be written.
struct Unsaved {
    record: TokenRecord,
    seen: Seen,
}

/// What a flight brings home.
enum Obtained {
    Answer(Answer),
    /// Somebody else who shares the store had it.
    Adopted {
        access: LiveAccess,
        refresh: RefreshChange,
    },
}

/// What the source gave, and when it was asked.
struct Answer {
    tokens: TokenSet,
    /// All lifetimes count from here: never from the answer.
    sent_at: Moment,
    flight: Flight,
}

/// An access token that can be published.
pub(super) struct LiveAccess {
    pub(super) header: HeaderValue,
    pub(super) life: Lifespan,
}

/// What becomes of the refresh token.
#[derive(Clone)]
pub(super) enum RefreshChange {
    /// It stays, with its original deadline: to count anew with each refresh would keep it alive for ever.
    Keep,
    Replace(Option<RefreshGrant>),
}

/// Why a flight brought nothing, and what is not tried for how long.
pub(super) struct FlightFailure {
    pub(super) kind: AuthFailureKind,
    pub(super) error: Option<TokenError>,
    pub(super) pause: FlightPause,
}

pub(super) enum FlightPause {
    All(Pause),
    SignIn { until: Moment },
}

impl Flying {
    pub(super) fn new(
        shared: Arc<Shared>,
        handle: Arc<FlightHandle>,
        (flight, trigger): (Flight, AuthState),
        runtime: Handle,
    ) -> Self {
        Self { shared, handle, flight, trigger, runtime, has_begun: false }
    }

    /// Not to be called under the lock: a runtime that is shutting down drops the task here and now.
    pub(super) fn spawn(self) {
        let runtime = self.runtime.clone();
        let handle = Arc::clone(&self.handle);
        let shared = Arc::clone(&self.shared);
        let start = events::Start {
            id: handle.id,
            flight: self.flight,
            trigger: self.trigger,
            generation: shared.snapshot.load().generation,
            identity: &shared.identity,
        };
        let task = handle.span.wrap(&start, self.fly());
        handle.abort_with(runtime.spawn(task).abort_handle());
    }

    async fn fly(mut self) {
        self.has_begun = true;
        let mut trip = Trip {
            shared: Arc::clone(&self.shared),
            handle: Arc::clone(&self.handle),
            flown: Flown::begin(self.flight, self.trigger),
            lease: LeaseState::NotAsked,
            news: None,
            unsaved: None,
            was_refreshed: false,
        };
        let obtained = timeout(n::FLIGHT_LIMIT, trip.obtain(self.flight)).await;
        // Outside the limit: what has been obtained, and what has been met, must not be lost to it.
        let outcome = trip.land(obtained.unwrap_or_else(|_| Err(FlightFailure::out_of_time()))).await;
        let unsaved = trip.end().await;
        self.handle.resolve(outcome);
        keeper::ensure(&self.shared);
        if let Some(unsaved) = unsaved {
            record::save_later(&self.shared, &unsaved).await;
        }
    }
}

impl Drop for Flying {
    fn drop(&mut self) {
        // A runtime that has shut down takes no task. To run the flight in the caller's would not help: its timers and
        // sockets are dead as well.
        let kind = match self.has_begun {
            true => AuthFailureKind::FlightLost,
            false => AuthFailureKind::NoRuntime,
        };
        self.handle.resolve(self.shared.lose(&self.handle, kind));
        self.handle.end();
    }
}

impl Trip {
    async fn obtain(&mut self, flight: Flight) -> Result<Obtained, FlightFailure> {
        if flight == Flight::Refresh {
            if let Some(adopted) = self.secure().await? {
                return Ok(adopted);
            }
            if let Some(obtained) = self.refresh().await? {
                return Ok(obtained);
            }
        }
        self.sign_in().await
    }

    /// Gives the lease back before anybody is told: the process may end right after. What is left is to be saved.
    async fn end(mut self) -> Option<Unsaved> {
        self.tell().await;
        if let LeaseState::Held(lease) = self.lease {
            give_back(lease).await;
        }
        self.unsaved
    }

    /// A pause between two attempts of one flight: full jitter, doubling.
    async fn rest(&self, attempts_made: u32) {
        let doubled = 2_u32.saturating_pow(attempts_made.saturating_sub(1));
        sleep(self.shared.jitter.up_to(n::BACKOFF_BASE.saturating_mul(doubled))).await;
    }
}

/// One call of the source, with its time limit.
async fn attempt(call: impl Future<Output = Result<TokenSet, TokenError>>) -> Result<TokenSet, TokenError> {
    let late = || TokenError::unanswered(format!("no answer within {}", seconds(n::ATTEMPT_LIMIT))).timeout(true);
    timeout(n::ATTEMPT_LIMIT, call).await.unwrap_or_else(|_| Err(late()))
}

/// With a time limit; what comes too late goes on in the background.
async fn give_back(lease: Lease) {
    // A store whose leases end by themselves loses nothing by a failure.
    let _ = timeout(n::PERSIST_LIMIT, lease.give_back()).await;
}

/// Asks the store, with a time limit. Nothing where it fails, which is reported and changes nothing else.
async fn ask<T>(operation: &'static str, call: impl Future<Output = Result<T, BoxError>>) -> Option<T> {
    let answer = timeout(n::PERSIST_LIMIT, call).await;
    metrics::store_asked(operation, &answer);
    match answer {
        Ok(Ok(answer)) => return Some(answer),
        Ok(Err(error)) => events::store_degraded(operation, &error),
        Err(elapsed) => events::store_degraded(operation, &elapsed),
    }
    None
}

fn seconds(limit: Duration) -> String {
    format!("{} s", limit.as_secs())
}

impl FlightFailure {
    /// Nothing at all is tried for a while.
    fn after(pause: Pause, error: TokenError) -> Self {
        Self { kind: after_failure::kind(&error), error: Some(error), pause: FlightPause::All(pause) }
    }

    /// No sign-in is tried for a while.
    fn held(held: Held, error: Option<TokenError>) -> Self {
        let kind = match held.because {
            HeldBecause::Rejected { attempts } => AuthFailureKind::Rejected { attempts },
            HeldBecause::Unanswered { attempts } => AuthFailureKind::Held { attempts },
            HeldBecause::Throttled => AuthFailureKind::Throttled,
        };
        Self { kind, error, pause: FlightPause::SignIn { until: held.until } }
    }

    fn is_rejection(&self) -> bool {
        matches!(self.kind, AuthFailureKind::Rejected { .. })
    }

    fn out_of_time() -> Self {
        let text = format!("the whole of it took longer than {}", seconds(n::FLIGHT_LIMIT));
        Self::after(Pause::Backoff, TokenError::transient(text).timeout(true))
    }

    /// Somebody who shares the record has signed out.
    fn signed_out() -> Self {
        Self { kind: AuthFailureKind::SignedOut, error: None, pause: FlightPause::All(Pause::Backoff) }
    }
}
