//! Store calls with a time limit. A store that fails never fails a token fetch.

use tokio::time::timeout;

use super::numbers::PERSIST_LIMIT;
use super::telemetry;
use crate::box_error::BoxError;
use crate::store::{Lease, reason};

/// Awaits a store call within the time limit. A failure is reported, and the result is `None`.
pub(super) async fn ask<T>(operation: &'static str, call: impl Future<Output = Result<T, BoxError>>) -> Option<T> {
    let outcome = timeout(PERSIST_LIMIT, call).await;
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
    let _ = timeout(PERSIST_LIMIT, lease.release()).await;
}
