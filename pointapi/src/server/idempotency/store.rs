//! The seam of stores.

use std::time::Duration;

use async_trait::async_trait;

use super::{KeyedRequest, StoredResponse};
use crate::box_error::BoxError;

/// Keeps the first response to each idempotency key of a caller, for one process or many.
///
/// [`MemoryResponses`](super::MemoryResponses) and, with the feature `store-redis`, `RedisResponses` implement it. Each
/// step has 5 seconds; a later result counts as an error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not store responses",
    label = "not a store of responses",
    note = "use `pointapi::server::MemoryResponses`, or implement `pointapi::server::ResponseStore` for it"
)]
#[async_trait]
pub trait ResponseStore: Send + Sync + 'static {
    /// Claims the key for this request, in one atomic step, unless it is taken. The claim expires after `claim_for`,
    /// which is 24 hours, as long as a response is kept: its process may have died.
    ///
    /// # Errors
    ///
    /// If the outcome is unknown; the client receives 503.
    async fn claim(&self, request: &KeyedRequest, claim_for: Duration) -> Result<Earlier, BoxError>;

    /// Keeps the response for 24 hours.
    ///
    /// # Errors
    ///
    /// If it is not kept. That is logged, and the client receives the response anyway; the step is repeated for up to
    /// 17 minutes, for at most 1000 requests at a time.
    async fn finish(&self, request: &KeyedRequest, response: &StoredResponse) -> Result<(), BoxError>;

    /// Releases the claim of a request that had no effect. It does nothing if another request has claimed the key since.
    ///
    /// # Errors
    ///
    /// If it is not released. That is logged, and the step is repeated as for [`finish`](Self::finish).
    async fn release(&self, request: &KeyedRequest) -> Result<(), BoxError>;
}

/// The earlier request with the same key and caller.
#[derive(Debug, Clone)]
pub enum Earlier {
    /// The key was free, and is claimed now.
    None,
    /// It has no response yet.
    InProgress,
    /// It was another request: the method, the URL, the body or a header differ.
    OtherRequest,
    /// It was the same request, and this is its response.
    Response(StoredResponse),
}
