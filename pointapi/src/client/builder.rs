//! From settings to a client.

#[cfg(feature = "platform")]
mod environment;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{HeaderName, HeaderValue, USER_AGENT};
use tokio::sync::Semaphore;
use tower_layer::Layer;
use tower_service::Service;

#[cfg(feature = "platform")]
pub(super) use environment::from_env;

use super::identity::Login;
use super::{Client, Shared};
use crate::auth::{Authenticator, GuardHub, Jitter, TokenSource};
#[cfg(feature = "platform")]
use crate::auth::{Credentials, CredentialsProvider};
use crate::base_url::BaseUrl;
use crate::clock::{Clock, SystemClock};
use crate::error::{Error, Result};
use crate::layer::{Core, CoreService, RetryPolicy, retry_budget};
use crate::options::header_pair;
use crate::proxy::ProxyMode;
use crate::service::{BoxError, HttpRequest, HttpService};
use crate::store::{MemoryStore, TokenStore};

/// Where a client leads that names no other base URL.
const POINT_SERVICES: &str = "https://api.pointservices.com";

/// The largest answer, after decoding, of an endpoint that does not say `max_response`.
const MAX_RESPONSE: u64 = 16 * 1024 * 1024;

type Wrap = Box<dyn FnOnce(HttpService) -> HttpService + Send>;

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
#[must_use]
pub struct ClientBuilder {
    base_url: String,
    allows_insecure_loopback: bool,
    login: Login,
    keeps_warm: bool,
    treats_403_as_auth: bool,
    timeout: Duration,
    connect_timeout: Duration,
    retry: RetryPolicy,
    default_headers: HeaderMap,
    max_response: u64,
    max_in_flight: usize,
    proxy: ProxyMode,
    store: Arc<dyn TokenStore>,
    clock: Option<Arc<dyn Clock>>,
    seed: Option<u64>,
    layers: Vec<Wrap>,
    attempt_layers: Vec<Wrap>,
    transport: Option<HttpService>,
    #[cfg(feature = "reqwest")]
    reqwest: Option<reqwest::Client>,
    /// The first mistake, reported by `build`.
    error: Option<Error>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        let user_agent = HeaderValue::from_static(concat!("pointapi/", env!("CARGO_PKG_VERSION")));
        Self {
            base_url: POINT_SERVICES.into(),
            allows_insecure_loopback: false,
            login: Login::Missing,
            keeps_warm: false,
            treats_403_as_auth: false,
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(5),
            retry: RetryPolicy::default(),
            default_headers: HeaderMap::from_iter([(USER_AGENT, user_agent)]),
            max_response: MAX_RESPONSE,
            max_in_flight: 64,
            proxy: ProxyMode::default(),
            store: Arc::new(MemoryStore::default()),
            clock: None,
            seed: None,
            layers: Vec::new(),
            attempt_layers: Vec::new(),
            transport: None,
            #[cfg(feature = "reqwest")]
            reqwest: None,
            error: None,
        }
    }
}

/// Where calls go.
impl ClientBuilder {
    /// The origin of every call, and a path that comes before every template; `https://api.pointservices.com` if
    /// not set. Without user name, query or fragment.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Takes an `http` base URL if it leads to this machine (127.0.0.0/8, `::1`, `localhost`); for tests.
    pub fn allow_insecure_loopback(mut self) -> Self {
        self.allows_insecure_loopback = true;
        self
    }

    /// Which proxy the default transport uses; the environment's if not set.
    pub fn proxy(mut self, proxy: ProxyMode) -> Self {
        self.proxy = proxy;
        self
    }

    /// Sends requests with this service instead of the default transport.
    ///
    /// ```
    /// use std::convert::Infallible;
    ///
    /// use pointapi::{Body, Client, HttpRequest, HttpResponse};
    ///
    /// # fn main() -> pointapi::Result<()> {
    /// let echo = tower::service_fn(|request: HttpRequest| async move {
    ///     Ok::<_, Infallible>(HttpResponse::new(request.into_body()))
    /// });
    /// let client = Client::builder().transport(echo).build()?;
    /// # drop(client);
    /// # Ok(())
    /// # }
    /// ```
    pub fn transport<S, B>(mut self, transport: S) -> Self
    where
        S: Service<HttpRequest, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.transport = Some(HttpService::new(transport));
        self
    }

    /// Sends requests with this reqwest client.
    ///
    /// Its own settings stand, so it must follow no redirects (`redirect::Policy::none()`), or a password could be
    /// posted where a redirect leads: a call that was redirected is an error. It must not send again by itself
    /// (`retry(reqwest::retry::never())`), since it does not know which endpoints are sent once. `fresh_connection` and
    /// [`connect_timeout`](Self::connect_timeout) have no effect on it.
    #[cfg(feature = "reqwest")]
    pub fn reqwest(mut self, client: reqwest::Client) -> Self {
        self.reqwest = Some(client);
        self
    }
}

/// Who calls.
impl ClientBuilder {
    /// Signs in to Point Services with a user name and a password.
    #[cfg(feature = "platform")]
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.login = Login::password(credentials);
        self
    }

    /// Signs in to Point Services with whatever this provider says at the time.
    #[cfg(feature = "platform")]
    pub fn credentials_provider(mut self, provider: impl CredentialsProvider) -> Self {
        self.login = Login::provided(Arc::new(provider));
        self
    }

    /// Gets tokens from another platform's login.
    pub fn token_source(mut self, source: impl TokenSource) -> Self {
        self.login = Login::Source(Arc::new(source));
        self
    }

    /// Uses a scheme without tokens.
    pub fn authenticator(mut self, authenticator: impl Authenticator) -> Self {
        self.login = Login::Scheme(Box::new(authenticator));
        self
    }

    /// Keeps tokens in this store, where other processes may find them; in memory if not set.
    pub fn token_store(mut self, store: impl TokenStore) -> Self {
        self.store = Arc::new(store);
        self
    }

    /// Refreshes the token before it expires also while nobody calls; by a task that starts with the first sign-in
    /// and ends two hours after the last call.
    pub fn keep_warm(mut self) -> Self {
        self.keeps_warm = true;
        self
    }

    /// Takes every 403 as a refused token, for servers that answer so; a 403 that names `invalid_token` is one
    /// anyway.
    pub fn treat_403_as_auth(mut self) -> Self {
        self.treats_403_as_auth = true;
        self
    }
}

