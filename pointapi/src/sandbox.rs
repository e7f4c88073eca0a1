//! A Point Services on loopback, for tests and examples; it answers as the platform does, and counts.
//!
//! In come real HTTP requests, out go the platform's answers: tokens that expire by a clock of its own, the error
//! bodies of its endpoints, pages of orders. It keeps no secret safe: it is no server to expose.

mod answer;
mod fault;
mod form;
mod orders;
mod pdf;
mod preferences;
mod products;
mod query;
mod recorded;
mod requests;
mod results;
mod server;
mod shape;
mod state;
mod test_call;
mod verdict;
#[cfg(feature = "webhook")]
mod webhooks;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::AbortHandle;

pub use fault::Fault;
pub use recorded::RecordedRequest;
pub use state::Stats;
#[cfg(feature = "webhook")]
pub use webhooks::SandboxWebhooks;

use crate::clock::ManualClock;
use crate::error::{Error, Result};
use crate::platform::OrderRow;
use crate::service::HttpService;
use orders::Completion;
use state::State;

/// A running Point Services of your own; it ends when it is dropped.
///
/// ```
/// use std::time::Duration;
///
/// use pointapi::platform::{OrderQuery, OrdersClient};
/// use pointapi::sandbox::Sandbox;
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
    /// If no port can be had.
    pub async fn start() -> Result<Self> {
        let refuse = |source| Error::config("the sandbox found no free port").with_source(source);
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.map_err(refuse)?;
        let address = listener.local_addr().map_err(refuse)?;
        let state = Arc::new(State::new(format!("http://{address}")));
        let router = server::router(Arc::clone(&state));
        let server = tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { state, server: Some(server.abort_handle()) })
    }

    /// Makes one without a socket; its [`service`](Self::service) is the way in. For tests on paused time, where a
    /// socket would stand still.
    #[must_use]
    pub fn in_process() -> Self {
        Self { state: Arc::new(State::new("http://localhost".into())), server: None }
    }

    /// Where it listens, for [`ClientBuilder::base_url`](crate::ClientBuilder::base_url); it is `http`, so the
    /// client needs `allow_insecure_loopback()`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.state.base_url
    }

    /// The way in without a socket, for [`ClientBuilder::transport`](crate::ClientBuilder::transport).
    #[must_use]
    pub fn service(&self) -> HttpService {
        HttpService::new(server::router(Arc::clone(&self.state)))
    }

    /// Its clock, for [`ClientBuilder::clock`](crate::ClientBuilder::clock): a client that goes by it sees time pass
    /// as the sandbox does.
    #[must_use]
    pub fn clock(&self) -> ManualClock {
        self.state.clock.clone()
    }

    /// Lets time pass on its clock.
    pub fn advance(&self, time: Duration) {
        self.state.clock.advance(time);
    }

    /// Adds a user, or gives one a new password. Any alias is taken.
    pub fn user(&self, name: impl Into<String>, password: impl Into<String>) {
        self.state.set_user(name.into(), password.into());
    }

    /// How long an access token lives that is given out from now on; 3600 s if not set.
    pub fn access_lifetime(&self, lifetime: Duration) {
        self.state.set_access_lifetime(lifetime);
    }

    /// Lets a refresh bring a new refresh token and end the old one; it brings the same if not set.
    pub fn rotate_refresh_tokens(&self, rotates: bool) {
        self.state.set_rotation(rotates);
    }

    /// Ends every access token before its time: calls that carry one are answered 401.
    pub fn revoke_access_tokens(&self) {
        self.state.revoke_access_tokens();
    }

    /// Ends every refresh token before its time: a refresh is answered 403.
    pub fn revoke_refresh_tokens(&self) {
        self.state.revoke_refresh_tokens();
    }

    /// Lets an order placed from now on be done with its poll of this number; 0 is at once, and 2 if not set.
    ///
    /// DetailedBLJ, and form 8821 in its test modes, are done at once in any case.
    pub fn polls_until_done(&self, polls: u32) {
        self.state.set_completion(Completion::Polls(polls));
    }

    /// Lets an order placed from now on be done when so much time has passed on the sandbox's clock.
    pub fn done_after(&self, time: Duration) {
        self.state.set_completion(Completion::Time(time));
    }

    /// Adds orders for the query to find, oldest first.
    pub fn add_orders(&self, orders: impl IntoIterator<Item = OrderRow>) {
        self.state.add_orders(orders);
    }

    /// Adds so many invented orders, numbered by `ReferenceNumber` `loan-0`, `loan-1` and so on.
    pub fn add_sample_orders(&self, count: usize) {
        self.state.add_orders((0..count).map(query::sample));
    }

    /// Meets each of the next `count` requests, of whatever endpoint, with a fault.
    pub fn fail_next(&self, count: usize, fault: Fault) {
        self.state.fail_next(count, fault);
    }

    /// Its webhooks.
    #[cfg(feature = "webhook")]
    #[must_use]
    pub fn webhooks(&self) -> SandboxWebhooks {
        SandboxWebhooks::new(Arc::clone(&self.state))
    }

    /// What has been asked of it so far.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.state.stats()
    }

    /// The requests so far, oldest first, those met with a fault included; the first 100 000 are kept.
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
