//! The steps from a request to a response: find the route, verify the caller, read the body, call the method.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::FutureExt;
use http::header::ALLOW;
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};
use http_body::Body as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::body::forbid_encoding;
use super::context;
use super::idempotency::{KeyedRequest, ResponseStore, once};
use super::incoming::{self, Incoming, Reads, Received};
use super::log;
#[cfg(feature = "multipart")]
use super::multipart;
use super::rejection::Rejection;
use super::routes::{Found, Group, Route};
use super::verify::Verify;
use crate::body::Body;
use crate::endpoint::Endpoint;
use crate::service::{HttpRequest, HttpResponse};

/// The largest body that is collected before a method runs: 2 MiB, as axum has it.
const MAX_BODY: usize = 2 * 1024 * 1024;

/// The longest that the headers of a request may be together, names and values.
const MAX_HEAD: usize = 64 * 1024;

/// The longest that a request may take, from its head to the head of the response.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The settings of a server, which apply to every request to its endpoints.
#[derive(Default)]
pub(super) struct Settings {
    /// `None` rejects every call: the program has not configured how to verify callers.
    pub(super) access: Option<Access>,
    pub(super) max_body: Option<usize>,
    pub(super) timeout: Option<Duration>,
    /// The responses to requests with an idempotency key.
    pub(super) responses: Option<Arc<dyn ResponseStore>>,
}

/// The access to endpoints that are not `auth = none`.
#[derive(Clone)]
pub(super) enum Access {
    Verified(Arc<dyn Verify>),
    Open,
}

/// The settings of a server and of those that were merged into it.
pub(super) struct AllSettings {
    pub(super) by_server: Vec<Settings>,
    /// Two endpoints have one route, or a setting is invalid. No request is served.
    pub(super) has_fault: bool,
}

/// Serves one request. The router removes the body of a response to HEAD, after it has taken its length.
pub(super) async fn dispatch(settings: &AllSettings, group: &Group, request: HttpRequest) -> HttpResponse {
    if settings.has_fault {
        return Rejection::internal().into_response();
    }
    let (parts, body) = request.into_parts();
    if head_length(&parts) > MAX_HEAD {
        let detail = format!("the headers are longer than {MAX_HEAD} bytes");
        return Rejection::new(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, detail).into_response();
    }
    match group.find(&parts.method, parts.uri.path(), parts.uri.query().unwrap_or_default()) {
        Found::Endpoint(route, values) => match settings.by_server.get(route.server) {
            Some(settings) => serve(settings, &route, values, parts, body).await,
            None => Rejection::internal().into_response(),
        },
        Found::OtherMethods(allow) if parts.method == Method::OPTIONS => options(allow),
        Found::OtherMethods(allow) => Rejection::method_not_allowed(allow).into_response(),
        Found::Nothing => Rejection::not_found().into_response(),
    }
}

fn head_length(parts: &Parts) -> usize {
    parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum()
}

async fn serve(
    settings: &Settings,
    route: &Arc<Route>,
    path: Result<Vec<String>, usize>,
    parts: Parts,
    body: Body,
) -> HttpResponse {
    let (endpoint, timeout) = (route.endpoint, settings.timeout.unwrap_or(TIMEOUT));
    let is_reading = AtomicBool::new(false);
    let received = receive(settings, route, path, parts, body, &is_reading);
    let served = match settings.responses.as_ref().zip(endpoint.key_header()) {
        None => {
            let whole = async { Ok(call(Arc::clone(route), received.await?).await) };
            guarded(endpoint, timeout, || too_slow(&is_reading), whole).await
        }
        Some((store, header)) => {
            let received = guarded(endpoint, timeout, || too_slow(&is_reading), received).await;
            match received.and_then(|incoming| Ok((KeyedRequest::of(header, route.head, &incoming)?, incoming))) {
                Err(rejection) => Err(rejection),
                Ok((request, incoming)) => {
                    let method = call(Arc::clone(route), incoming);
                    let method =
                        guarded(endpoint, timeout, || too_slow(&AtomicBool::new(false)), async { Ok(method.await) });
                    match request {
                        None => method.await,
                        Some(request) => once(store, request, endpoint, timeout, method).await,
                    }
                }
            }
        }
    };
    served.unwrap_or_else(Rejection::into_response)
}

