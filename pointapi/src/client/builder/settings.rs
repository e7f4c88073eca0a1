//! One method a setting.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue, USER_AGENT};
use tower_layer::Layer;
use tower_service::Service;

use super::ClientBuilder;
use super::transport::Transport;
use crate::auth::{Authenticator, TokenSource};
#[cfg(feature = "platform")]
use crate::auth::{Credentials, CredentialsProvider};
use crate::client::identity::Login;
use crate::clock::Clock;
use crate::error::Error;
use crate::layer::RetryPolicy;
use crate::options::header_pair;
use crate::proxy::ProxyMode;
use crate::service::{BoxError, HttpRequest, HttpService};
use crate::store::TokenStore;

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
        self.transport = Transport::Given(HttpService::new(transport));
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
        self.transport = Transport::Reqwest(client);
        self
    }

    /// Sends requests with hyper itself, on which a small call costs half of what it does on reqwest.
    ///
    /// It makes the same connections: rustls with the system's certificates, HTTP/2 where the server offers it, kept as
    /// long, with the same timeouts and proxies. Two things it cannot: a proxy is one that tunnels (`http://...`), not SOCKS or
    /// one that is reached over TLS; and what a custom `reqwest::Client` can be told, it cannot be told. Without the
    /// features `rustls`, `native-tls` and `reqwest` it is the default.
    #[cfg(feature = "hyper")]
    pub fn hyper(mut self) -> Self {
        self.transport = Transport::Hyper;
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
            Ok((name, _)) if name == AUTHORIZATION => {
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
    /// is the outermost. The call's timeout begins behind these layers.
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
