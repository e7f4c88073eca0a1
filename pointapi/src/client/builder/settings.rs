//! One method a setting.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderName, HeaderValue, USER_AGENT};
use tower_layer::Layer;
use tower_service::Service;

use super::ClientBuilder;
use crate::auth::{Authenticator, SignInHold, TokenSource};
#[cfg(feature = "platform")]
use crate::auth::{Credentials, CredentialsProvider};
use crate::client::identity::Login;
use crate::clock::Clock;
use crate::error::Error;
use crate::layer::RetryPolicy;
use crate::options::header_pair;
use crate::service::{BoxError, HttpRequest, HttpService};
use crate::store::TokenStore;

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

    /// How long the same credentials are not tried again after the login rejected them; 15 minutes, then an hour, then
    /// 6 hours, if not set.
    pub fn sign_in_hold(mut self, hold: SignInHold) -> Self {
        self.sign_in_hold = hold;
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
    ///
    /// A request that it leads to another origin than the client's is an error of kind
    /// [`ForeignOrigin`](crate::ErrorKind::ForeignOrigin), unless the endpoint says `auth = none`: it has a token.
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
