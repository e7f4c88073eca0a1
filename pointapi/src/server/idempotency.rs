//! Requests with an idempotency key: the first response is kept and sent again (IETF draft
//! `httpapi-idempotency-key-header`).

mod head;
mod key;
mod memory;
#[cfg(feature = "store-redis")]
mod redis;
mod response;
mod store;
mod upload;

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

pub use self::key::KeyedRequest;
use self::memory::KEPT_FOR;
pub use self::memory::MemoryResponses;
#[cfg(feature = "store-redis")]
pub use self::redis::RedisResponses;
pub use self::response::StoredResponse;
pub use self::store::{Earlier, ResponseStore};
pub(super) use self::upload::Upload;
use super::log;
use super::rejection::Rejection;
use super::serve::NotCalled;
use crate::box_error::BoxError;
use crate::endpoint::Endpoint;
use crate::service::HttpResponse;
use crate::spawn::spawn;

/// The time that a claim outlives the longest request; it is not longer than a response is kept.
const GRACE: Duration = Duration::from_secs(60);

/// The time that the store has for one step.
const STORE_TIMEOUT: Duration = Duration::from_secs(5);

/// Runs `method` unless the request was received before, and keeps its response, unless the request was not processed.
///
/// `upload` is the body, if it is streamed: a method that fails before its end has not processed the request.
///
/// It runs in a task: if the connection is closed, it goes on, so that no claim is left behind, and a repeat of the
/// request gets the response.
///
/// # Errors
///
/// 409 while the first request is in progress, 422 for a key that belongs to another request, 503 if the store failed.
pub(super) async fn once(
    store: &Arc<dyn ResponseStore>,
    request: KeyedRequest,
    endpoint: &'static Endpoint,
    timeout: Duration,
    upload: Option<Upload>,
    method: impl Future<Output = Result<HttpResponse, Rejection>> + Send + 'static,
) -> Result<HttpResponse, Rejection> {
    let store = Arc::clone(store);
    let task = spawn(async move {
        if let Some(repeat) = claim(&*store, &request, endpoint, timeout).await? {
            return Ok(repeat);
        }
        let (response, says_so) = match method.await {
            Ok(response) => {
                let says_so = says_unprocessed(&response);
                (response, says_so)
            }
            // The method may have had its effect before it panicked or took too long.
            Err(rejection) => (rejection.into_response(), false),
        };
        let is_cut = response.status().is_server_error() && upload.is_some_and(|upload| !upload.is_complete());
        let is_unprocessed = says_so || is_cut;
        let recorded = match is_unprocessed {
            true => in_time(store.release(&request)).await,
            false => in_time(store.finish(&request, &StoredResponse::of(&response))).await,
        };
        if recorded.is_none() {
            log::store_failed(endpoint);
        }
        Ok(response)
    });
    task.await.unwrap_or_else(|_| Err(Rejection::internal()))
}

/// Claims the key, or returns the response to the first request with it.
async fn claim(
    store: &dyn ResponseStore,
    request: &KeyedRequest,
    endpoint: &'static Endpoint,
    timeout: Duration,
) -> Result<Option<HttpResponse>, Rejection> {
    let earlier = in_time(store.claim(request, timeout.saturating_add(GRACE).min(KEPT_FOR))).await;
    match earlier {
        Some(Earlier::None) => Ok(None),
        Some(Earlier::InProgress) => Err(conflict("a request with this idempotency key is in progress")),
        Some(Earlier::OtherRequest) => {
            let detail = "the idempotency key belongs to another request";
            Err(Rejection::new(StatusCode::UNPROCESSABLE_ENTITY, detail))
        }
        Some(Earlier::Response(response)) => {
            let lost = || conflict("the request was processed, and its response is too large to be kept");
            response.into_response().ok_or_else(lost).map(Some)
        }
        None => {
            log::store_failed(endpoint);
            // The claim may have been granted and the response lost.
            in_time(store.release(request)).await;
            let detail = "the server cannot tell whether the request was processed";
            Err(Rejection::new(StatusCode::SERVICE_UNAVAILABLE, detail))
        }
    }
}

/// Returns the result of the store, unless it fails or comes too late.
async fn in_time<T>(step: impl Future<Output = Result<T, BoxError>>) -> Option<T> {
    tokio::time::timeout(STORE_TIMEOUT, step).await.ok()?.ok()
}

/// True for a response to a request that had no effect: the method says so, or it was not called.
fn says_unprocessed(response: &HttpResponse) -> bool {
    matches!(response.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
        || response.extensions().get::<NotCalled>().is_some()
}

fn conflict(detail: &'static str) -> Rejection {
    Rejection::new(StatusCode::CONFLICT, detail)
}
