//! The permits of a request: at most `max_in_flight` requests are in flight at once, and as many streams are open.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, SemaphorePermit};

use super::core::Core;
use super::metrics::Queued;
use crate::body::Body;
use crate::box_error::BoxError;
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};

/// The permits of one request.
pub(super) struct Permits<'a> {
    pub(super) _request: Option<SemaphorePermit<'a>>,
    pub(super) stream: Option<OwnedSemaphorePermit>,
}

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

/// Waits for the permit of a streamed response. Streams have a limit of their own, so that long feeds do not keep other
/// calls from being sent.
pub(super) async fn acquire_stream(core: &Core, endpoint: &'static Endpoint) -> Result<OwnedSemaphorePermit> {
    if let Ok(permit) = Arc::clone(&core.streams).try_acquire_owned() {
        return Ok(permit);
    }
    let _queued = Queued::begin(endpoint);
    Arc::clone(&core.streams).acquire_owned().await.map_err(|_| Error::config("the client was closed"))
}

/// The body of a streamed response, which holds its permit until it is dropped.
pub(super) struct Permitted {
    pub(super) body: Body,
    pub(super) _permit: OwnedSemaphorePermit,
}

impl http_body::Body for Permitted {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
