//! The part of a token fetch that uses the refresh token. No password is involved.

use super::context::{Fetch, Obtained, Received};
use crate::auth::api::secret::Secret;
use crate::auth::state::after_failure::{AfterRefresh, Pause, after_refresh};
use crate::auth::state::decide::FetchKind;
use crate::auth::state::fetched::FetchFailure;
use crate::auth::{numbers as n, telemetry};

impl Fetch {
    /// Takes the lease and refreshes the token; `None` if a sign-in is required instead.
    pub(super) async fn secure_and_refresh(&mut self) -> Result<Option<Obtained>, FetchFailure> {
        match self.secure().await? {
            Some(adopted) => Ok(Some(adopted)),
            None => self.refresh().await,
        }
    }

    /// Refreshes the token; `None` if a sign-in is required instead.
    pub(super) async fn refresh(&mut self) -> Result<Option<Obtained>, FetchFailure> {
        self.was_refreshed = true;
        let mut attempts = 0;
        while let Some(token) = self.refresh_token() {
            attempts += 1;
            telemetry::attempt(FetchKind::Refresh.name(), attempts);
            let error = match self.attempt(FetchKind::Refresh, self.shared.source.refresh(&token)).await {
                Ok(received) => return Ok(self.refreshed(received).await),
                Err(error) => error,
            };
            match after_refresh(&error) {
                AfterRefresh::SignIn => {
                    if let Some(adopted) = self.give_up(&token).await? {
                        return Ok(Some(adopted));
                    }
                }
                AfterRefresh::Retry if attempts < n::REFRESH_ATTEMPTS => self.rest(attempts).await,
                AfterRefresh::Retry | AfterRefresh::Stop(_) if self.is_last_before_sign_in() => return Ok(None),
                AfterRefresh::Retry => return Err(FetchFailure::after(Pause::Backoff, error)),
                AfterRefresh::Stop(pause) | AfterRefresh::Wait(pause) => {
                    return Err(FetchFailure::after(pause, error));
                }
            }
        }
        Ok(None)
    }

    /// True if a sign-in is due after one more failed refresh.
    fn is_last_before_sign_in(&self) -> bool {
        self.shared.lock().failed_refreshes.saturating_add(1) >= n::FETCHES_BEFORE_SIGN_IN
    }

    /// True if there is a refresh token that this token fetch has not tried.
    pub(crate) fn is_worth_refreshing(&self) -> bool {
        let now = self.shared.now();
        let session = self.shared.lock();
        !self.was_refreshed && session.refresh.as_ref().is_some_and(|grant| grant.is_live(now))
    }

    fn refresh_token(&self) -> Option<Secret> {
        let session = self.shared.lock();
        session.refresh.as_ref().map(|grant| grant.token.clone())
    }

    /// Drops a rejected refresh token. Another process may have rotated it; its tokens are adopted then.
    async fn give_up(&mut self, rejected: &Secret) -> Result<Option<Obtained>, FetchFailure> {
        self.shared.lock().drop_refresh(rejected);
        self.look().await
    }

    /// Uses the result of a refresh, unless it is the rejected token: then a sign-in follows, at most once an hour.
    async fn refreshed(&mut self, received: Received) -> Option<Obtained> {
        if self.is_rejected_again(&received) {
            let refresh = self.refresh_change(&received);
            self.shared.adopt_refresh(&self.handle, refresh.clone());
            // Now, for the sign-in may fail.
            self.save(received.sent_at, None, &refresh).await;
            return None;
        }
        Some(Obtained::Received(received))
    }

    fn is_rejected_again(&self, received: &Received) -> bool {
        let now = self.shared.now();
        let mut session = self.shared.lock();
        let rejected = session.rejected.as_ref().map(|token| token.text().expose());
        let is_same = rejected == Some(received.tokens.access_token.expose());
        let may_escalate = !self.shared.source.is_interactive()
            && session.last_escalation.is_none_or(|last| last.after(n::ESCALATION_INTERVAL).is_over(now));
        if is_same && may_escalate {
            session.last_escalation = Some(now);
        }
        is_same && may_escalate
    }
}