/// Limits.
impl ClientBuilder {
    /// How long a call may take in all, if its endpoint does not say; 60 s if not set, `Duration::MAX` for no limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long connecting may take, TLS included; 5 s if not set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How often and how soon a failed request is sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// The largest answer after decoding, in bytes, of an endpoint that does not say; 16 MiB if not set.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.max_response = bytes;
        self
    }

    /// How many requests may be on the wire at once, 64 if not set; further calls wait, within their timeout.
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        if requests == 0 {
            self.fail(Error::config("max_in_flight must be at least 1"));
        }
        self.max_in_flight = requests;
        self
    }
}

/// What every request carries and passes through.
impl ClientBuilder {
    /// The `User-Agent` of every request; `pointapi/` and the version if not set.
    pub fn user_agent(self, user_agent: impl AsRef<str>) -> Self {
        self.default_header(USER_AGENT, user_agent.as_ref())
    }

    /// A header of every request that does not set it itself.
    pub fn default_header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match header_pair(name, value) {
            Ok((name, _)) if name == http::header::AUTHORIZATION => {
                self.fail(Error::config(
                    "header `authorization` is set by the client: use `credentials` or `authenticator`",
                ));
            }
            Ok((name, value)) => drop(self.default_headers.insert(name, value)),
            Err(error) => self.fail(Error::config(error.to_string())),
        }
        self
    }

    /// A layer around each call: it sees one request and one answer, whatever happens in between. The first given
    /// is the outermost.
    pub fn layer<L, B>(mut self, layer: L) -> Self
    where
        L: Layer<HttpService> + Send + 'static,
        L::Service: Service<HttpRequest, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        <L::Service as Service<HttpRequest>>::Future: Send,
        <L::Service as Service<HttpRequest>>::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.layers.push(Box::new(move |inner| HttpService::new(layer.layer(inner))));
        self
    }

    /// A layer around each attempt, token included. The first given is the outermost.
    pub fn attempt_layer<L, B>(mut self, layer: L) -> Self
    where
        L: Layer<HttpService> + Send + 'static,
        L::Service: Service<HttpRequest, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        <L::Service as Service<HttpRequest>>::Future: Send,
        <L::Service as Service<HttpRequest>>::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.attempt_layers.push(Box::new(move |inner| HttpService::new(layer.layer(inner))));
        self
    }

    /// The clock by which tokens expire; the machine's if not set. For tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Makes the random part of pauses repeatable. For tests.
    pub fn jitter_seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }
}

impl ClientBuilder {
    /// Makes the client; no connection is made yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) for the first setting that cannot be used.
    pub fn build(mut self) -> Result<Client> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let base = BaseUrl::parse(&self.base_url, self.allows_insecure_loopback)?;
        let transport = wrapped(std::mem::take(&mut self.attempt_layers), self.innermost(&base)?);
        let seed = self.seed.unwrap_or_else(|| fastrand::u64(..));
        let core = Arc::new(Core {
            transport,
            timeout: self.timeout,
            retry: self.retry,
            budget: retry_budget(),
            max_response: self.max_response,
            in_flight: Semaphore::new(self.max_in_flight.min(Semaphore::MAX_PERMITS)),
            clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock::new())),
            jitter: Jitter::with_seed(seed),
            treats_403_as_auth: self.treats_403_as_auth,
        });
        let entry =
            (!self.layers.is_empty()).then(|| wrapped(self.layers, HttpService::new(CoreService(Arc::clone(&core)))));
        let shared = Arc::new(Shared {
            base,
            default_headers: self.default_headers,
            core,
            entry,
            guards: Arc::new(GuardHub::default()),
            store: self.store,
            keeps_warm: self.keeps_warm,
        });
        let identity = self.login.identity(&shared)?;
        Ok(Client { shared, identity: Arc::new(identity) })
    }

    fn innermost(&mut self, base: &BaseUrl) -> Result<HttpService> {
        if let Some(transport) = self.transport.take() {
            return Ok(transport);
        }
        self.default_transport(base)
    }

    #[cfg(feature = "reqwest")]
    fn default_transport(&mut self, base: &BaseUrl) -> Result<HttpService> {
        use crate::transport::reqwest::{Connections, ReqwestTransport};

        let connections = Connections {
            connect_timeout: self.connect_timeout,
            proxy: self.proxy.clone(),
            is_https_only: !base.is_insecure(),
            is_loopback: base.is_loopback(),
        };
        connections.check()?;
        Ok(HttpService::shared(match self.reqwest.take() {
            Some(client) => ReqwestTransport::from_client(client, connections),
            None => ReqwestTransport::new(connections),
        }))
    }

    #[cfg(not(feature = "reqwest"))]
    fn default_transport(&mut self, _: &BaseUrl) -> Result<HttpService> {
        Err(Error::config("there is no transport: give one with `transport(...)`, or switch on the feature `rustls`"))
    }

    fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }
}

/// Puts the layers around a service, the first outermost.
fn wrapped(layers: Vec<Wrap>, service: HttpService) -> HttpService {
    layers.into_iter().rev().fold(service, |inner, wrap| wrap(inner))
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
