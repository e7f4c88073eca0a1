//! Steps that may panic or take too long.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::FutureExt;
use http::StatusCode;
use tokio::time::Instant;

use crate::endpoint::Endpoint;
use crate::server::log;
use crate::server::rejection::Rejection;

/// Returns the instant after `timeout`; one that the clock cannot represent becomes 30 years from now.
pub(super) fn deadline(timeout: Duration) -> Instant {
    const NEVER: Duration = Duration::from_secs(30 * 365 * 24 * 3600);
    let now = Instant::now();
    now.checked_add(timeout).unwrap_or(now + NEVER)
}

/// Returns the rejection of a request that took too long: 408 while its body is read, else 503.
pub(super) fn too_slow(is_reading: &AtomicBool) -> Rejection {
    match is_reading.load(Ordering::Relaxed) {
        true => Rejection::new(StatusCode::REQUEST_TIMEOUT, "the body took longer than the server allows"),
        false => Rejection::new(StatusCode::SERVICE_UNAVAILABLE, "the request took longer than the server allows"),
    }
}

/// Turns a panic into a 500, and a step that takes too long into what `late` says.
pub(super) async fn guarded<T>(
    endpoint: &'static Endpoint,
    deadline: Instant,
    late: impl FnOnce() -> Rejection,
    step: impl Future<Output = Result<T, Rejection>>,
) -> Result<T, Rejection> {
    match tokio::time::timeout_at(deadline, AssertUnwindSafe(step).catch_unwind()).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => {
            log::panicked(endpoint);
            Err(Rejection::internal())
        }
        Err(_) => Err(late()),
    }
}
