//! The settings of a client.

mod build;
mod connect;
#[cfg(feature = "server")]
mod in_process;
mod schemes;
mod settings;
mod transport;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::{HeaderValue, USER_AGENT};
#[cfg(feature = "__tls")]
use rustls_pki_types::CertificateDer;

use self::transport::Transport;
use super::Client;
use super::shared::DefaultQuery;
use crate::auth::{Beside, Login, SignInHold, TokenSource};
use crate::base_url::PlainHttp;
use crate::clock::Clock;
use crate::error::Result;
use crate::proxy::ProxyMode;
use crate::send::RetryPolicy;
use crate::service::HttpService;
use crate::store::TokenStore;

/// The largest decoded response body of an endpoint that does not say `max_response`.
const MAX_RESPONSE: u64 = 16 * 1024 * 1024;

/// The largest request body that is encoded in memory.
const MAX_REQUEST: u64 = 32 * 1024 * 1024;

/// The time limit of one request to a token endpoint.
const LOGIN_TIMEOUT: Duration = Duration::from_secs(10);

/// Puts a user's layer around a service.
type Wrap = Arc<dyn Fn(HttpService) -> HttpService + Send + Sync>;

/// Creates a login that signs in through the given client, which has no credentials; or returns the reason why not.
type CreateLogin = Arc<dyn Fn(Client) -> Result<Arc<dyn Login>, &'static str> + Send + Sync>;

/// The login of a client, before there is one.
#[derive(Clone)]
enum Credentials {
    Missing,
    Source(Arc<dyn TokenSource>),
    /// A source that any other credentials replace.
    #[cfg(feature = "server")]
    Local(Arc<dyn TokenSource>),
    Login(CreateLogin),
}

/// Settings of a [`Client`].
///
/// ```
/// use std::time::Duration;
///
/// use pointapi::{Client, RetryPolicy};
///
/// # fn main() -> pointapi::Result<()> {
/// let client = Client::builder()
///     .base_url("https://api.example.com/v2")
///     .timeout(Duration::from_secs(30))
///     .retry(RetryPolicy::default().attempts(5))
///     .user_agent("larch/1.0")
///     .build()?;
/// # drop(client);
/// # Ok(())
/// # }
/// ```
///
/// A mistake in any of them is an error of [`build`](Self::build).
///
/// A clone has the same settings; clients that are built from clones share no connections, and no tokens except in a
/// [`token_store`](Self::token_store).
#[derive(Clone)]
#[must_use]
pub struct ClientBuilder {
    base_url: Option<String>,
    plain_http: PlainHttp,
    credentials: Credentials,
    beside: Beside,
    keeps_warm: bool,
    login_timeout: Option<Duration>,
    treat_403_as_auth: bool,
    sign_in_hold: SignInHold,
    timeout: Duration,
    connect_timeout: Duration,
    retry: RetryPolicy,
    default_headers: HeaderMap,
    default_query: Vec<DefaultQuery>,
    login_headers: HeaderMap,
    max_response: u64,
    max_request: u64,
    max_in_flight: usize,
    proxy: ProxyMode,
    #[cfg(feature = "__tls")]
    roots: Vec<CertificateDer<'static>>,
    /// `None` stands for one in the memory of each client that is built.
    store: Option<Arc<dyn TokenStore>>,
    clock: Option<Arc<dyn Clock>>,
    seed: Option<u64>,
    layers: Vec<Wrap>,
    attempt_layers: Vec<Wrap>,
    transport: Transport,
    /// The first invalid setting, reported by `build`.
    mistake: Option<Cow<'static, str>>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        let user_agent = HeaderValue::from_static(concat!("pointapi/", env!("CARGO_PKG_VERSION")));
        Self {
            base_url: None,
            plain_http: PlainHttp::Never,
            credentials: Credentials::Missing,
            beside: Beside::default(),
            keeps_warm: false,
            login_timeout: None,
            treat_403_as_auth: false,
            sign_in_hold: SignInHold::default(),
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(5),
            retry: RetryPolicy::default(),
            default_headers: HeaderMap::from_iter([(USER_AGENT, user_agent.clone())]),
            default_query: Vec::new(),
            login_headers: HeaderMap::from_iter([(USER_AGENT, user_agent)]),
            max_response: MAX_RESPONSE,
            max_request: MAX_REQUEST,
            max_in_flight: 64,
            proxy: ProxyMode::default(),
            #[cfg(feature = "__tls")]
            roots: Vec::new(),
            store: None,
            clock: None,
            seed: None,
            layers: Vec::new(),
            attempt_layers: Vec::new(),
            transport: Transport::Default,
            mistake: None,
        }
    }
}

#[cfg(not(feature = "platform"))]
impl Client {
    /// Returns a builder with the default settings; the base URL must be set.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

impl ClientBuilder {
    /// Signs in with the login that this function creates; it gets the client that is built, without credentials.
    #[cfg(feature = "platform")]
    pub(crate) fn login(
        mut self,
        create: impl Fn(Client) -> Result<Arc<dyn Login>, &'static str> + Send + Sync + 'static,
    ) -> Self {
        self.credentials = Credentials::Login(Arc::new(create));
        self
    }

    pub(crate) fn has_layers(&self) -> bool {
        !self.layers.is_empty() || !self.attempt_layers.is_empty()
    }

    /// Returns a builder for another server that connects in the same way, without credentials, headers and layers.
    #[cfg(feature = "__jwt")]
    pub(crate) fn for_server(&self, base_url: String) -> Self {
        Self {
            base_url: Some(base_url),
            plain_http: self.plain_http,
            connect_timeout: self.connect_timeout,
            proxy: self.proxy.clone(),
            #[cfg(feature = "__tls")]
            roots: self.roots.clone(),
            transport: self.transport.clone(),
            clock: self.clock.clone(),
            ..Self::default()
        }
    }

    fn fail(&mut self, mistake: impl Into<Cow<'static, str>>) {
        self.mistake.get_or_insert(mistake.into());
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
