//! The grant of a program that acts for itself (RFC 6749, section 4.4).

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::builder_methods::shared_settings;
use super::form::Form;
use super::settings::Settings;
use crate::auth::api::connector::Connector;
use crate::auth::api::credentials::Why;
use crate::auth::api::fingerprint::Fingerprint;
use crate::auth::api::secret::Secret;
use crate::auth::api::token_error::TokenError;
use crate::auth::api::token_set::TokenSet;
use crate::auth::api::token_source::TokenSource;
use crate::error::Result;
use crate::service::HttpService;

/// A token source for the client credentials grant (RFC 6749, section 4.4), of a program that acts for itself.
///
/// ```
/// use pointapi::Client;
/// use pointapi::auth::oauth2::ClientCredentials;
///
/// # fn main() -> pointapi::Result<()> {
/// let login = ClientCredentials::new("https://login.example.com/token", "the-id", "the-secret")
///     .scope("orders:read")
///     .audience("https://api.example.com");
/// let client = Client::builder().base_url("https://api.example.com").token_source(login).build()?;
/// # drop(client);
/// # Ok(())
/// # }
/// ```
///
/// Each token is fetched with the credentials; a refresh token in the response is ignored. In a token store, tokens of
/// other scopes or parameters are kept apart. `Debug` shows no secret.
#[derive(Clone, Debug)]
#[must_use]
pub struct ClientCredentials {
    settings: Settings,
    service: Option<HttpService>,
}

shared_settings!(ClientCredentials);

impl ClientCredentials {
    /// Creates the source of a client with this id and secret at this token endpoint.
    pub fn new(token_url: impl Into<String>, client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        let settings = Settings::new(token_url.into(), client_id.into(), Some(client_secret.into()));
        Self { settings, service: None }
    }

    /// Sets the time limit of one request to the login; default: 10 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }
}

#[async_trait]
impl TokenSource for ClientCredentials {
    async fn sign_in(&self) -> Result<TokenSet, TokenError> {
        let form = self.settings.with_parameters(Form::of_grant("client_credentials"));
        // A refresh token would only add a request that can be rejected (RFC 6749, section 4.4.3).
        self.settings.fetch(self.service.as_ref(), form).await.map(TokenSet::without_refresh_token)
    }

    fn connect(&self, connector: &Connector<'_>) -> Result<Option<Arc<dyn TokenSource>>> {
        let service = self.settings.connect(connector)?;
        Ok(Some(Arc::new(Self { settings: self.settings.clone(), service: Some(service) })))
    }

    fn timeout(&self) -> Duration {
        self.settings.timeout
    }

    fn account(&self) -> String {
        self.settings.client()
    }

    fn alias(&self) -> Option<String> {
        self.settings.variant()
    }

    async fn credential_fingerprint(&self, _: Why) -> Result<Fingerprint, TokenError> {
        let secret = self.settings.client_secret.as_ref().map(Secret::expose).unwrap_or_default();
        Ok(Fingerprint::of([self.settings.client_id.as_str(), secret]))
    }
}
