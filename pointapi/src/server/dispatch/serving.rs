//! The steps from a request whose endpoint is known to its response.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use http::request::Parts;
use tokio::time::Instant;

use super::guarded::{deadline, guarded, too_slow};
use crate::body::Body;
use crate::server::body::{collect, forbid_encoding, forbid_transfer_coding};
use crate::server::context;
use crate::server::idempotency::{KeyedRequest, Responses, Upload, once};
use crate::server::incoming::{self, Incoming, Reads, Received};
#[cfg(feature = "multipart")]
use crate::server::multipart;
use crate::server::rejection::Rejection;
use crate::server::routes::Route;
use crate::server::settings::{Access, Settings};
use crate::service::HttpResponse;

/// A request whose endpoint is known.
pub(super) struct Routed {
    pub(super) route: Arc<Route>,
    /// The values of the placeholders, or the position of one that the client never sends.
    pub(super) path: Result<Vec<String>, usize>,
    pub(super) parts: Arc<Parts>,
    pub(super) body: Body,
    /// The progress of the body, if the endpoint has an idempotency key.
    #[cfg_attr(not(feature = "multipart"), expect(dead_code, reason = "only a reader of parts stops before the end"))]
    pub(super) upload: Option<Upload>,
}

/// The future of a request is allocated, and costs several times more above 1 KiB, where allocators keep no list of free
/// blocks for each thread. So what few requests need is in boxes of its own, and nothing large is moved from step to step:
/// each step would hold it.
pub(super) async fn serve(settings: Arc<Settings>, request: Box<Routed>) -> HttpResponse {
    let route = Arc::clone(&request.route);
    let deadline = deadline(settings.timeout());
    let served = match settings.responses.as_ref().zip(route.endpoint.key_header()) {
        None => {
            let is_reading = AtomicBool::new(false);
            let whole = pin!(async { Ok(call(&route, receive(&settings, request, &is_reading).await?).await) });
            guarded(route.endpoint, deadline, || too_slow(&is_reading), whole).await
        }
        Some((responses, header)) => Box::pin(serve_once(&settings, (responses, header), deadline, request)).await,
    };
    served.unwrap_or_else(Rejection::into_response)
}

/// Serves a request to an endpoint with an idempotency key.
async fn serve_once(
    settings: &Settings,
    (responses, header): (&Arc<Responses>, &'static str),
    deadline: Instant,
    request: Box<Routed>,
) -> Result<HttpResponse, Rejection> {
    let route = Arc::clone(&request.route);
    let (endpoint, is_reading) = (route.endpoint, AtomicBool::new(false));
    let upload = Upload::default();
    let request = Routed { body: upload.watch(request.body), upload: Some(upload.clone()), ..*request };
    let received = receive(settings, Box::new(request), &is_reading);
    let incoming = guarded(endpoint, deadline, || too_slow(&is_reading), received).await?;
    let key = KeyedRequest::of(header, route.head, &incoming)?;
    let upload = incoming.whole_body().is_none().then_some(upload);
    let method = async move { Ok(call(&route, incoming).await) };
    let method = guarded(endpoint, deadline, || too_slow(&AtomicBool::new(false)), method);
    match key {
        None => method.await,
        Some(key) => once(responses, key, endpoint, upload, method).await,
    }
}

/// Verifies the caller and reads the body; `is_reading` is set while it waits for the body.
async fn receive(
    settings: &Settings,
    request: Box<Routed>,
    is_reading: &AtomicBool,
) -> Result<Box<Incoming>, Rejection> {
    let Routed { route, path, mut parts, body, .. } = *request;
    if !route.endpoint.is_anonymous() {
        check_access(settings.access.as_ref(), &mut parts).await?;
    }
    let path = path.map_err(|index| incoming::invalid_path(route.endpoint, index))?;
    if !matches!(route.reads, Reads::Nothing) {
        forbid_encoding(&parts.headers)?;
        forbid_transfer_coding(&parts.headers, &body)?;
    }
    let max_body = settings.max_body();
    is_reading.store(true, Ordering::Relaxed);
    let received = match route.reads {
        Reads::Nothing => Received::Whole(Default::default()),
        Reads::Whole | Reads::Form(_) => Received::Whole(collect(body, max_body).await?),
        Reads::Stream => Received::Stream(body),
        #[cfg(feature = "multipart")]
        Reads::Parts(roles) => Received::Parts(
            Box::pin(multipart::receive(&parts.headers, body, roles, max_body, request.upload.unwrap_or_default()))
                .await?,
        ),
        #[cfg(not(feature = "multipart"))]
        Reads::Parts(_) => Received::Whole(Default::default()),
    };
    is_reading.store(false, Ordering::Relaxed);
    let incoming =
        Incoming::new(route.endpoint, parts, path, (route.taken, route.reads), Arc::clone(&route.fixed), received);
    Ok(Box::new(incoming))
}

/// Calls the method.
async fn call(route: &Route, incoming: Box<Incoming>) -> HttpResponse {
    let parts = Arc::clone(&incoming.parts);
    context::within(parts, (route.handler)(incoming)).await
}

async fn check_access(access: Option<&Access>, parts: &mut Arc<Parts>) -> Result<(), Rejection> {
    match access {
        None => Err(Rejection::unauthorized("Bearer")),
        Some(Access::Verified(verify)) => match Arc::get_mut(parts) {
            Some(parts) => verify.verify(parts).await,
            // Only a request that is being served shares its head.
            None => Err(Rejection::internal()),
        },
        Some(Access::Open) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output_size<A, B, F>(_: fn(A, B) -> F) -> usize {
        size_of::<F>()
    }

    #[test]
    fn the_future_of_a_request_is_small() {
        let size = output_size(serve);
        assert!(size <= 1024, "{size} bytes");
    }
}
