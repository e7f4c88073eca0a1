//! The end of a token fetch: validate, save, publish, in this order.

use std::borrow::Cow;

use super::context::{Fetch, Obtained, Received, Unsaved};
use super::record;
use crate::auth::api::access_token::AccessToken;
use crate::auth::api::token_error::TokenError;
use crate::auth::api::token_set::Lifetime;
use crate::auth::state::after_failure::Pause;
use crate::auth::state::decide::FetchKind;
use crate::auth::state::fetch_handle::Outcome;
use crate::auth::state::fetched::{FetchFailure, RefreshChange};
use crate::auth::state::lifespan::Lifespan;
use crate::auth::state::session::RefreshGrant;
use crate::auth::state::snapshot::LiveToken;
use crate::auth::{numbers as n, telemetry};
use crate::clock::Moment;
use crate::store::{StoredToken, TokenRecord};

impl Fetch {
    pub(super) async fn land(&mut self, obtained: Result<Obtained, FetchFailure>) -> Outcome {
        let outcome = match obtained {
            Err(failure) => self.fail(failure),
            Ok(Obtained::Adopted { access, refresh }) => self.publish(access, refresh, "adopted"),
            Ok(Obtained::Received(received)) => self.land_received(&received).await,
        };
        if let Err(failure) = &outcome {
            self.measured.ended(failure.kind().name());
        }
        outcome
    }

    fn fail(&self, failure: FetchFailure) -> Outcome {
        // A sign-in that needs a person is never due: the refresh token may be good, and the person absent.
        if self.was_refreshed && !self.has_tried_sign_in && !self.shared.source.is_interactive() {
            let mut session = self.shared.lock();
            session.failed_refreshes = session.failed_refreshes.saturating_add(1);
        }
        self.shared.fail(&self.handle, failure)
    }

    async fn land_received(&mut self, received: &Received) -> Outcome {
        let access = self.validate(received);
        let refresh = match self.refresh_change(received) {
            // The response has neither token, so it replaces none.
            RefreshChange::Replace(None) if access.is_err() => RefreshChange::Keep,
            change => change,
        };
        if matches!(received.tokens.lifetime, Lifetime::Assumed | Lifetime::Unreadable) {
            telemetry::lifetime_not_stated(received.tokens.lifetime);
        }
        self.save(received.sent_at, access.as_ref().ok(), &refresh).await;
        match access {
            Ok(access) => self.publish(access, refresh, "published"),
            Err(failure) => {
                self.shared.adopt_refresh(&self.handle, refresh);
                self.fail(failure)
            }
        }
    }

    fn publish(&mut self, access: LiveToken, refresh: RefreshChange, outcome: &'static str) -> Outcome {
        let generation = self.shared.publish(&self.handle, access, refresh)?;
        self.measured.ended(outcome);
        telemetry::published(generation, outcome);
        Ok(())
    }

    /// Returns the token if it can be sent and has not expired.
    pub(super) fn validate(&self, received: &Received) -> Result<LiveToken, FetchFailure> {
        let Received { tokens, sent_at, .. } = received;
        let failure = |pause, text: Cow<'static, str>| FetchFailure::after(pause, TokenError::malformed(text));
        let token = AccessToken::new(tokens.access_token.clone(), &*self.shared.source)
            .map_err(|reason| failure(Pause::Backoff, reason))?;
        let lifetime = match self.shared.source.is_interactive() && !self.leaves_refresh(received) {
            // A guess would prompt a person while the server still accepts the token.
            true => tokens.lifetime.stated(sent_at.wall),
            false => tokens.lifetime.effective(sent_at.wall),
        };
        let life = match lifetime {
            None => Lifespan::until_rejected(*sent_at),
            Some(lifetime) => Lifespan::new(*sent_at, lifetime, lifetime, &self.shared.jitter),
        };
        if life.expiry.reached_on_either(self.shared.now()) {
            let pause = Pause::AtLeast(n::DEAD_ON_ARRIVAL_PAUSE);
            return Err(failure(pause, "the access token had expired when it arrived".into()));
        }
        Ok(LiveToken { token, life, is_suspect: false })
    }

    /// After a refresh, an absent or identical refresh token means that the old one stays valid until its old deadline.
    pub(crate) fn refresh_change(&self, received: &Received) -> RefreshChange {
        let tokens = &received.tokens;
        let grant = tokens.refresh_token.clone();
        let grant = grant.map(|token| RefreshGrant::new(token, tokens.refresh_deadline, received.sent_at));
        let session = self.shared.lock();
        match (received.kind, &grant, &session.refresh) {
            (FetchKind::Refresh, None, _) => RefreshChange::Keep,
            (FetchKind::Refresh, Some(new), Some(old)) if old.is(&new.token) => RefreshChange::Keep,
            _ => RefreshChange::Replace(grant),
        }
    }

    /// Returns true if there is a refresh token after the response.
    fn leaves_refresh(&self, received: &Received) -> bool {
        match self.refresh_change(received) {
            RefreshChange::Keep => self.shared.lock().refresh.is_some(),
            RefreshChange::Replace(grant) => grant.is_some(),
        }
    }

    /// Saves what is worth it; what the store does not take in time is kept for later.
    pub(crate) async fn save(&mut self, issued: Moment, access: Option<&LiveToken>, refresh: &RefreshChange) {
        let key = self.shared.store_key();
        let (grant, seen) = {
            let mut session = self.shared.lock();
            if !session.is_current(&self.handle) {
                return;
            }
            let grant = match refresh {
                RefreshChange::Keep if access.is_none() => return,
                RefreshChange::Keep => session.refresh.clone(),
                RefreshChange::Replace(grant) => grant.clone(),
            };
            (grant, session.seen(key))
        };
        let record = TokenRecord::new(
            self.shared.writer,
            issued.wall,
            access.map(|access| StoredToken::new(access.token.text().clone(), access.life.stated_expiry())),
            grant.map(|grant| StoredToken::new(grant.token, grant.deadline)),
        );
        // First of all, for the token fetch's limit may cut the rest short.
        let unsaved = self.unsaved.insert(Unsaved { record, seen });
        if record::save(&self.shared, unsaved).await {
            self.unsaved = None;
        }
    }
}
