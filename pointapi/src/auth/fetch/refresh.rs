//! The part of a token fetch that uses the refresh token. No password is involved.

use super::context::{Fetch, Obtained, Received, attempt};
use crate::auth::api::bearer;
use crate::auth::api::secret::Secret;
use crate::auth::api::token_set::TokenSet;
use crate::auth::state::after_failure::{AfterRefresh, Pause, after_refresh};
use crate::auth::state::decide::FetchKind;
use crate::auth::state::fetched::FetchFailure;
use crate::auth::{numbers as n, telemetry};
use crate::clock::Moment;

impl Fetch {
    /// A new token, or nothing when a sign-in is needed instead.
    pub(crate) async fn refresh(&mut self) -> Result<Option<Obtained>, FetchFailure> {
        self.was_refreshed = true;
        let mut attempts = 0;
        while let Some(token) = self.refresh_token() {
            attempts += 1;
            telemetry::attempt(FetchKind::Refresh.name(), attempts);
            let sent_at = self.shared.now();
            let error = match attempt(self.shared.source.refresh(&token)).await {
                Ok(tokens) => return Ok(self.refreshed(tokens, sent_at).await),
                Err(error) => error,
            };
            let what_follows = after_refresh(&error);
            if what_follows != AfterRefresh::Suspicious {
                self.shared.lock().suspicious_fetches = 0;
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
                    return Err(FetchFailure::after(Pause::Backoff, error));
                }
                AfterRefresh::Stop(pause) => return Err(FetchFailure::after(pause, error)),
            }
        }
        Ok(None)
    }

    /// Whether a refresh token has come up that this token fetch has not tried.
    pub(crate) fn is_worth_refreshing(&self) -> bool {
        let now = self.shared.now();
        let session = self.shared.lock();
        !self.was_refreshed && session.refresh.as_ref().is_some_and(|grant| grant.is_live(now))
    }

    fn refresh_token(&self) -> Option<Secret> {
        let session = self.shared.lock();
        session.refresh.as_ref().map(|grant| grant.token.clone())
    }

    /// The server rejects this refresh token. A sibling may have rotated it: then the new one is tried, or what the
    /// sibling brought is adopted.
    async fn give_up(&mut self, rejected: &Secret) -> Result<Option<Obtained>, FetchFailure> {
        self.shared.lock().drop_refresh(rejected);
        self.look().await
    }

    fn is_one_suspicion_too_many(&self) -> bool {
        let mut session = self.shared.lock();
        session.suspicious_fetches += 1;
        session.suspicious_fetches >= n::BARE_REJECTIONS
    }

    /// A refresh that brings the very token that was rejected is worth nothing: sign in once, at most once an hour.
    async fn refreshed(&mut self, tokens: TokenSet, sent_at: Moment) -> Option<Obtained> {
        let received = Received { tokens, sent_at, kind: FetchKind::Refresh };
        if self.is_rejected_again(&received) {
            let refresh = self.refresh_change(&received);
            self.shared.adopt_refresh(&self.handle, refresh.clone());
            // Now, for the sign-in may fail.
            self.save(sent_at, None, &refresh).await;
            return None;
        }
        Some(Obtained::Received(received))
    }

    fn is_rejected_again(&self, received: &Received) -> bool {
        let header = bearer::header(&received.tokens.access_token);
        let now = self.shared.now();
        let mut session = self.shared.lock();
        let is_same = header.is_some() && header == session.rejected;
        let may_escalate = session.last_escalation.is_none_or(|last| last.after(n::ESCALATION_INTERVAL).is_over(now));
        if is_same && may_escalate {
            session.last_escalation = Some(now);
        }
        is_same && may_escalate
    }
}
