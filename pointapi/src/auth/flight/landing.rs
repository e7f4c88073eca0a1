//! The end of a flight: validate, save, publish, in this order.

use super::{Answer, FlightFailure, LiveAccess, Obtained, RefreshChange, Trip, Unsaved, record};
use crate::{
    auth::{
        TokenError, TokenSet,
        after_failure::Pause,
        bearer,
        coordinator::{Outcome, RefreshGrant},
        decide::Flight,
        events,
        lifespan::Lifespan,
        numbers as n,
        token_set::Lifetime,
    },
    clock::Moment,
    store::{StoredToken, TokenRecord},
};

impl Trip {
    pub(super) async fn land(&mut self, obtained: Result<Obtained, FlightFailure>) -> Outcome {
        let outcome = match obtained {
            Err(failure) => self.shared.fail(&self.handle, failure),
            Ok(Obtained::Adopted { access, refresh }) => self.publish(access, refresh, "adopted"),
            Ok(Obtained::Answer(answer)) => self.land_answer(&answer).await,
        };
        if let Err(failure) = &outcome {
            self.flown.landed(failure.kind().name());
        }
        outcome
    }

    async fn land_answer(&mut self, answer: &Answer) -> Outcome {
        let refresh = self.refresh_change(answer);
        let access = self.validate(&answer.tokens, answer.sent_at);
        self.save(answer.sent_at, access.as_ref().ok(), &refresh).await;
        match access {
            Ok(access) => self.publish(access, refresh, "published"),
            Err(failure) => {
                self.shared.adopt_refresh(&self.handle, refresh);
                self.shared.fail(&self.handle, failure)
            }
        }
    }

    fn publish(&mut self, access: LiveAccess, refresh: RefreshChange, outcome: &'static str) -> Outcome {
        let generation = self.shared.publish(&self.handle, access, refresh)?;
        self.flown.landed(outcome);
        events::published(generation, outcome);
        Ok(())
    }

    /// A token that can be sent and still lives.
    fn validate(&self, tokens: &TokenSet, sent_at: Moment) -> Result<LiveAccess, FlightFailure> {
        let malformed = |text| TokenError::malformed(text);
        let header = bearer::header(&tokens.access_token)
            .ok_or_else(|| FlightFailure::after(Pause::Backoff, malformed("the access token is none")))?;
        let lifetime = tokens.lifetime.effective();
        if !matches!(tokens.lifetime, Lifetime::Stated(_)) {
            events::lifetime_not_stated(tokens.lifetime);
        }
        let life = Lifespan::new(sent_at, lifetime, lifetime, &self.shared.jitter);
        if life.expiry.reached_on_either(self.shared.now()) {
            let pause = Pause::AtLeast(n::DEAD_ON_ARRIVAL_PAUSE);
            return Err(FlightFailure::after(pause, malformed("the access token was dead when it came")));
        }
        Ok(LiveAccess { header, life })
    }

    /// After a refresh an absent or identical refresh token means that the old one goes on as it was.
    pub(super) fn refresh_change(&self, answer: &Answer) -> RefreshChange {
        let tokens = &answer.tokens;
        let grant = tokens.refresh_token.clone().map(|token| {
            let deadline = tokens.refresh_deadline.resolve(answer.sent_at.wall);
            RefreshGrant::new(token, deadline, answer.sent_at)
        });
        let coordinator = self.shared.lock();
        match (answer.flight, &grant, &coordinator.refresh) {
            (Flight::Refresh, None, _) => RefreshChange::Keep,
            (Flight::Refresh, Some(new), Some(old)) if old.is(&new.token) => RefreshChange::Keep,
            _ => RefreshChange::Replace(grant),
        }
    }

    /// Saves what is worth it; what the store does not take in time is kept for later.
    pub(super) async fn save(&mut self, issued: Moment, access: Option<&LiveAccess>, refresh: &RefreshChange) {
        let key = self.shared.store_key();
        let (grant, seen) = {
            let mut coordinator = self.shared.lock();
            if !coordinator.is_current(&self.handle) {
                return;
            }
            let grant = match refresh {
                RefreshChange::Keep if access.is_none() => return,
                RefreshChange::Keep => coordinator.refresh.clone(),
                RefreshChange::Replace(grant) => grant.clone(),
            };
            (grant, coordinator.seen(key))
        };
        let record = TokenRecord::new(
            self.shared.writer,
            issued.wall,
            access.map(|access| StoredToken::new(bearer::token(&access.header), Some(access.life.expiry.wall))),
            grant.map(|grant| StoredToken::new(grant.token, grant.deadline)),
        );
        // First of all, for the flight's limit may cut the rest short.
        let unsaved = self.unsaved.insert(Unsaved { record, seen });
        if record::save(&self.shared, unsaved).await {
            self.unsaved = None;
        }
    }
}
