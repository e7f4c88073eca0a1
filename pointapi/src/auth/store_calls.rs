//! Store calls with a time limit. A store that fails never fails a token fetch.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use tokio::time::timeout;

use super::numbers::PERSIST_LIMIT;
use super::telemetry;
use crate::box_error::BoxError;
use crate::store::{Lease, reason};

const PANICKED: &str = "the store panicked";

/// Awaits a store call within the time limit. A failure is reported, and the result is `None`. A panic is a failure too:
/// it must not unwind a token fetch that has received a token.
pub(super) async fn ask<T, F>(operation: &'static str, call: impl FnOnce() -> F) -> Option<T>
where
    F: Future<Output = Result<T, BoxError>>,
{
    let call = AssertUnwindSafe(async { call().await }).catch_unwind();
    let outcome = timeout(PERSIST_LIMIT, call).await.map(|outcome| outcome.unwrap_or_else(|_| Err(PANICKED.into())));
    telemetry::store_called(operation, &outcome);
    match outcome {
        Ok(Ok(value)) => return Some(value),
        Ok(Err(error)) => telemetry::store_degraded(operation, &reason(&error)),
        Err(elapsed) => telemetry::store_degraded(operation, &elapsed),
    }
    None
}

/// Releases the lease within the time limit; beyond it the release goes on in the background.
pub(super) async fn release(lease: Lease) {
    // A lease ends by itself, so a failure costs only time.
    let _ = timeout(PERSIST_LIMIT, AssertUnwindSafe(lease.release()).catch_unwind()).await;
}
