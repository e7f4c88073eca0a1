//! The part of a token fetch that signs in, within the limits of the guard.

use std::sync::Arc;

use tokio::time::timeout;

use super::context::{Fetch, Obtained, Received, SignInReport};
use crate::auth::api::credentials::Why;
use crate::auth::api::failure::AuthFailureKind;
use crate::auth::api::fingerprint::Fingerprint;
use crate::auth::api::token_error::TokenError;
use crate::auth::lockout::guard::SignInPermit;
use crate::auth::lockout::holds::SignInKey;
use crate::auth::lockout::shared::SharedHolds;
use crate::auth::state::after_failure::{AfterSignIn, Pause, after_sign_in};
use crate::auth::state::decide::FetchKind;
use crate::auth::state::fetched::{FetchFailure, FetchPause};
use crate::auth::{numbers as n, store_calls, telemetry};

impl Fetch {
    /// Signs in for a new token. After a rejection the provider is asked once for newer credentials.
    pub(crate) async fn sign_in(&mut self) -> Result<Obtained, FetchFailure> {
        self.check_need_of_a_person()?;
        let why = self.why();
        let fingerprint = self.fingerprint(why).await?;
        if let Some(adopted) = self.look().await? {
            return Ok(adopted);
        }
        match self.sign_in_with(&fingerprint).await {
            Err(rejection) if rejection.is_rejection() && why != Why::Rejected => {
                match self.fingerprint(Why::Rejected).await {
                    Ok(newer) if newer != fingerprint => {
                        self.report_sign_in().await;
                        self.sign_in_with(&newer).await
                    }
                    _ => Err(rejection),
                }
            }
            outcome => outcome,
        }
    }

    /// A sign-in that needs a person waits until a call has no other way: the person may be absent, and not entering a
    /// code in time counts as a rejection.
    fn check_need_of_a_person(&self) -> Result<(), FetchFailure> {
        let is_needed = self.shared.usable().is_none() && self.handle.is_needed_by_a_call();
        match self.shared.source.is_interactive() && !is_needed {
            true => Err(FetchFailure::needs_a_person(self.shared.now())),
            false => Ok(()),
        }
    }

    async fn sign_in_with(&mut self, fingerprint: &Fingerprint) -> Result<Obtained, FetchFailure> {
        let key = SignInKey { credentials: fingerprint.id(), alias: self.shared.alias() };
        let guard = self.shared.account_guard();
        let permit = Arc::clone(&guard)
            .enter(key.clone(), Arc::clone(&self.shared.clock))
            .await
            .map_err(|hold| FetchFailure::held(hold, None))?;
        if let Some(adopted) = self.secure().await? {
            return Ok(adopted);
        }
        if !self.is_sign_in_due
            && self.is_worth_refreshing()
            && let Some(obtained) = self.refresh().await?
        {
            return Ok(obtained);
        }
        self.check_store()?;
        let mut holds = SharedHolds::new(&self.shared, guard, key, fingerprint.clone());
        let lease = holds.acquire_lease().await.map_err(|hold| FetchFailure::held(hold, None))?;
        // Reported at the end of the token fetch: its time limit may end the sign-in, but must not prevent the report.
        self.report = Some(SignInReport { holds, lease, is_accepted: false });
        self.sign_in_now(permit).await
    }

    /// A sign-in that sends a refresh token needs the newest one, which the login may have given to another process: an
    /// older one would end the session of all (RFC 9700, section 4.14.2).
    fn check_store(&self) -> Result<(), FetchFailure> {
        if self.has_read_store || !self.shared.source.signs_in_by_refresh_token() {
            return Ok(());
        }
        let text = "the token store could not be read, and may have a newer refresh token than this process";
        Err(FetchFailure::after(Pause::Backoff, TokenError::transient(text)))
    }

    /// Writes the outcome of the sign-in to the record of the account, and releases its lease.
    pub(crate) async fn report_sign_in(&mut self) {
        if let Some(SignInReport { holds, is_accepted, .. }) = &mut self.report {
            holds.report(*is_accepted).await;
        }
        if let Some(lease) = self.report.take().and_then(|report| report.lease) {
            store_calls::release(lease).await;
        }
    }

