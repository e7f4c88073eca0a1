//! The part of a flight that uses the refresh token. No password is involved.

use super::{Answer, FlightFailure, Obtained, Trip, attempt};
use crate::auth::{
    Secret, TokenSet,
    after_failure::{AfterRefresh, Pause, after_refresh},
    bearer,
    decide::Flight,
    events, numbers as n,
};
use crate::clock::Moment;

impl Trip {
    /// A new token, or nothing when a sign-in is needed instead.
    pub(super) async fn refresh(&mut self) -> Result<Option<Obtained>, FlightFailure> {
        self.was_refreshed = true;
        let mut attempts = 0;
        while let Some(token) = self.refresh_token() {
            attempts += 1;
            events::attempt(Flight::Refresh, attempts);
            let sent_at = self.shared.now();
            let error = match attempt(self.shared.source.refresh(&token)).await {
                Ok(tokens) => return Ok(self.refreshed(tokens, sent_at).await),
                Err(error) => error,
            };
            let what_follows = after_refresh(&error);
            if what_follows != AfterRefresh::Suspicious {
                self.shared.lock().suspicious_flights = 0;
            }
            match what_follows {
                AfterRefresh::SignIn => {
                    if let Some(adopted) = self.give_up(&token).await? {
                        return Ok(Some(adopted));
                    }
                }
                AfterRefresh::Suspicious if self.is_one_suspicion_too_many() => return Ok(None),
                AfterRefresh::Retry if attempts < n::REFRESH_ATTEMPTS => self.rest(attempts).await,
                AfterRefresh::Suspicious | AfterRefresh::Retry => {
                    return Err(FlightFailure::after(Pause::Backoff, error));
                }
                AfterRefresh::Stop(pause) => return Err(FlightFailure::after(pause, error)),
            }
        }
        Ok(None)
    }

    /// Whether a refresh token has come up that this flight has not tried.
    pub(super) fn is_worth_refreshing(&self) -> bool {
        let now = self.shared.now();
        let coordinator = self.shared.lock();
        !self.was_refreshed && coordinator.refresh.as_ref().is_some_and(|grant| grant.is_live(now))
    }

    fn refresh_token(&self) -> Option<Secret> {
        let coordinator = self.shared.lock();
        coordinator.refresh.as_ref().map(|grant| grant.token.clone())
    }

    /// The server refuses this refresh token. A sibling may have rotated it: then the new one is tried, or what the
    /// sibling brought is adopted.
    async fn give_up(&mut self, refused: &Secret) -> Result<Option<Obtained>, FlightFailure> {
        self.shared.lock().drop_refresh(refused);
        self.look().await
    }

    fn is_one_suspicion_too_many(&self) -> bool {
        let mut coordinator = self.shared.lock();
        coordinator.suspicious_flights += 1;
        coordinator.suspicious_flights >= n::BARE_REFUSALS
    }

    /// A refresh that brings the very token that was refused is worth nothing: sign in once, at most once an hour.
    async fn refreshed(&mut self, tokens: TokenSet, sent_at: Moment) -> Option<Obtained> {
        let answer = Answer { tokens, sent_at, flight: Flight::Refresh };
        if self.is_refused_again(&answer) {
            let refresh = self.refresh_change(&answer);
            self.shared.adopt_refresh(&self.handle, refresh.clone());
            // Now, for the sign-in may fail.
            self.save(sent_at, None, &refresh).await;
            return None;
        }
        Some(Obtained::Answer(answer))
    }

    fn is_refused_again(&self, answer: &Answer) -> bool {
        let header = bearer::header(&answer.tokens.access_token);
        let now = self.shared.now();
        let mut coordinator = self.shared.lock();
        let is_same = header.is_some() && header == coordinator.refused;
        let may_escalate =
            coordinator.last_escalation.is_none_or(|last| last.after(n::ESCALATION_INTERVAL).is_over(now));
        if is_same && may_escalate {
            coordinator.last_escalation = Some(now);
        }
        is_same && may_escalate
    }
}
