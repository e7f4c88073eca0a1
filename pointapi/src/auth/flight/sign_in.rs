//! The part of a flight that signs in, as often as the guard allows and no more.

use std::sync::Arc;

use tokio::time::timeout;

use super::{Answer, FlightFailure, FlightPause, Obtained, Trip, attempt, give_back, holds::SharedHolds, seconds};
use crate::auth::{
    Fingerprint, TokenError, Why,
    after_failure::{AfterSignIn, Pause, after_sign_in},
    decide::Flight,
    events,
    failure::AuthFailureKind,
    guard::{Attempt, Leave},
    numbers as n,
};
use crate::store::Lease;

/// What a sign-in has met, to be told to the account's record before the turn ends: the next one reads it.
pub(super) struct News {
    holds: SharedHolds,
    turn: Option<Lease>,
    is_let_in: bool,
}

impl Trip {
    /// A new token. After a rejection the provider is asked once whether it has something newer.
    pub(super) async fn sign_in(&mut self) -> Result<Obtained, FlightFailure> {
        let why = self.why();
        let fingerprint = self.fingerprint(why).await?;
        if let Some(adopted) = self.look().await? {
            return Ok(adopted);
        }
        match self.sign_in_with(&fingerprint).await {
            Err(rejection) if rejection.is_rejection() && why != Why::Rejected => {
                match self.fingerprint(Why::Rejected).await {
                    Ok(newer) if newer != fingerprint => {
                        self.tell().await;
                        self.sign_in_with(&newer).await
                    }
                    _ => Err(rejection),
                }
            }
            outcome => outcome,
        }
    }

    async fn sign_in_with(&mut self, fingerprint: &Fingerprint) -> Result<Obtained, FlightFailure> {
        let attempt = Attempt { credentials: fingerprint.id(), alias: self.shared.alias() };
        let guard = self.shared.account_guard();
        let leave = Arc::clone(&guard)
            .enter(attempt.clone(), Arc::clone(&self.shared.clock))
            .await
            .map_err(|held| FlightFailure::held(held, None))?;
        if let Some(adopted) = self.secure().await? {
            return Ok(adopted);
        }
        if self.is_worth_refreshing()
            && let Some(obtained) = self.refresh().await?
        {
            return Ok(obtained);
        }
        let mut holds = SharedHolds::new(&self.shared, guard, attempt, fingerprint.clone());
        let turn = holds.take_turn().await?;
        // Told at the flight's end, whose limit may cut the sign-in short and must not cut this.
        self.news = Some(News { holds, turn, is_let_in: false });
        let outcome = self.sign_in_now(leave).await;
        if let Some(news) = &mut self.news {
            news.is_let_in = outcome.is_ok();
        }
        outcome
    }

    /// Tells the account's record what the sign-in has met, and lets the next one have its turn.
    pub(super) async fn tell(&mut self) {
        if let Some(News { holds, is_let_in, .. }) = &mut self.news {
            holds.tell(*is_let_in).await;
        }
        if let Some(turn) = self.news.take().and_then(|news| news.turn) {
            give_back(turn).await;
        }
    }

    async fn sign_in_now(&self, mut leave: Leave) -> Result<Obtained, FlightFailure> {
        let mut attempts = 0;
        loop {
            attempts += 1;
            events::attempt(Flight::SignIn, attempts);
            let sent_at = self.shared.now();
            leave.sending();
            let error = match attempt(self.shared.source.sign_in()).await {
                Ok(tokens) => {
                    leave.accepted();
                    let flight = Flight::SignIn;
                    return Ok(Obtained::Answer(Answer { tokens, sent_at, flight }));
                }
                Err(error) => error,
            };
            match after_sign_in(&error, leave.is_proven()) {
                AfterSignIn::Rejected => {
                    return Err(FlightFailure::held(leave.rejected(), Some(error)));
                }
                AfterSignIn::Ambiguous => return Err(unanswered(leave, error)),
                AfterSignIn::Blocked(wait) => {
                    let until = self.shared.now().after(wait);
                    return Err(FlightFailure::held(leave.blocked(until), Some(error)));
                }
                AfterSignIn::Retry if attempts < n::SIGN_IN_ATTEMPTS => {
                    leave.unused();
                    self.rest(attempts).await;
                }
                AfterSignIn::Retry => {
                    leave.unused();
                    return Err(FlightFailure::after(Pause::Backoff, error));
                }
                AfterSignIn::Stop(pause) => {
                    leave.unused();
                    return Err(FlightFailure::after(pause, error));
                }
            }
        }
    }

    fn why(&self) -> Why {
        let coordinator = self.shared.lock();
        let pause = self.shared.live_pause(&coordinator);
        let last_kind = pause.map(|pause| pause.failure.kind());
        match last_kind {
            Some(AuthFailureKind::Rejected { .. }) => Why::Rejected,
            _ if coordinator.was_provider_asked => Why::Again,
            _ => Why::First,
        }
    }

    /// Asks the source to fetch its credentials. Its errors are a passing trouble, whatever they say.
    async fn fingerprint(&self, why: Why) -> Result<Fingerprint, FlightFailure> {
        self.shared.lock().was_provider_asked = true;
        let late = || {
            let text = format!("no credentials within {}", seconds(n::PROVIDER_LIMIT));
            TokenError::transient(text).timeout(true)
        };
        timeout(n::PROVIDER_LIMIT, self.shared.source.credential_fingerprint(why))
            .await
            .unwrap_or_else(|_| Err(late()))
            .map_err(|error| FlightFailure {
                kind: AuthFailureKind::Unavailable,
                error: Some(error),
                pause: FlightPause::All(Pause::Backoff),
            })
    }
}

/// Nobody can tell whether it counted.
fn unanswered(leave: Leave, error: TokenError) -> FlightFailure {
    match leave.unanswered() {
        Some(held) => FlightFailure::held(held, Some(error)),
        None => FlightFailure::after(Pause::Backoff, error),
    }
}