    async fn sign_in_now(&mut self, mut permit: SignInPermit) -> Result<Obtained, FetchFailure> {
        self.shared.lock().failed_refreshes = 0;
        self.has_tried_sign_in = true;
        let mut attempts = 0;
        loop {
            attempts += 1;
            telemetry::attempt(FetchKind::SignIn.name(), attempts);
            permit.sending();
            let error = match self.attempt(FetchKind::SignIn, self.shared.source.sign_in()).await {
                Ok(received) => return Ok(self.signed_in(received, permit)),
                Err(error) => error,
            };
            let may_retry = attempts < n::SIGN_IN_ATTEMPTS;
            let pause = match after_sign_in(&error) {
                AfterSignIn::Retry if may_retry => {
                    permit.unused();
                    Pause::Backoff
                }
                AfterSignIn::Unanswered if permit.is_proven() => inconclusive(&mut permit, Pause::Backoff),
                step => return Err(self.sign_in_failure(permit, step, error)),
            };
            if may_retry && permit.is_allowed() {
                self.rest(attempts).await;
            }
            // Another sign-in may have ended during the rest.
            if !may_retry || !permit.is_allowed() {
                return Err(FetchFailure::after(pause, error));
            }
        }
    }

    /// Settles the permit and the report by whether the token is usable.
    fn signed_in(&mut self, received: Received, permit: SignInPermit) -> Obtained {
        let is_accepted = self.validate(&received).is_ok();
        if is_accepted {
            permit.accepted();
        } else {
            permit.without_token();
        }
        if let Some(report) = &mut self.report {
            report.is_accepted = is_accepted;
        }
        Obtained::Received(received)
    }

    fn sign_in_failure(&self, mut permit: SignInPermit, step: AfterSignIn, error: TokenError) -> FetchFailure {
        let hold = match step {
            AfterSignIn::Rejected => Some(permit.rejected()),
            AfterSignIn::Unanswered => permit.unanswered(),
            AfterSignIn::WithoutToken => permit.without_token(),
            AfterSignIn::Throttled(wait) => Some(permit.throttled(self.shared.now().after(wait))),
            AfterSignIn::Inconclusive(pause) => {
                return FetchFailure::after(inconclusive(&mut permit, pause), error);
            }
            AfterSignIn::Retry | AfterSignIn::Stop(_) => {
                permit.unused();
                let pause = if let AfterSignIn::Stop(pause) = step { pause } else { Pause::Backoff };
                return FetchFailure::after(pause, error);
            }
        };
        match hold {
            Some(hold) => FetchFailure::held(hold, Some(error)),
            None => FetchFailure::after(Pause::Backoff, error),
        }
    }

    fn why(&self) -> Why {
        let session = self.shared.lock();
        let pause = self.shared.live_pause(&session);
        let last_kind = pause.map(|pause| pause.failure.kind());
        match last_kind {
            Some(AuthFailureKind::Rejected { .. }) => Why::Rejected,
            _ if session.was_provider_asked => Why::Again,
            _ => Why::First,
        }
    }

    /// Asks the source to fetch its credentials. Any error of the source counts as transient.
    async fn fingerprint(&self, why: Why) -> Result<Fingerprint, FetchFailure> {
        self.shared.lock().was_provider_asked = true;
        let late = || {
            let text = format!("no credentials within {:?}, a fixed limit", n::PROVIDER_LIMIT);
            TokenError::transient(text).timeout(true)
        };
        timeout(n::PROVIDER_LIMIT, self.shared.source.credential_fingerprint(why))
            .await
            .unwrap_or_else(|_| Err(late()))
            .map_err(|error| FetchFailure {
                kind: AuthFailureKind::Unavailable,
                error: Some(error),
                pause: FetchPause::All(Pause::Backoff),
            })
    }
}

/// Records an attempt that says nothing about the credentials. Returns its pause, or the longer one of the account.
fn inconclusive(permit: &mut SignInPermit, pause: Pause) -> Pause {
    permit.inconclusive(pause.cap(false)).map_or(pause, |length| pause.at_least(length))
}
