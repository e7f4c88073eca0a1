//! The two transports of a check: the near one between the made-up call and the server, and the far one behind the
//! client that stands for the implementation.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::{Extensions, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::BodyExt;
use tower_service::Service;

use crate::body::Body;
use crate::box_error::BoxError;
use crate::endpoint::Endpoint;
use crate::made_up::{Kind, Maker, NAME};
use crate::server::rehearsal::failure;
use crate::service::{HttpRequest, HttpResponse};
use crate::status_class::is_passing;

/// The statuses of made-up responses, each with whether it has a body. The last ones are for typed errors.
const STATUSES: &[(u16, bool)] = &[
    (200, true),
    (201, true),
    (200, false),
    (202, true),
    (204, false),
    (206, true),
    (400, true),
    (404, true),
    (409, true),
    (422, true),
];

/// The choice among them.
pub(super) const STATUS: &str = "the status";

/// The messages of the latest call, and the makers of its values.
pub(super) struct Wire {
    pub(super) arguments: Maker,
    pub(super) response: Maker,
    /// The values that a layer or a verifier of the server would add.
    pub(super) extensions: Extensions,
    crossed: Mutex<Crossed>,
}

/// The messages of one call.
#[derive(Default, Clone)]
pub(super) struct Crossed {
    /// Nothing is served: only the request is of interest.
    pub(super) is_request_only: bool,
    pub(super) request: Option<Request<Bytes>>,
    /// The request that the implementation sent with the arguments that it got.
    pub(super) repeated: Option<Request<Bytes>>,
    /// The implementation got the response of an error.
    pub(super) is_error: bool,
    pub(super) response: Option<Response<Bytes>>,
    /// The error that the method of the server returned, if it returned one.
    pub(super) failure: Option<Option<String>>,
}

impl Wire {
    pub(super) fn new(extensions: Extensions) -> Arc<Self> {
        let (arguments, response) = (Maker::new(), Maker::new());
        Arc::new(Self { arguments, response, extensions, crossed: Mutex::default() })
    }

    fn crossed(&self) -> MutexGuard<'_, Crossed> {
        self.crossed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn begin(&self, is_request_only: bool) {
        *self.crossed() = Crossed { is_request_only, ..Crossed::default() };
    }

    pub(super) fn take(&self) -> Crossed {
        std::mem::take(&mut self.crossed())
    }
}

/// The transport to the server.
#[derive(Clone)]
pub(super) struct Near {
    pub(super) wire: Arc<Wire>,
    pub(super) router: axum::Router,
}

impl Service<HttpRequest> for Near {
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<HttpResponse, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        let Self { wire, mut router } = self.clone();
        Box::pin(async move {
            let endpoint = Endpoint::of(request.extensions());
            let request = recorded(request).await?;
            let is_request_only = {
                let mut crossed = wire.crossed();
                crossed.request = Some(request.clone());
                crossed.is_request_only
            };
            if is_request_only {
                return Ok(unserved());
            }
            let mut request = request.map(Body::from);
            *request.extensions_mut() = wire.extensions.clone();
            let response = router.call(request).await?.map(Body::new);
            let reason = failure(&response).map(|reason| reason.map(str::to_owned));
            // An error would be followed by another attempt.
            let Ok(response) = read(response).await else { return Ok(unserved()) };
            {
                let mut crossed = wire.crossed();
                crossed.failure = reason;
                crossed.response = Some(response.clone());
            }
            Ok(if is_final(response.status(), endpoint) { response.map(Body::from) } else { unserved() })
        })
    }
}

/// True for a response that the client does not follow by another attempt, or by another token.
fn is_final(status: StatusCode, endpoint: Option<&Endpoint>) -> bool {
    is_declared(status, endpoint) || !(is_passing(status) || status == StatusCode::UNAUTHORIZED)
}

fn is_declared(status: StatusCode, endpoint: Option<&Endpoint>) -> bool {
    endpoint.is_some_and(|endpoint| endpoint.is_absent_on(status))
}

/// A response that ends a call at once.
fn unserved() -> HttpResponse {
    let mut response = HttpResponse::new(Body::empty());
    *response.status_mut() = StatusCode::IM_A_TEAPOT;
    response
}

/// The transport behind the implementation, which returns a made-up response.
#[derive(Clone)]
pub(super) struct Far(pub(super) Arc<Wire>);

impl Service<HttpRequest> for Far {
    type Response = HttpResponse;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<HttpResponse, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: HttpRequest) -> Self::Future {
        let wire = Arc::clone(&self.0);
        Box::pin(async move {
            let endpoint = Endpoint::of(request.extensions());
            let request = recorded(request).await?;
            let response = made_up_response(&wire.response, endpoint, request.method());
            let mut crossed = wire.crossed();
            crossed.is_error = !(response.status().is_success() || is_declared(response.status(), endpoint));
            crossed.repeated = Some(request);
            Ok(response)
        })
    }
}

/// A response without a value of its own: the type of the endpoint makes it up, or has examples.
fn made_up_response(maker: &Maker, endpoint: Option<&Endpoint>, method: &Method) -> HttpResponse {
    let declared = endpoint.map(|endpoint| endpoint.absent_on).unwrap_or_default();
    let statuses: Vec<_> = STATUSES.iter().copied().chain(declared.iter().map(|status| (*status, false))).collect();
    let (status, has_body) = statuses[maker.choose(STATUS, Kind::Free, statuses.len())];
    let has_body = has_body && *method != Method::HEAD;
    let mut response = HttpResponse::new(if has_body { Body::from(NAME) } else { Body::empty() });
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    if maker.choose("the response headers", Kind::Free, 2) == 1 {
        let (name, value) = (HeaderName::from_static("x-made-up"), HeaderValue::from_static("a b"));
        response.headers_mut().insert(name, value);
    }
    response.extensions_mut().insert(maker.clone());
    response
}

async fn recorded(request: HttpRequest) -> Result<Request<Bytes>, BoxError> {
    let (mut parts, body) = request.into_parts();
    parts.extensions.clear();
    Ok(Request::from_parts(parts, body.collect().await?.to_bytes()))
}

/// Reads the whole body of a response.
///
/// # Errors
///
/// If the body ends early.
pub(super) async fn read(response: HttpResponse) -> Result<Response<Bytes>, BoxError> {
    let (parts, body) = response.into_parts();
    Ok(Response::from_parts(parts, body.collect().await?.to_bytes()))
}
