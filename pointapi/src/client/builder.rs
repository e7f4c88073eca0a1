//! From settings to a client.

#[cfg(feature = "webhook")]
mod blueprint;
#[cfg(feature = "platform")]
mod environment;
mod settings;
mod transport;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::{HeaderValue, USER_AGENT};
#[cfg(feature = "__tls")]
use rustls_pki_types::CertificateDer;
use tokio::sync::Semaphore;

#[cfg(feature = "platform")]
pub(super) use environment::from_env;

#[cfg(feature = "webhook")]
pub(crate) use self::blueprint::Blueprint;
use self::transport::Transport;
use super::identity::Login;
use super::{Client, Shared};
use crate::auth::{GuardHub, Jitter, SignInHold};
use crate::base_url::BaseUrl;
use crate::clock::{Clock, SystemClock};
use crate::error::{Error, Result};
use crate::layer::{Core, CoreService, OwnOrigin, RetryPolicy, retry_budget};
use crate::proxy::ProxyMode;
use crate::service::HttpService;
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
    sign_in_hold: SignInHold,
    timeout: Duration,
    connect_timeout: Duration,
    retry: RetryPolicy,
    default_headers: HeaderMap,
    max_response: u64,
    max_in_flight: usize,
    proxy: ProxyMode,
    #[cfg(feature = "__tls")]
    roots: Vec<CertificateDer<'static>>,
    store: Arc<dyn TokenStore>,
    clock: Option<Arc<dyn Clock>>,
    seed: Option<u64>,
    layers: Vec<Wrap>,
    attempt_layers: Vec<Wrap>,
    transport: Transport,
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
            sign_in_hold: SignInHold::default(),
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(5),
            retry: RetryPolicy::default(),
            default_headers: HeaderMap::from_iter([(USER_AGENT, user_agent)]),
            max_response: MAX_RESPONSE,
            max_in_flight: 64,
            proxy: ProxyMode::default(),
            #[cfg(feature = "__tls")]
            roots: Vec::new(),
            store: Arc::new(MemoryStore::default()),
            clock: None,
            seed: None,
            layers: Vec::new(),
            attempt_layers: Vec::new(),
            transport: Transport::Default,
            error: None,
        }
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
        let is_observed = self.is_observed();
        let innermost = std::mem::take(&mut self.transport).service(&self, &base)?;
        let transport = match std::mem::take(&mut self.attempt_layers) {
            none if none.is_empty() => innermost,
            layers => wrapped(layers, HttpService::new(OwnOrigin { transport: innermost, base: base.clone() })),
        };
        let seed = self.seed.unwrap_or_else(|| fastrand::u64(..));
        let core = Arc::new(Core {
            transport,
            is_observed,
            timeout: self.timeout,
            retry: self.retry,
            budget: retry_budget(),
            max_response: self.max_response,
            in_flight: Semaphore::new(self.max_in_flight.min(Semaphore::MAX_PERMITS)),
            clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock::new())),
            jitter: Jitter::with_seed(seed),
            treats_403_as_auth: self.treats_403_as_auth,
        });
        let entry = (!self.layers.is_empty()).then(|| {
            wrapped(self.layers, HttpService::new(CoreService { core: Arc::clone(&core), base: base.clone() }))
        });
        let shared = Arc::new(Shared {
            base,
            default_headers: self.default_headers,
            core,
            entry,
            guards: Arc::new(GuardHub::new(self.sign_in_hold)),
            store: self.store,
            keeps_warm: self.keeps_warm,
        });
        let identity = self.login.identity(&shared)?;
        Ok(Client { shared, identity: Arc::new(identity) })
    }

    /// True if code of the user's sees the requests.
    fn is_observed(&self) -> bool {
        !self.layers.is_empty() || !self.attempt_layers.is_empty() || matches!(self.transport, Transport::Given(_))
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
