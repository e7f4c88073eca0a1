//! The requests that a user's layer sends in one attempt.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::body::{Body, BodyProgress};
use crate::error::{Delivery, Error};
use crate::service::HttpResponse;

/// Counts the requests of an attempt that may have been processed, in an extension of each.
#[derive(Default)]
pub(super) struct SentRequests(AtomicUsize);

impl SentRequests {
    pub(super) fn count(&self) -> usize {
        self.0.load(Ordering::Acquire)
    }
}

/// One request, counted unless it ends unprocessed. One that is dropped was unsent if its body proves it.
pub(super) struct SentRequest {
    /// Absent if a layer dropped the extensions.
    all: Option<Arc<SentRequests>>,
    body: Option<Arc<BodyProgress>>,
    is_unprocessed: Option<bool>,
}

impl SentRequest {
    pub(super) fn begin(all: Option<Arc<SentRequests>>, body: &Body) -> Self {
        if let Some(all) = &all {
            all.0.fetch_add(1, Ordering::AcqRel);
        }
        Self { all, body: body.progress(), is_unprocessed: None }
    }

    /// Records the end. If it is unknown what else was sent, this request proves nothing.
    pub(super) fn end(mut self, result: Result<HttpResponse, Error>) -> Result<HttpResponse, Error> {
        let result = result.map_err(|error| match self.all {
            Some(_) => error,
            None => error.delivered_at_least(Delivery::MaybeSent),
        });
        let is_failed = |error: &Error| error.delivery() <= Delivery::Rejected || self.is_provably_unsent();
        self.is_unprocessed = Some(result.as_ref().is_err_and(is_failed));
        result
    }

    fn is_provably_unsent(&self) -> bool {
        self.body.as_ref().is_some_and(|body| body.is_provably_unsent())
    }
}

impl Drop for SentRequest {
    fn drop(&mut self) {
        if let Some(all) =
            self.all.as_ref().filter(|_| self.is_unprocessed.unwrap_or_else(|| self.is_provably_unsent()))
        {
            all.0.fetch_sub(1, Ordering::AcqRel);
        }
    }
}
