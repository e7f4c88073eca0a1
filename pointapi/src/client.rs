//! The client: a cheap handle to a transport, its limits, and an identity.

mod builder;
mod identity;
mod request;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};

#[cfg(feature = "webhook")]
pub(crate) use builder::Blueprint;
pub use builder::ClientBuilder;
pub(crate) use identity::Identity;
pub use request::RequestBuilder;

#[cfg(feature = "platform")]
use crate::auth::Credentials;
use crate::auth::{AuthStatus, GuardHub, Secret};
use crate::base_url::BaseUrl;
use crate::call::Call;
use crate::endpoint::Endpoint;
use crate::error::{AuthCause, AuthDetails, Delivery, Error, ErrorKind, Result, TransportCause};
use crate::layer::{BehindLayers, Context, Core, Report, collect_beginning, collect_whole, refuses_token};
use crate::response::RawResponse;
use crate::service::{BoxError, HttpRequest, HttpResponse, HttpService};
use crate::store::TokenStore;

/// A handle to one HTTP API: transport, limits, and who is signed in.
///
/// A clone is the same client. Build one, keep it for the life of the program, and make generated clients from it:
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
/// No task runs and no connection is made until the first call. `Debug` shows no secret.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    identity: Arc<Identity>,
}

/// What all identities of a client share.
pub(crate) struct Shared {
    base: BaseUrl,
    default_headers: HeaderMap,
    core: Arc<Core>,
    /// The user's per-call layers around the core, if there are any.
    entry: Option<HttpService>,
    guards: Arc<GuardHub>,
    store: Arc<dyn TokenStore>,
    keeps_warm: bool,
}

impl Client {
    /// Begins a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A client as the environment describes it.
    ///
    /// Reads `POINTAPI_BASE_URL` (default: Point Services; `http` is taken for loopback), `POINTAPI_USERNAME`,
    /// `POINTAPI_PASSWORD` or `POINTAPI_PASSWORD_FILE` (a file whose first line is the password), and
    /// `POINTAPI_USERALIAS`.
    ///
    /// # Errors
    ///
    /// If a variable is not Unicode, only one of user name and password is there, both password variables are, or
    /// the file cannot be read.
    #[cfg(feature = "platform")]
    pub fn from_env() -> Result<Self> {
        builder::from_env()?.build()
    }

    /// Makes sure of a token now; a client that signed out signs in again.
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
    /// Point Services has no way to revoke a token, so one that was copied elsewhere lives on until it expires.
    ///
    /// # Errors
    ///
    /// If the client has no credentials, or the tokens cannot be dropped from the store.
    pub async fn sign_out(&self) -> Result<()> {
        let manager = &self.tokens()?.manager;
        manager.sign_out().await.map_err(|failure| Error::from_auth(failure, manager.now()))
    }

    /// A fresh access token, to hand to another tool.
    ///
    /// # Errors
    ///
    /// An auth error, also if the client has no credentials.
    pub async fn access_token(&self) -> Result<Secret> {
        let manager = &self.tokens()?.manager;
        manager.access_token().await.map_err(|failure| Error::from_auth(failure, manager.now()))
    }

    /// The state of the token, without network; for health checks.
    pub fn auth_status(&self) -> AuthStatus {
        match &*self.identity {
            Identity::Tokens(tokens) => tokens.manager.status(),
            _ => AuthStatus::without_tokens(),
        }
    }

    /// Ends the hold after a rejected password, because there is a new one.
    pub fn credentials_changed(&self) {
        if let Identity::Tokens(tokens) = &*self.identity {
            tokens.manager.credentials_changed();
        }
    }

    /// Ends the hold after a rejected password, because the account was unlocked.
    pub fn reset_sign_in_guard(&self) {
        if let Identity::Tokens(tokens) = &*self.identity {
            tokens.manager.reset_sign_in_guard();
        }
    }

    /// Lets a running sign-in or refresh finish, for at most `wait`, and ends the identity: its calls fail from now
    /// on.
    pub async fn close(&self, wait: Duration) {
        if let Identity::Tokens(tokens) = &*self.identity {
            tokens.manager.close(wait).await;
        }
    }

    /// The same client acting as another account of the same organisation.
    ///
    /// Transport, limits and the sign-in guard are shared, tokens are not. An alias that cannot be used (empty, or
    /// on a client without user name and password) fails each call with an auth error.
    #[cfg(feature = "platform")]
    #[must_use]
    pub fn with_alias(&self, alias: impl Into<String>) -> Self {
        Self { shared: Arc::clone(&self.shared), identity: Arc::new(identity::with_alias(self, alias.into())) }
    }

    /// The same client signed in as somebody else; shares what [`with_alias`](Self::with_alias) shares.
    #[cfg(feature = "platform")]
    #[must_use]
    pub fn with_credentials(&self, credentials: Credentials) -> Self {
        let identity = identity::with_credentials(self, credentials);
        Self { shared: Arc::clone(&self.shared), identity: Arc::new(identity) }
    }

