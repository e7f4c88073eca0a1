//! The part of a client that its calls share on their way to the transport.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::budget::Budget;
use super::retry_policy::RetryPolicy;
use crate::auth::Jitter;
use crate::clock::Clock;
use crate::endpoint::Endpoint;
use crate::service::HttpService;

/// The transport of a client and the limits of its calls.
pub(crate) struct Core {
    /// The transport, inside the user's per-attempt layers.
    pub(crate) transport: HttpService,
    /// User layers or a user's transport are installed, so requests carry the `Endpoint` extension.
    pub(crate) is_observed: bool,
    pub(crate) timeout: Duration,
    /// The time limit of one request to a token endpoint; the limits of calls do not apply to it.
    pub(crate) login_timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Budget,
    pub(crate) max_response: u64,
    pub(crate) max_in_flight: usize,
    pub(crate) in_flight: Semaphore,
    /// The permits of streamed responses, which are held until the stream ends.
    pub(crate) streams: Arc<Semaphore>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) jitter: Jitter,
    pub(crate) treat_403_as_auth: bool,
}

impl Core {
    /// The largest response body of an endpoint.
    pub(crate) fn limit(&self, endpoint: &Endpoint) -> u64 {
        endpoint.max_response.unwrap_or(self.max_response)
    }
}
