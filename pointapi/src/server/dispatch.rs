//! The steps from a request to a response: find the route, verify the caller, read the body, call the method.

mod guarded;
mod serving;

use std::convert::Infallible;
use std::future::ready;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::FutureExt;
use futures_util::future::Map;
use http::header::{ALLOW, HOST};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};
use tower_service::Service;

use self::serving::{Routed, serve};
use super::rejection::Rejection;
use super::reply::outcome::remove_content;
use super::routes::{Found, Group, Route};
use super::serve::Serving;
use super::settings::{AllSettings, Settings};
use crate::body::Body;
use crate::service::{HttpRequest, HttpResponse};

/// The longest that the headers of a request may be together, names and values.
const MAX_HEAD: usize = 64 * 1024;

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

/// Serves one request. The router removes the body of a response to HEAD, after it has taken its length.
fn dispatch(settings: &AllSettings, group: &Group, request: HttpRequest) -> Serving<'static> {
    let (parts, body) = request.into_parts();
    match find(settings, group, &parts) {
        Ok((settings, route, path)) => {
            let request = Routed { route, path, parts: Arc::new(parts), body, upload: None };
            Box::pin(serve(settings, Box::new(request)))
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
    // The names are counted first, since nearly every request has each only once.
    if parts.headers.len() > parts.headers.keys_len() && parts.headers.get_all(HOST).into_iter().nth(1).is_some() {
        // RFC 9112, section 3.2: a proxy may have read the other one.
        return Err(Rejection::bad_request("the request has more than one `Host`").into_response().into());
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

/// The methods of a path (RFC 9110, section 9.3.7).
pub(super) fn options(allow: HeaderValue) -> HttpResponse {
    let mut response = HttpResponse::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(ALLOW, allow);
    remove_content(&mut response);
    response
}