/// A client that did not send the body in time is the cause of a 408, the server that of a 503.
fn too_slow(is_reading: &AtomicBool) -> Rejection {
    match is_reading.load(Ordering::Relaxed) {
        true => Rejection::new(StatusCode::REQUEST_TIMEOUT, "the body took longer than the server allows"),
        false => Rejection::new(StatusCode::SERVICE_UNAVAILABLE, "the request took longer than the server allows"),
    }
}

/// Turns a panic into a 500, and a step that takes too long into what `late` says.
async fn guarded<T>(
    endpoint: &'static Endpoint,
    timeout: Duration,
    late: impl FnOnce() -> Rejection,
    step: impl Future<Output = Result<T, Rejection>>,
) -> Result<T, Rejection> {
    match tokio::time::timeout(timeout, AssertUnwindSafe(step).catch_unwind()).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => {
            log::panicked(endpoint);
            Err(Rejection::internal())
        }
        Err(_) => Err(late()),
    }
}

/// Verifies the caller and reads the body; `is_reading` is set while it waits for the body.
async fn receive(
    settings: &Settings,
    route: &Route,
    path: Result<Vec<String>, usize>,
    mut parts: Parts,
    body: Body,
    is_reading: &AtomicBool,
) -> Result<Incoming, Rejection> {
    if !route.endpoint.is_anonymous() {
        check_access(settings.access.as_ref(), &mut parts).await?;
    }
    let path = path.map_err(|index| incoming::invalid_path(route.endpoint, index))?;
    if !matches!(route.reads, Reads::Nothing) {
        forbid_encoding(&parts.headers)?;
    }
    let max_body = settings.max_body.unwrap_or(MAX_BODY);
    is_reading.store(true, Ordering::Relaxed);
    let received = match route.reads {
        Reads::Nothing => Received::Whole(Default::default()),
        Reads::Whole => Received::Whole(collect(body, max_body).await?),
        Reads::Stream => Received::Stream(body),
        #[cfg(feature = "multipart")]
        Reads::Parts(roles) => Received::Parts(multipart::receive(&parts.headers, body, roles, max_body).await?),
        #[cfg(not(feature = "multipart"))]
        Reads::Parts(_) => Received::Whole(Default::default()),
    };
    is_reading.store(false, Ordering::Relaxed);
    Ok(Incoming::new(route.endpoint, Arc::new(parts), path, (route.taken, Arc::clone(&route.fixed)), received))
}

/// Calls the method.
async fn call(route: Arc<Route>, incoming: Incoming) -> HttpResponse {
    let parts = Arc::clone(&incoming.parts);
    context::within(parts, (route.handler)(incoming)).await
}

async fn check_access(access: Option<&Access>, parts: &mut Parts) -> Result<(), Rejection> {
    match access {
        None => Err(Rejection::unauthorized("Bearer")),
        Some(Access::Verified(verify)) => verify.verify(parts).await,
        Some(Access::Open) => Ok(()),
    }
}

/// Reads a whole body; one that exceeds the limit is rejected, at once if its head announces it.
async fn collect(body: Body, limit: usize) -> Result<Bytes, Rejection> {
    let too_large = || {
        let detail = format!("the body is longer than {limit} bytes");
        Rejection::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    };
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large());
    }
    // Copies each frame: a list of one-byte frames would take many times the body's size.
    let (mut body, mut bytes) = (Limited::new(body, limit), BytesMut::new());
    while let Some(frame) = body.frame().await {
        match frame {
            Ok(frame) => bytes.extend_from_slice(&frame.into_data().unwrap_or_default()),
            Err(error) if error.is::<LengthLimitError>() => return Err(too_large()),
            Err(_) => return Err(Rejection::bad_request("the body was cut short")),
        }
    }
    Ok(bytes.freeze())
}

/// The methods of a path (RFC 9110, section 9.3.7).
pub(super) fn options(allow: HeaderValue) -> HttpResponse {
    let mut response = HttpResponse::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(ALLOW, allow);
    response
}
