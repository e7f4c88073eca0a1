//! The client: a cheap handle to a transport, its limits, and the sender of its requests.

mod base_url;
mod builder;
mod request;
mod send;
mod shared;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Uri};

pub use builder::ClientBuilder;
pub use request::RequestBuilder;
pub(crate) use send::status_error;
pub(crate) use shared::DefaultQuery;
use shared::Shared;

#[cfg(feature = "platform")]
use crate::auth::Login;
use crate::auth::{AuthStatus, Secret, Sender, TokenSource, Tokens};
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};

/// A handle to one HTTP API: its transport, its limits, and the account that is signed in.
///
/// A clone is the same client. Build one, keep it for the life of the program, and create generated clients from it:
///
/// ```no_run
/// use pointapi::{Client, Credentials};
///
/// # async fn run() -> pointapi::Result<()> {
/// let client = Client::builder()
///     .base_url("https://api.pointservices.com")
///     .credentials(Credentials::password("user", "secret").alias("branch-7"))
///     .build()?;
/// client.sign_in().await?;
/// # Ok(())
/// # }
/// ```
///
/// No task runs and no connection is made before the first call. `Debug` shows no secret.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    sender: Arc<Sender>,
}

/// Signing in and out.
impl Client {
    /// Signs in now unless a valid token is already held; a client that signed out signs in again.
    ///
    /// # Errors
    ///
    /// An auth error, also if the client has no credentials.
    pub async fn sign_in(&self) -> Result<()> {
        let manager = &self.tokens()?.manager;
        manager.sign_in().await.map_err(|failure| Error::from_auth(failure, manager.now()))
    }

    /// Drops the tokens; calls fail until [`sign_in`](Self::sign_in).
    ///
    /// A token is not revoked at the server, so one that was copied elsewhere lives on until it expires.
    ///
    /// # Errors
    ///
    /// If the client has no credentials, or the token store could not be updated: this client has dropped its tokens,
    /// but the store may still have them. The store is tried again in the background, for about 15 seconds;
    /// [`close`](Self::close) waits for that, and another `sign_out` tries at once.
    pub async fn sign_out(&self) -> Result<()> {
        let manager = &self.tokens()?.manager;
        manager.sign_out().await.map_err(|failure| Error::from_auth(failure, manager.now()))
    }

    /// Returns a fresh access token, to hand to another tool.
    ///
    /// # Errors
    ///
    /// An auth error, also if the client has no credentials.
    pub async fn access_token(&self) -> Result<Secret> {
        let manager = &self.tokens()?.manager;
        manager.access_token().await.map_err(|failure| Error::from_auth(failure, manager.now()))
    }

    /// Returns the state of the token, without network; for health checks.
    pub fn auth_status(&self) -> AuthStatus {
        match &*self.sender {
            Sender::Tokens(tokens) => tokens.manager.status(),
            _ => AuthStatus::without_tokens(),
        }
    }

    /// Takes the current token out of use and fetches another one, as if the server had rejected it.
    pub fn invalidate_token(&self) {
        if let Sender::Tokens(tokens) = &*self.sender {
            tokens.manager.invalidate();
        }
    }

    /// Returns a client whose tokens come from another source; it shares the transport, the limits and the sign-in guard.
    ///
    /// The builder's ready-made credentials and authenticator are sent beside its tokens.
    ///
    /// It shares the token store too if the source names an [`account`](TokenSource::account). If the source has
    /// a setting that cannot be used, each call fails with an auth error.
    #[must_use]
    pub fn with_token_source(&self, source: impl TokenSource) -> Self {
        let sender = self.shared.sibling_sender(Arc::new(source));
        self.with_sender(sender.unwrap_or_else(|error| Sender::Unusable(error.to_string().into())))
    }

    /// Ends the hold after a rejected password, because there is a new one.
    pub fn credentials_changed(&self) {
        if let Sender::Tokens(tokens) = &*self.sender {
            tokens.manager.credentials_changed();
        }
    }

    /// Ends the hold after a rejected password, because the account was unlocked.
    pub fn reset_sign_in_guard(&self) {
        if let Sender::Tokens(tokens) = &*self.sender {
            tokens.manager.reset_sign_in_guard();
        }
    }

