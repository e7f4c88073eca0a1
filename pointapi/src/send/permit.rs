//! The permit of a request: at most `max_in_flight` requests are in flight at once.

use tokio::sync::SemaphorePermit;

use super::core::Core;
use super::metrics::Queued;
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};

/// Waits for a permit. A token endpoint needs none: the calls that hold the permits may be waiting for its token.
pub(super) async fn acquire<'a>(core: &'a Core, endpoint: &'static Endpoint) -> Result<Option<SemaphorePermit<'a>>> {
    if endpoint.token_endpoint {
        return Ok(None);
    }
    if let Ok(permit) = core.in_flight.try_acquire() {
        return Ok(Some(permit));
    }
    let _queued = Queued::begin(endpoint);
    core.in_flight.acquire().await.map(Some).map_err(|_| Error::config("the client was closed"))
}