    /// Begins an authenticated call by hand, for what no trait declares.
    ///
    /// `path` begins with `/` and comes after the base URL's; it may have a query. Encode what needs it: nothing but the
    /// few characters that no URL holds as they are, such as `{` and `'`, is encoded for you.
    ///
    /// ```no_run
    /// use pointapi::{Client, Method};
    ///
    /// # async fn run(client: Client) -> pointapi::Result<()> {
    /// let page: serde_json::Value =
    ///     client.request(Method::GET, "/v1/orders").query(&[("limit", 5)]).fetch().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder<'_> {
        RequestBuilder::new(Call::by_hand(self, method, path))
    }

    pub(crate) fn base_path(&self) -> &str {
        self.shared.base.path()
    }

    pub(crate) fn default_headers(&self) -> &HeaderMap {
        &self.shared.default_headers
    }

    /// True if code of the user's sees the requests.
    pub(crate) fn is_observed(&self) -> bool {
        self.shared.core.is_observed
    }

    pub(crate) fn uri(&self, target: String) -> Result<Uri> {
        self.shared.base.uri(target)
    }

    /// Path and query of a URL of this client's own origin.
    pub(crate) fn own_target(&self, url: &str) -> Result<String> {
        self.shared.base.own_target(url)
    }

    /// Checks that a URL is of the own origin; says why not in words that follow what it is.
    #[cfg(feature = "platform")]
    pub(crate) fn check_own(&self, url: &str) -> Result<(), &'static str> {
        self.shared.base.target_or_why(url).map(drop)
    }

    /// The absolute URL of a path behind the base URL.
    #[cfg(feature = "platform")]
    pub(crate) fn absolute(&self, path: &str) -> String {
        self.shared.base.absolute(path)
    }

    /// The access token that is sent now, without network.
    #[cfg(feature = "webhook")]
    pub(crate) fn current_access_token(&self) -> Option<Secret> {
        match &*self.identity {
            Identity::Tokens(tokens) => tokens.manager.current_token(),
            _ => None,
        }
    }

    pub(crate) fn identity(&self) -> Arc<Identity> {
        Arc::clone(&self.identity)
    }

    fn tokens(&self) -> Result<&identity::Tokens> {
        match &*self.identity {
            Identity::Tokens(tokens) => Ok(tokens),
            Identity::Unusable(complaint) => Err(Error::without_credentials(complaint)),
            Identity::Missing | Identity::Scheme(_) => Err(Error::without_credentials(
                "the client has no tokens: give its builder `.credentials(...)` or `.token_source(...)`",
            )),
        }
    }

    /// Sends a request through every layer, and tells a success from a failure.
    pub(crate) async fn send(&self, request: &mut HttpRequest, context: &Context) -> Result<RawResponse> {
        let (response, report) = match &self.shared.entry {
            None => self.shared.core.run(request, context).await?,
            Some(entry) => {
                let behind = Arc::<BehindLayers>::default();
                let brought = Context { behind_layers: Some(Arc::clone(&behind)), ..context.clone() };
                request.extensions_mut().insert(brought);
                let response = entry.send(std::mem::take(request)).await;
                (
                    response.map_err(|error| layer_error(error, &behind, context.endpoint))?,
                    behind.report().unwrap_or_default(),
                )
            }
        };
        self.interpret(response, report, context).await
    }

    async fn interpret(&self, response: HttpResponse, report: Report, context: &Context) -> Result<RawResponse> {
        let core = &self.shared.core;
        let Context { endpoint, is_streamed, .. } = *context;
        let is_refusal = refuses_token(&response, core.treats_403_as_auth) && !endpoint.is_anonymous();
        let (parts, body) = response.into_parts();
        let limit = core.limit(endpoint);
        if is_streamed && parts.status.is_success() {
            return Ok(RawResponse::streamed(endpoint, parts, body, &report, limit));
        }
        let body = match body.as_bytes() {
            Some(bytes) => bytes,
            // A layer of the user's has put another body in the place of the one that was read.
            None if parts.status.is_success() => {
                collect_whole(body, &parts, limit).await.map_err(|error| error.with_attempts(report.attempts))?
            }
            None => collect_beginning(body, report.deadline).await,
        };
        if parts.status.is_success() || endpoint.absent_on.contains(&parts.status.as_u16()) {
            return Ok(RawResponse::whole(endpoint, parts, body, report.attempts));
        }
        Err(status_error(parts, body, &report, is_refusal))
    }
}

/// An answer that is no success.
fn status_error(parts: http::response::Parts, body: Bytes, report: &Report, is_refusal: bool) -> Error {
    let text = format!("the server answered {}", parts.status.as_u16());
    let error = match parts.status.as_u16() {
        _ if is_refusal => Error::new(ErrorKind::Auth(AuthCause::Denied), text).with_auth(AuthDetails::default()),
        300..=399 => Error::new(ErrorKind::Redirect, format!("{text}, and redirects are not followed")),
        _ => Error::new(ErrorKind::Status, text),
    };
    error
        .with_status(parts.status)
        .with_attempts(report.attempts)
        .with_elapsed(report.elapsed())
        .with_retry_after(report.retry_after)
        .with_budget_exhausted(report.is_budget_exhausted)
        .with_response(parts.headers, body)
}

/// An error that came through the user's layers: that of this call as it was, or one of theirs, which may be that of
/// another call.
fn layer_error(error: BoxError, behind: &BehindLayers, endpoint: &'static Endpoint) -> Error {
    let error = match error.downcast::<Error>() {
        Ok(error) if error.is_of(endpoint) || !error.is_of_a_call() => return *error,
        Ok(error) => error,
        Err(error) => error,
    };
    let attempts = behind.report().map_or(0, |report| report.attempts);
    let delivery = if behind.is_unsent() { Delivery::Unsent } else { Delivery::MaybeSent };
    Error::new(ErrorKind::Transport(TransportCause::Other), "a layer failed")
        .delivered(delivery)
        .with_attempts(attempts)
        .with_foreign_source(error)
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("origin", &self.shared.base.origin())
            .field("identity", &self.identity)
            .finish_non_exhaustive()
    }
}
