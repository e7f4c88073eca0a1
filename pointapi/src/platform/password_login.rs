//! Signing in to Point Services with a password: the token source behind [`Credentials`].

use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use async_trait::async_trait;

use super::eastern_midnight;
use super::user_management::{Refresh, SignIn, Tokens, UserManagementClient};
use crate::auth::{
    Credentials, CredentialsProvider, Fingerprint, Login, Secret, TokenError, TokenSet, TokenSource, Why,
};
use crate::box_error::BoxError;
use crate::client::Client;
use crate::clock::Clock;
use crate::error::Error;

/// The login of one account and alias.
#[derive(Clone)]
pub(super) struct PasswordLogin {
    provider: Arc<dyn CredentialsProvider>,
    /// The credentials, if they are known from the start.
    fixed: Option<Credentials>,
    /// Replaces the alias of the credentials.
    alias: Option<String>,
}

impl PasswordLogin {
    pub(super) fn fixed(credentials: Credentials) -> Self {
        let provider = Arc::new(Fixed(credentials.clone()));
        Self { provider, fixed: Some(credentials), alias: None }
    }

    pub(super) fn provided(provider: Arc<dyn CredentialsProvider>) -> Self {
        Self { provider, fixed: None, alias: None }
    }

    /// Returns the login that signs in through `client`, which must have no credentials.
    pub(super) fn bind(self, client: Client) -> Result<Arc<dyn Login>, &'static str> {
        match self.validation_error() {
            Some(reason) => Err(reason),
            None => Ok(Arc::new(BoundLogin { login: self, client })),
        }
    }

    fn validation_error(&self) -> Option<&'static str> {
        match (&self.alias, &self.fixed) {
            (Some(alias), _) if alias.is_empty() => Some("the alias is empty; leave it out to sign in without one"),
            (_, Some(credentials)) => credentials.fault(),
            _ => None,
        }
    }

    fn username(&self) -> &str {
        self.fixed.as_ref().map(Credentials::username).unwrap_or_default()
    }
}

/// A login, and the client through which it signs in.
struct BoundLogin {
    login: PasswordLogin,
    client: Client,
}

impl Login for BoundLogin {
    fn source(&self) -> Arc<dyn TokenSource> {
        let (users, clock) = (UserManagementClient::new(self.client.clone()), self.client.clock());
        Arc::new(PasswordSource { users, clock, login: self.login.clone(), current: Mutex::default() })
    }

    fn origin(&self) -> String {
        self.client.origin()
    }

    fn alias(&self) -> Option<&str> {
        self.login.alias.as_deref().or_else(|| self.login.fixed.as_ref()?.alias_name())
    }

    fn with_alias(&self, alias: String) -> Result<Arc<dyn Login>, &'static str> {
        PasswordLogin { alias: Some(alias), ..self.login.clone() }.bind(self.client.clone())
    }
}

/// Credentials that never change.
struct Fixed(Credentials);

#[async_trait]
impl CredentialsProvider for Fixed {
    async fn credentials(&self, _: Why) -> Result<Credentials, BoxError> {
        Ok(self.0.clone())
    }
}

/// Signs in and refreshes by the platform's two endpoints.
struct PasswordSource {
    users: UserManagementClient,
    clock: Arc<dyn Clock>,
    login: PasswordLogin,
    /// The credentials that the provider returned last.
    current: Mutex<Option<Credentials>>,
}

#[async_trait]
impl TokenSource for PasswordSource {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let credentials = match self.current() {
            Some(credentials) => credentials,
            None => self.fetch(Why::First).await?,
        };
        let sign_in = SignIn::new(credentials.username(), credentials.secret().clone());
        let sign_in = match self.login.alias.as_deref().or(credentials.alias_name()) {
            Some(alias) => sign_in.alias(alias),
            None => sign_in,
        };
        let sent_at = self.clock.wall();
        token_set(self.users.sign_in_with_password(&sign_in).await, sent_at)
    }

    async fn refresh(&self, refresh_token: &Secret) -> Result<TokenSet, TokenError> {
        let sent_at = self.clock.wall();
        token_set(self.users.refresh_id_token(&Refresh::new(refresh_token.clone())).await, sent_at)
    }

    fn account(&self) -> String {
        match self.current() {
            Some(credentials) => credentials.username().to_owned(),
            None => self.login.username().to_owned(),
        }
    }

    fn alias(&self) -> Option<String> {
        self.login.alias.clone().or_else(|| self.current()?.alias_name().map(str::to_owned))
    }

    async fn credential_fingerprint(&self, why: Why) -> Result<Fingerprint, TokenError> {
        Ok(self.fetch(why).await?.fingerprint())
    }
}

impl PasswordSource {
    fn current(&self) -> Option<Credentials> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn fetch(&self, why: Why) -> Result<Credentials, TokenError> {
        let fetched = self.login.provider.credentials(why).await;
        let credentials = fetched.map_err(|_| TokenError::unsent("the credentials provider failed").connect(false))?;
        if let Some(reason) = credentials.fault() {
            return Err(TokenError::unsent(reason).connect(false));
        }
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some(credentials.clone());
        Ok(credentials)
    }
}

/// Returns the tokens of a request that was sent at `sent_at`, from which the platform counts their lifetimes.
fn token_set(response: Result<Tokens, Error>, sent_at: SystemTime) -> Result<TokenSet, TokenError> {
    let tokens = response?.into_token_set();
    Ok(match eastern_midnight::deadline(sent_at) {
        Some(deadline) => tokens.refresh_expires_at(deadline),
        None => tokens,
    })
}
