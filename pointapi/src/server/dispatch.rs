//! The steps from a request to a response: find the route, verify the caller, read the body, call the method.

use std::convert::Infallible;
use std::future::ready;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::FutureExt;
use futures_util::future::Map;
use http::header::ALLOW;
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};
use http_body::Body as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::Instant;
use tower_service::Service;

use super::body::forbid_encoding;
use super::context;
use super::idempotency::{KeyedRequest, ResponseStore, Upload, once};
use super::incoming::{self, Incoming, Reads, Received};
use super::log;
#[cfg(feature = "multipart")]
use super::multipart;
use super::rejection::Rejection;
use super::routes::{Found, Group, Route};
use super::serve::Serving;
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
    pub(super) by_server: Vec<Arc<Settings>>,
    /// Two endpoints have one route, or a setting is invalid. No request is served.
    pub(super) has_fault: bool,
}

/// The endpoints behind one route of the router, as its service.
#[derive(Clone)]
pub(super) struct Endpoints {
    pub(super) settings: Arc<AllSettings>,
    pub(super) group: Arc<Group>,
}

type Response = axum::response::Response;

impl Service<axum::extract::Request> for Endpoints {
    type Response = Response;
    type Error = Infallible;
    type Future = Map<Serving<'static>, fn(HttpResponse) -> Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: axum::extract::Request) -> Self::Future {
        let serving = dispatch(&self.settings, &self.group, request.map(Body::new));
        serving.map(|response| Ok(response.map(axum::body::Body::new)))
    }
}

/// A request whose endpoint is known.
struct Routed {
    route: Arc<Route>,
    /// The values of the placeholders, or the position of one that the client never sends.
    path: Result<Vec<String>, usize>,
    parts: Arc<Parts>,
    body: Body,
    /// The progress of the body, if the endpoint has an idempotency key.
    #[cfg_attr(not(feature = "multipart"), expect(dead_code, reason = "only a reader of parts stops before the end"))]
    upload: Option<Upload>,
}

/// Serves one request. The router removes the body of a response to HEAD, after it has taken its length.
fn dispatch(settings: &AllSettings, group: &Group, request: HttpRequest) -> Serving<'static> {
    let (parts, body) = request.into_parts();
    match find(settings, group, &parts) {
        Ok((settings, route, path)) => {
            let request = Routed { route, path, parts: Arc::new(parts), body, upload: None };
            Box::pin(serve(settings, request))
        }
        Err(response) => Box::pin(ready(*response)),
    }
}

type Target = (Arc<Settings>, Arc<Route>, Result<Vec<String>, usize>);

/// Finds the endpoint of a request, with the settings of its server, or the response to a request that has none.
fn find(settings: &AllSettings, group: &Group, parts: &Parts) -> Result<Target, Box<HttpResponse>> {
    if settings.has_fault {
        return Err(Rejection::internal().into_response().into());
    }
    if head_length(parts) > MAX_HEAD {
        let detail = format!("the headers are longer than {MAX_HEAD} bytes");
        return Err(Rejection::new(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, detail).into_response().into());
    }
    let response = match group.find(&parts.method, parts.uri.path(), parts.uri.query().unwrap_or_default()) {
        Found::Endpoint(route, path) => match settings.by_server.get(route.server) {
            Some(settings) => return Ok((Arc::clone(settings), route, path)),
            None => Rejection::internal().into_response(),
        },
        Found::OtherMethods(allow) if parts.method == Method::OPTIONS => options(allow),
        Found::OtherMethods(allow) => Rejection::method_not_allowed(allow).into_response(),
        Found::Nothing => Rejection::not_found().into_response(),
    };
    Err(response.into())
}

fn head_length(parts: &Parts) -> usize {
    parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum()
}

/// The future of a request is allocated, so what few requests need is in boxes of its own, and nothing large is moved
/// from step to step.
async fn serve(settings: Arc<Settings>, request: Routed) -> HttpResponse {
    let route = Arc::clone(&request.route);
    let deadline = deadline(settings.timeout.unwrap_or(TIMEOUT));
    let served = match settings.responses.as_ref().zip(route.endpoint.key_header()) {
        None => {
            let is_reading = AtomicBool::new(false);
            let whole = pin!(async { Ok(call(&route, receive(&settings, request, &is_reading).await?).await) });
            guarded(route.endpoint, deadline, || too_slow(&is_reading), whole).await
        }
        Some((store, header)) => Box::pin(serve_once(&settings, (store, header), deadline, request)).await,
    };
    served.unwrap_or_else(Rejection::into_response)
}

/// Serves a request to an endpoint with an idempotency key.
async fn serve_once(
    settings: &Settings,
    (store, header): (&Arc<dyn ResponseStore>, &'static str),
    deadline: Instant,
    request: Routed,
) -> Result<HttpResponse, Rejection> {
    let route = Arc::clone(&request.route);
    let (endpoint, is_reading) = (route.endpoint, AtomicBool::new(false));
    let upload = Upload::default();
    let request = Routed { body: upload.watch(request.body), upload: Some(upload.clone()), ..request };
    let received = receive(settings, request, &is_reading);
    let incoming = guarded(endpoint, deadline, || too_slow(&is_reading), received).await?;
    let key = KeyedRequest::of(header, route.head, &incoming)?;
    let upload = incoming.whole_body().is_none().then_some(upload);
    let method = async move { Ok(call(&route, incoming).await) };
    let method = guarded(endpoint, deadline, || too_slow(&AtomicBool::new(false)), method);
    match key {
        None => method.await,
        Some(key) => once(store, key, endpoint, upload, method).await,
    }
}

/// The end of a time that begins now; one that no clock reaches is in 30 years.
fn deadline(timeout: Duration) -> Instant {
    const NEVER: Duration = Duration::from_secs(30 * 365 * 24 * 3600);
    let now = Instant::now();
    now.checked_add(timeout).unwrap_or(now + NEVER)
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

/// Verifies the caller and reads the body; `is_reading` is set while it waits for the body.
async fn receive(settings: &Settings, request: Routed, is_reading: &AtomicBool) -> Result<Box<Incoming>, Rejection> {
    let Routed { route, path, mut parts, body, .. } = request;
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

/// Reads a whole body; one that exceeds the limit is rejected, at once if its head announces it.
async fn collect(body: Body, limit: usize) -> Result<Bytes, Rejection> {
    let too_large = || {
        let detail = format!("the body is longer than {limit} bytes");
        Rejection::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    };
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large());
    }
    // Copies each frame but one that is the whole body: a list of one-byte frames would take many times the body's size.
    let (mut body, mut bytes) = (Limited::new(body, limit), BytesMut::new());
    while let Some(frame) = body.frame().await {
        match frame.map(|frame| frame.into_data().unwrap_or_default()) {
            Ok(data) if bytes.is_empty() && body.is_end_stream() => return Ok(data),
            Ok(data) => bytes.extend_from_slice(&data),
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
