//! The settings of a client, one method each.

use std::sync::Arc;
use std::time::Duration;

use http::header::{
    ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderName, HeaderValue, RANGE, USER_AGENT,
};

use super::{ClientBuilder, Credentials, DefaultQuery};
use crate::auth::{Authenticator, SignInHold, TokenSource};
use crate::clock::Clock;
use crate::options::header_pair;
use crate::param::{ListFormat, query};
use crate::send::RetryPolicy;
use crate::service::{HttpService, IntoHttpLayer};
use crate::store::TokenStore;

/// The credentials.
impl ClientBuilder {
    /// Gets tokens from this source, for a login of your own.
    pub fn token_source(mut self, source: impl TokenSource) -> Self {
        self.credentials = Credentials::Source(Arc::new(source));
        self
    }

    /// Authorizes each request by this scheme, after a token and all ready-made credentials are set.
    ///
    /// It may wait, for a key or a limit of its own: if the token was replaced or expired meanwhile, it runs again, on
    /// the request as it was before, with the new token. A scheme that takes longer than a token lives is not run
    /// without end: the second or third token is sent as it is, and the server may reject it.
    pub fn authenticator(mut self, authenticator: impl Authenticator) -> Self {
        self.beside_login().last = Some(Arc::new(authenticator));
        self
    }

    /// Keeps tokens in this store, where other processes and clients may find them; default: in the client's own memory.
    pub fn token_store(mut self, store: impl TokenStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Keeps the token fresh between calls, in a task that starts with the first call and ends two hours after the last
    /// one. It never starts a sign-in that [needs a person](TokenSource::is_interactive).
    pub fn keep_warm(mut self) -> Self {
        self.keeps_warm = true;
        self
    }

    /// Adds a header to every request to the login.
    pub fn login_header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match header_pair(name, value) {
            Ok((name, value)) => drop(self.login_headers.insert(name, value)),
            Err(error) => self.fail(error.to_string()),
        }
        self
    }

    /// Sets how long credentials are not tried again after the login rejected them; default: 15 minutes, then an hour,
    /// then 6 hours.
    pub fn sign_in_hold(mut self, hold: SignInHold) -> Self {
        self.sign_in_hold = hold;
        self
    }

    /// Treats every 403 as a rejected token, for servers that respond so; a 403 that names `invalid_token` always counts
    /// as one.
    pub fn treat_403_as_auth(mut self) -> Self {
        self.treat_403_as_auth = true;
        self
    }
}

/// Limits.
impl ClientBuilder {
    /// Sets the time limit of a whole call whose endpoint has none; default: 60 s, `Duration::MAX` for no limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the time limit of connecting, TLS included; default: 5 s.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how often and how soon a failed request is sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets the largest response body, in bytes after unpacking, of an endpoint that does not say `max_response`;
    /// default: 16 MiB.
    pub fn max_response_bytes(mut self, bytes: u64) -> Self {
        self.max_response = bytes;
        self
    }

    /// Sets the largest request body, in bytes, that is encoded in memory: JSON, XML, a form; default: 32 MiB.
    ///
    /// Bytes that the caller holds already, files and streams are not limited.
    pub fn max_request_bytes(mut self, bytes: u64) -> Self {
        self.max_request = bytes;
        self
    }

    /// Sets how many requests may be in flight at once; default: 64. Further calls wait, within their timeout.
    ///
    /// As many streamed responses (`Download`, `Events`, `Lines`) may be open at once, beside the requests.
    ///
    /// A server limits the streams of an HTTP/2 connection, often to 100 or more. On reqwest a request beyond that
    /// limit waits with its token, which may expire meanwhile; set a limit here that the server allows. On `.hyper()`
    /// such a request opens another connection.
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        if requests == 0 {
            self.fail("`max_in_flight` must be at least 1");
        }
        self.max_in_flight = requests;
        self
    }
}

/// The headers that a page may send to any origin (Fetch standard, "CORS-safelisted request-header"), and the program's
/// name.
fn is_for_any_origin(name: &HeaderName) -> bool {
    [ACCEPT, ACCEPT_LANGUAGE, CONTENT_LANGUAGE, CONTENT_TYPE, RANGE, USER_AGENT].contains(name)
}

/// Headers and layers of every request.
impl ClientBuilder {
    /// Sets the `User-Agent` of every request; default: `pointapi/` and the version.
    pub fn user_agent(self, user_agent: impl AsRef<str>) -> Self {
        let user_agent = user_agent.as_ref();
        self.default_header(USER_AGENT, user_agent).login_header(USER_AGENT, user_agent)
    }

    /// Adds a header to every call that does not set it itself; [`login_header`](Self::login_header) is for the login.
    ///
    /// Its value may be a secret, so it is marked as sensitive, and a layer cannot take it to another origin. Headers that a
    /// browser would send to any origin, such as `Accept-Language`, are not marked.
    pub fn default_header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        match header_pair(name, value) {
            Ok((name, _)) if name == AUTHORIZATION => {
                self.fail("header `authorization` is set by the client: use `credentials` or `authenticator`");
            }
            Ok((name, mut value)) => {
                value.set_sensitive(value.is_sensitive() || !is_for_any_origin(&name));
                self.default_headers.insert(name, value);
            }
            Err(error) => self.fail(error.to_string()),
        }
        self
    }

    /// Adds a query pair to every call whose query does not have that name.
    ///
    /// ```
    /// # fn main() -> pointapi::Result<()> {
    /// use pointapi::{Client, Method};
    ///
    /// let client = Client::builder().base_url("https://api.example.com").default_query("api-version", "2026-01").build()?;
    /// let request = client.request(Method::GET, "/orders").build()?;
    /// assert_eq!(request.uri(), "https://api.example.com/orders?api-version=2026-01");
    /// # Ok(())
    /// # }
    /// ```
    pub fn default_query(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        let mut pair = String::new();
        let pairs = &mut query::Pairs::of_target(&mut pair);
        let written = query::write(pairs, name.as_ref(), ListFormat::Repeat, value.as_ref());
        let pair = pair.trim_start_matches('?');
        match (written, pair.split_once('=')) {
            (Ok(()), Some((name, _))) => {
                self.default_query.push(DefaultQuery { name: name.to_owned(), pair: pair.to_owned() });
            }
            _ => self.fail(format!("default query value `{}` cannot be sent", name.as_ref())),
        }
        self
    }

    /// Adds a layer around each call: it sees one request and one response, whatever happens in between.
    ///
    /// The layer that is added first is outermost. The call's timeout begins behind these layers.
    pub fn layer<L: IntoHttpLayer<B>, B>(mut self, layer: L) -> Self {
        self.layers.push(Arc::new(move |inner: HttpService| layer.wrap(inner)));
        self
    }

    /// Adds a layer around each attempt, credentials included; the layer that is added first is outermost.
    ///
    /// The token is on the request already. A layer that delays requests, such as a limit of concurrency, may send one that
    /// has expired meanwhile: delay calls in a [`layer`](Self::layer), or set [`max_in_flight`](Self::max_in_flight).
    ///
    /// A request that it sends to another origin than the client's fails with
    /// [`ForeignOrigin`](crate::ErrorKind::ForeignOrigin), unless the endpoint says `auth = none`.
    pub fn attempt_layer<L: IntoHttpLayer<B>, B>(mut self, layer: L) -> Self {
        self.attempt_layers.push(Arc::new(move |inner: HttpService| layer.wrap(inner)));
        self
    }

    /// Sets the clock by which tokens expire, for tests; default: the machine's.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Makes the random part of pauses repeatable, for tests.
    pub fn jitter_seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }
}
