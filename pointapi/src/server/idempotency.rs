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

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use http::StatusCode;
use tokio::sync::Semaphore;

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

/// The time that the store has for one step.
const STORE_TIMEOUT: Duration = Duration::from_secs(5);

/// The longest pauses before the last step of a request is tried again, in seconds: 17 minutes together.
const PAUSES: [u64; 10] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/// The most requests of a server whose last step is tried again at the same time.
const MAX_UNSETTLED: usize = 1000;

/// The store of a server, and the permits to try the last step of a request again.
pub(super) struct Responses {
    store: Box<dyn ResponseStore>,
    unsettled: Semaphore,
}

impl Responses {
    pub(super) fn new(store: impl ResponseStore) -> Self {
        Self { store: Box::new(store), unsettled: Semaphore::new(MAX_UNSETTLED) }
    }
}

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
    responses: &Arc<Responses>,
    request: KeyedRequest,
    endpoint: &'static Endpoint,
    upload: Option<Upload>,
    method: impl Future<Output = Result<HttpResponse, Rejection>> + Send + 'static,
) -> Result<HttpResponse, Rejection> {
    let responses = Arc::clone(responses);
    let task = spawn(async move {
        if let Some(repeat) = claim(&responses, &request, endpoint).await? {
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
        let kept = (!says_so && !is_cut).then(|| StoredResponse::of(&response));
        settle(&responses, &request, kept, endpoint).await;
        Ok(response)
    });
    task.await.unwrap_or_else(|_| Err(Rejection::internal()))
}

/// Claims the key, or returns the response to the first request with it.
///
/// The claim lasts as long as a response is kept: if the process dies or the store keeps no response, it is
/// unknown whether the request was processed, and it must not be processed twice.
async fn claim(
    responses: &Arc<Responses>,
    request: &KeyedRequest,
    endpoint: &'static Endpoint,
) -> Result<Option<HttpResponse>, Rejection> {
    match in_time(|| responses.store.claim(request, KEPT_FOR)).await {
        Some(Earlier::None) => Ok(None),
        Some(Earlier::InProgress) => {
            Err(conflict("a request with this idempotency key is in progress, or its outcome is unknown"))
        }
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
            settle(responses, request, None, endpoint).await;
            let detail = "the server cannot tell whether the request was processed";
            Err(Rejection::new(StatusCode::SERVICE_UNAVAILABLE, detail))
        }
    }
}

/// Keeps the response, or releases the claim of a request that was not processed. If the store fails, it is tried again
/// by a task of its own, for which the client does not wait. The number of these tasks is limited, since every request
/// leaves one while the store is down; the pauses are random, so that not all of them call a store that is up again at
/// once.
async fn settle(
    responses: &Arc<Responses>,
    request: &KeyedRequest,
    response: Option<StoredResponse>,
    endpoint: &'static Endpoint,
) {
    if is_settled(&*responses.store, request, response.as_ref()).await {
        return;
    }
    log::store_failed(endpoint);
    let (responses, request) = (Arc::clone(responses), request.clone());
    spawn(async move {
        let Ok(_permit) = responses.unsettled.try_acquire() else { return };
        for pause in PAUSES {
            tokio::time::sleep(Duration::from_secs(pause).mul_f64(0.5 + 0.5 * fastrand::f64())).await;
            if is_settled(&*responses.store, &request, response.as_ref()).await {
                return;
            }
        }
        log::store_failed(endpoint);
    });
}

async fn is_settled(store: &dyn ResponseStore, request: &KeyedRequest, response: Option<&StoredResponse>) -> bool {
    let settled = match response {
        Some(response) => in_time(|| store.finish(request, response)).await,
        None => in_time(|| store.release(request)).await,
    };
    settled.is_some()
}

/// Returns the result of the store, unless it fails, panics or comes too late.
async fn in_time<T, F: Future<Output = Result<T, BoxError>>>(step: impl FnOnce() -> F) -> Option<T> {
    let step = AssertUnwindSafe(async { step().await }).catch_unwind();
    tokio::time::timeout(STORE_TIMEOUT, step).await.ok()?.ok()?.ok()
}

/// True for a response to a request that had no effect: the method says so, or it was not called.
fn says_unprocessed(response: &HttpResponse) -> bool {
    matches!(response.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE)
        || response.extensions().get::<NotCalled>().is_some()
}

fn conflict(detail: &'static str) -> Rejection {
    Rejection::new(StatusCode::CONFLICT, detail)
}
