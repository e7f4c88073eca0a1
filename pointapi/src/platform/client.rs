//! The parts of a client that know Point Services: the default base URL, and signing in with a password.

use std::sync::Arc;

use super::environment;
use super::password_login::PasswordLogin;
use crate::auth::{Credentials, CredentialsProvider, Login, Sender};
use crate::client::{Client, ClientBuilder};
use crate::error::Result;

/// The base URL of Point Services.
const BASE_URL: &str = "https://api.pointservices.com";

/// Point Services is the default platform.
impl Client {
    /// Returns a builder whose base URL is that of Point Services, until another one is set.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default().base_url(BASE_URL)
    }

    /// Builds a client from environment variables.
    ///
    /// Reads `POINTAPI_BASE_URL` (default: Point Services; `http` is accepted for loopback), `POINTAPI_USERNAME`,
    /// `POINTAPI_PASSWORD` or `POINTAPI_PASSWORD_FILE` (a file whose first line is the password), and
    /// `POINTAPI_USERALIAS`.
    ///
    /// # Errors
    ///
    /// If a variable is not Unicode, if only one of user name and password is set, if both password variables are set,
    /// or if the file cannot be read.
    pub fn from_env() -> Result<Self> {
        environment::builder()?.build()
    }

    /// Returns the same client acting as another account of the same organization.
    ///
    /// Transport, limits and the sign-in guard are shared, tokens are not. If the alias cannot be used (it is empty, or
    /// this client has no user name and password), each call fails with an auth error.
    #[must_use]
    pub fn with_alias(&self, alias: impl Into<String>) -> Self {
        let login = match &**self.sender() {
            Sender::Tokens(tokens) => tokens.login.as_ref(),
            _ => None,
        };
        let missing = "`with_alias` needs a client with credentials: give its builder `.credentials(...)`";
        self.signing_in(login.ok_or(missing).and_then(|login| login.with_alias(alias.into())))
    }

    /// Returns the same client with other credentials; it shares what [`with_alias`](Self::with_alias) shares.
    /// The builder's ready-made credentials and authenticator are sent beside its tokens.
    #[must_use]
    pub fn with_credentials(&self, credentials: Credentials) -> Self {
        let anonymous = self.with_sender(Sender::Missing);
        self.signing_in(PasswordLogin::fixed(credentials).bind(anonymous))
    }

    fn signing_in(&self, login: Result<Arc<dyn Login>, &'static str>) -> Self {
        match login {
            Ok(login) => self.with_login(login),
            Err(reason) => self.with_sender(Sender::Unusable(reason.into())),
        }
    }
}

/// Signing in to Point Services.
impl ClientBuilder {
    /// Signs in to Point Services with a user name and a password.
    pub fn credentials(self, credentials: Credentials) -> Self {
        self.password_login(PasswordLogin::fixed(credentials))
    }

    /// Signs in to Point Services with the credentials that this provider returns at the time.
    pub fn credentials_provider(self, provider: impl CredentialsProvider) -> Self {
        self.password_login(PasswordLogin::provided(Arc::new(provider)))
    }

    fn password_login(self, login: PasswordLogin) -> Self {
        self.login(move |anonymous| login.clone().bind(anonymous))
    }
}