    /// Lets a running sign-in or refresh finish, and a sign-out reach the store, for at most `wait`; then every call of
    /// this identity fails.
    pub async fn close(&self, wait: Duration) {
        if let Sender::Tokens(tokens) = &*self.sender {
            tokens.manager.close(wait).await;
        }
    }

    fn tokens(&self) -> Result<&Tokens> {
        match &*self.sender {
            Sender::Tokens(tokens) => Ok(tokens),
            Sender::Unusable(reason) => Err(Error::without_credentials(reason.clone())),
            Sender::Missing | Sender::Scheme(_) => Err(Error::without_credentials(
                "the client has no tokens: give its builder `.credentials(...)` or `.token_source(...)`",
            )),
        }
    }
}

/// Access for the rest of the crate.
impl Client {
    /// Returns a client that shares the transport, the limits and the sign-in guard with this one.
    pub(crate) fn with_sender(&self, sender: Sender) -> Self {
        Self { shared: Arc::clone(&self.shared), sender: Arc::new(sender) }
    }

    /// Returns a client of another login that shares the same.
    #[cfg(feature = "platform")]
    pub(crate) fn with_login(&self, login: Arc<dyn Login>) -> Self {
        self.with_sender(self.shared.login_sender(login))
    }

    pub(crate) fn sender(&self) -> &Arc<Sender> {
        &self.sender
    }

    pub(crate) fn base_path(&self) -> &str {
        self.shared.base.path()
    }

    /// Returns the headers of every request to an endpoint that does not set them itself.
    pub(crate) fn default_headers(&self, endpoint: &Endpoint) -> &HeaderMap {
        if endpoint.token_endpoint { &self.shared.login_headers } else { &self.shared.default_headers }
    }

    /// Returns true if user layers or a user's transport see the requests.
    pub(crate) fn is_observed(&self) -> bool {
        self.shared.core.is_observed
    }

    pub(crate) fn uri(&self, target: String) -> Result<Uri> {
        self.shared.base.uri(target)
    }

    /// Returns the query pairs of every call.
    pub(crate) fn default_query(&self, endpoint: &Endpoint) -> &[DefaultQuery] {
        if endpoint.token_endpoint { &[] } else { &self.shared.default_query }
    }

    /// Returns the largest request body, in bytes, that is encoded in memory.
    pub(crate) fn max_request(&self) -> u64 {
        self.shared.max_request
    }

    /// Resolves a URL or a relative reference against the target of a request.
    pub(crate) fn resolve(&self, target: &str, url: &str) -> Result<String> {
        self.shared.base.resolve(target, url)
    }

    /// Returns path and query of a URL of this client's origin.
    #[cfg(feature = "__jwt")]
    pub(crate) fn own_target(&self, url: &str) -> Result<String> {
        self.shared.base.own_target(url)
    }

    /// Checks that a URL belongs to this client's origin; the error says why not, in words that follow "the URL".
    #[cfg(feature = "platform")]
    pub(crate) fn check_own(&self, url: &str) -> Result<(), &'static str> {
        self.shared.base.parse_own_target(url).map(drop)
    }

    /// Returns the absolute URL of a path behind the base URL.
    #[cfg(feature = "platform")]
    pub(crate) fn absolute(&self, path: &str) -> String {
        self.shared.base.absolute(path)
    }

    /// Returns the access token that is sent now, without network.
    #[cfg(feature = "webhook")]
    pub(crate) fn current_access_token(&self) -> Option<Secret> {
        match &*self.sender {
            Sender::Tokens(tokens) => tokens.manager.current_token(),
            _ => None,
        }
    }

    #[cfg(feature = "platform")]
    pub(crate) fn origin(&self) -> String {
        self.shared.base.origin()
    }

    #[cfg(feature = "platform")]
    pub(crate) fn clock(&self) -> Arc<dyn crate::clock::Clock> {
        Arc::clone(&self.shared.core.clock)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("origin", &self.shared.base.origin())
            .field("identity", &self.sender)
            .finish_non_exhaustive()
    }
}
