//! The grant of a refresh token that was obtained elsewhere (RFC 6749, section 6).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;

use super::builder_methods::{shared_settings, user_settings};
use super::form::Form;
use super::settings::Settings;
use crate::auth::api::connector::Connector;
use crate::auth::api::credentials::Why;
use crate::auth::api::fingerprint::Fingerprint;
use crate::auth::api::secret::Secret;
use crate::auth::api::token_error::{TokenError, TokenErrorClass};
use crate::auth::api::token_set::TokenSet;
use crate::auth::api::token_source::TokenSource;
use crate::error::Result;
use crate::service::HttpService;

/// A token source for a refresh token that was obtained elsewhere, for example in a browser (RFC 6749, section 6).
///
/// ```
/// use pointapi::Client;
/// use pointapi::auth::oauth2::RefreshToken;
///
/// # fn main() -> pointapi::Result<()> {
/// let login = RefreshToken::new("https://login.example.com/token", "the-id", "the-refresh-token")
///     .client_secret("the-secret")
///     .account("greta");
/// let client = Client::builder().base_url("https://api.example.com").token_source(login).build()?;
/// # drop(client);
/// # Ok(())
/// # }
/// ```
///
/// A login may replace the refresh token at each use; the newest one is used from then on, so give a source to one client
/// only. After a restart the configured token may already have been used: set a
/// [`token_store`](crate::ClientBuilder::token_store) that outlives the process, and an [`account`](Self::account). While
/// the store cannot be read, the configured token is not sent. Once the login has rejected the token, the user must authorize the program again; until then calls fail without a request.
///
/// `Debug` shows no secret.
#[derive(Clone, Debug)]
#[must_use]
pub struct RefreshToken {
    settings: Settings,
    current: Arc<Mutex<Grant>>,
    service: Option<HttpService>,
}

/// The newest refresh token.
#[derive(Debug)]
struct Grant {
    token: Secret,
    is_rejected: bool,
}

impl Grant {
    /// Adopts the manager's token: it is newer where it came from a store.
    fn follow(&mut self, token: &Secret) {
        if self.token.expose() != token.expose() {
            *self = Self { token: token.clone(), is_rejected: false };
        }
    }
}

shared_settings!(RefreshToken);
user_settings!(RefreshToken);

impl RefreshToken {
    /// Creates the source of a client with this id and without a secret, at this token endpoint.
    pub fn new(token_url: impl Into<String>, client_id: impl Into<String>, refresh_token: impl Into<Secret>) -> Self {
        let grant = Grant { token: refresh_token.into(), is_rejected: false };
        Self {
            settings: Settings::new(token_url.into(), client_id.into(), None),
            current: Arc::new(Mutex::new(grant)),
            service: None,
        }
    }

    /// Sets the time limit of one request to the login; default: 10 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    fn lock(&self) -> MutexGuard<'_, Grant> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn redeem(&self, token: &Secret) -> Result<TokenSet, TokenError> {
        let form = Form::of_grant("refresh_token").pair("refresh_token", token.expose());
        let fetched = self.settings.fetch(self.service.as_ref(), self.settings.with_parameters(form)).await;
        let mut current = self.lock();
        match &fetched {
            Ok(tokens) => {
                let token = tokens.refresh().unwrap_or(token).clone();
                *current = Grant { token, is_rejected: false };
            }
            Err(error) if is_about_the_token(error) => {
                current.is_rejected |= current.token.expose() == token.expose();
            }
            Err(_) => {}
        }
        fetched
    }
}

/// True for a rejection that is not about the client or the form of its request. Logins have codes of their own for a
/// refresh token that has ended.
fn is_about_the_token(error: &TokenError) -> bool {
    const OTHER: [&str; 5] =
        ["invalid_client", "invalid_request", "invalid_scope", "unauthorized_client", "unsupported_grant_type"];
    error.class() == TokenErrorClass::Rejected && !error.error_code().is_some_and(|code| OTHER.contains(&code))
}

#[async_trait]
impl TokenSource for RefreshToken {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let token = {
            let current = self.lock();
            if current.is_rejected {
                return Err(TokenError::rejected("the refresh token was rejected; the user must authorize again"));
            }
            current.token.clone()
        };
        let tokens = self.redeem(&token).await?;
        Ok(if tokens.refresh().is_some() { tokens } else { tokens.refresh_token(token.expose()) })
    }

    async fn refresh(&self, refresh_token: &Secret) -> Result<TokenSet, TokenError> {
        self.lock().follow(refresh_token);
        self.redeem(refresh_token).await
    }

    fn connect(&self, connector: &Connector<'_>) -> Result<Option<Arc<dyn TokenSource>>> {
        let service = Some(self.settings.connect(connector)?);
        Ok(Some(Arc::new(Self { service, ..self.clone() })))
    }

    fn timeout(&self) -> Duration {
        self.settings.timeout
    }

    fn refresh_timeout(&self) -> Duration {
        self.settings.timeout
    }

    fn rotates_refresh_tokens(&self) -> bool {
        true
    }

    fn signs_in_by_refresh_token(&self) -> bool {
        true
    }

    fn is_interactive(&self) -> bool {
        true
    }

    fn account(&self) -> String {
        self.settings.account()
    }

    fn alias(&self) -> Option<String> {
        self.settings.variant()
    }

    async fn credential_fingerprint(&self, _: Why) -> Result<Fingerprint, TokenError> {
        Ok(Fingerprint::of([self.settings.client_id.as_str(), self.lock().token.expose()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_token_of_the_manager_replaces_the_configured_one() {
        let source = RefreshToken::new("https://login.example.com/token", "id", "configured");
        source.refresh(&Secret::from("rotated")).await.expect_err("not connected");
        assert_eq!(source.lock().token.expose(), "rotated", "which a sign-in would send");
    }
}
