//! A Point Services on loopback, for tests and examples of programs that use [`pointapi`].
//!
//! It responds to real HTTP requests like the platform: tokens expire by its own clock, endpoints have the platform's
//! error bodies, queries have pages. It records and counts requests, and fails them on request. It is insecure by design;
//! never expose it to a network.
//!
//! Add it to the dev-dependencies. With the feature `webhook` it also signs and delivers webhooks.

mod eastern_midnight;
mod fault;
mod formats;
mod orders;
mod pdf;
mod preferences;
mod products;
mod query;
mod recorded;
mod requests;
mod responses;
mod results;
mod served;
mod server;
mod state;
mod test_call;
mod twin;
mod verdict;
#[cfg(feature = "webhook")]
mod webhooks;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use pointapi::__private::config_error;
use pointapi::clock::ManualClock;
use pointapi::platform::OrderRow;
use pointapi::{HttpService, Result};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

pub use fault::Fault;
pub use recorded::RecordedRequest;
pub use state::Stats;
#[cfg(feature = "webhook")]
pub use webhooks::SandboxWebhooks;

use orders::Completion;
use state::State;

/// A running Point Services; it stops when dropped.
///
/// ```
/// use std::time::Duration;
///
/// use pointapi::platform::{OrderQuery, OrdersClient};
/// use pointapi_sandbox::Sandbox;
/// use pointapi::{Client, Credentials};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> pointapi::Result<()> {
/// let sandbox = Sandbox::start().await?;
/// sandbox.user("greta", "not-a-real-one");
/// let client = Client::builder()
///     .base_url(sandbox.base_url())
///     .allow_insecure_loopback()
///     .clock(sandbox.clock())
///     .credentials(Credentials::password("greta", "not-a-real-one"))
///     .build()?;
///
/// let orders = OrdersClient::new(client);
/// orders.query(&OrderQuery::default()).await?;
/// sandbox.advance(Duration::from_secs(3600));
/// orders.query(&OrderQuery::default()).await?;
///
/// let stats = sandbox.stats();
/// assert_eq!((stats.sign_ins, stats.refreshes, stats.calls), (1, 1, 2));
/// # Ok(())
/// # }
/// ```
pub struct Sandbox {
    state: Arc<State>,
    server: Option<AbortHandle>,
}

impl Sandbox {
    /// Starts on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// If no port is free.
    pub async fn start() -> Result<Self> {
        let failed =
            |source: std::io::Error| config_error("could not listen on a free port of 127.0.0.1", Some(source.into()));
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let state = Arc::new(State::new(format!("http://{address}")));
        let router = server::router(Arc::clone(&state));
        let server = tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { state, server: Some(server.abort_handle()) })
    }

    /// Creates a sandbox without a socket; send requests to its [`service`](Self::service). For tests on paused time,
    /// in which a socket does not progress.
    #[must_use]
    pub fn in_process() -> Self {
        Self::in_process_at("http://localhost")
    }

    /// Creates a sandbox without a socket whose responses name this base URL; for a server that forwards requests to its
    /// [`service`](Self::service).
    ///
    /// ```
    /// let sandbox = pointapi_sandbox::Sandbox::in_process_at("http://127.0.0.1:4010");
    /// assert_eq!(sandbox.base_url(), "http://127.0.0.1:4010");
    /// ```
    #[must_use]
    pub fn in_process_at(base_url: impl Into<String>) -> Self {
        Self { state: Arc::new(State::new(base_url.into())), server: None }
    }

    /// Returns the base URL, for [`ClientBuilder::base_url`](pointapi::ClientBuilder::base_url). It is `http`, so the
    /// client needs `allow_insecure_loopback()`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.state.base_url
    }

    /// Returns the service without a socket, for [`ClientBuilder::transport`](pointapi::ClientBuilder::transport).
    #[must_use]
    pub fn service(&self) -> HttpService {
        HttpService::new(server::router(Arc::clone(&self.state)))
    }

    /// Returns its clock, for [`ClientBuilder::clock`](pointapi::ClientBuilder::clock), so that client and sandbox have
    /// the same time.
    #[must_use]
    pub fn clock(&self) -> ManualClock {
        self.state.clock.clone()
    }

    /// Advances its clock.
    pub fn advance(&self, time: Duration) {
        self.state.clock.advance(time);
    }

    /// Adds a user, or changes the password. Every alias is accepted.
    pub fn user(&self, name: impl Into<String>, password: impl Into<String>) {
        self.state.set_user(name.into(), password.into());
    }

    /// Sets the lifetime of new access tokens; 3600 s if not set.
    pub fn access_lifetime(&self, lifetime: Duration) {
        self.state.set_access_lifetime(lifetime);
    }

    /// Sets whether a refresh replaces the refresh token; it returns the same token if not set.
    pub fn rotate_refresh_tokens(&self, rotates: bool) {
        self.state.set_rotation(rotates);
    }

    /// Revokes every access token: calls with one receive 401.
    pub fn revoke_access_tokens(&self) {
        self.state.revoke_access_tokens();
    }

    /// Revokes every refresh token: a refresh receives 403.
    pub fn revoke_refresh_tokens(&self) {
        self.state.revoke_refresh_tokens();
    }

    /// Sets the number of polls until a new order is done; 0 is at once; 2 if not set.
    ///
    /// DetailedBLJ, and form 8821 in its test modes, are always done at once.
    pub fn polls_until_done(&self, polls: u32) {
        self.state.set_completion(Completion::Polls(polls));
    }

    /// Sets the time until a new order is done, by the sandbox's clock.
    pub fn done_after(&self, time: Duration) {
        self.state.set_completion(Completion::Time(time));
    }

    /// Adds orders to the query, oldest first.
    pub fn add_orders(&self, orders: impl IntoIterator<Item = OrderRow>) {
        self.state.add_orders(orders);
    }

    /// Adds `count` invented orders with the `ReferenceNumber`s `sample-0`, `sample-1` and so on; a second call continues.
    pub fn add_sample_orders(&self, count: usize) {
        self.state.add_samples(count);
    }

    /// Sets the number of the next order, from which its ids are made; 1 if not set, and at most 10^12.
    ///
    /// A server that is started again needs another number: ids of the earlier run are unknown then, and not those of
    /// other orders.
    ///
    /// ```
    /// # async fn run() -> pointapi::Result<()> {
    /// let sandbox = pointapi_sandbox::Sandbox::start().await?;
    /// sandbox.number_orders_from(4_711_000_001);
    /// # Ok(())
    /// # }
    /// ```
    pub fn number_orders_from(&self, number: u64) {
        self.state.number_orders_from(number);
    }

    /// Fails each of the next `count` requests to any endpoint.
    pub fn fail_next(&self, count: usize, fault: Fault) {
        self.state.fail_next(count, fault);
    }

    /// Returns its webhooks.
    #[cfg(feature = "webhook")]
    #[must_use]
    pub fn webhooks(&self) -> SandboxWebhooks {
        SandboxWebhooks::new(Arc::clone(&self.state))
    }

    /// Returns the numbers of requests so far.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.state.stats()
    }

    /// Returns the requests so far, oldest first, also the failed ones; the first 100 000 are kept.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state.requests()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(server) = &self.server {
            server.abort();
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("base_url", &self.base_url())
            .field("stats", &self.stats())
            .finish_non_exhaustive()
    }
}
