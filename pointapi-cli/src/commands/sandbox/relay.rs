//! From the socket to the sandbox, and from the sandbox to a receiver of webhooks.

use std::convert::Infallible;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::IntoResponse;
use pointapi::http::{self, StatusCode};
use pointapi::{HttpRequest, HttpResponse};
use pointapi_sandbox::Sandbox;
use tower_service::Service;

use crate::failure::{Failure, Result};

/// The largest body of a webhook.
const MAX_BODY_BYTES: usize = 32 * 1024 * 1024;

/// Forwards every request to the sandbox.
pub(super) fn router(sandbox: &Sandbox) -> Router {
    let service = sandbox.service();
    Router::new().fallback(move |request: Request| {
        let mut service = service.clone();
        async move {
            match service.call(request.map(pointapi::Body::new)).await {
                Ok(response) => response.map(Body::new),
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            }
        }
    })
}

/// Delivers the events of test calls to `url`, which must be of this machine.
pub(super) fn deliver_tests_to(sandbox: &Sandbox, url: &str) -> Result<()> {
    let webhooks = sandbox.webhooks();
    let target: http::Uri = url.parse().map_err(|_| Failure::usage(format!("`{url}` is not a URL")))?;
    let host = target.host().unwrap_or_default();
    if target.scheme_str() != Some("http") || !matches!(host, "127.0.0.1" | "localhost" | "[::1]") {
        return Err(Failure::usage(format!("`{url}` is not an `http` URL of this machine")));
    }
    let (url, sender) = (url.to_owned(), webhooks.clone());
    webhooks.receive_tests_with(tower::service_fn(move |request: HttpRequest| {
        let (url, sender) = (url.clone(), sender.clone());
        async move {
            let (parts, body) = request.into_parts();
            let status = match to_bytes(Body::new(body), MAX_BODY_BYTES).await {
                Ok(body) => sender.deliver_with(&url, &parts.headers, body).await.unwrap_or(StatusCode::BAD_GATEWAY),
                Err(_) => StatusCode::BAD_REQUEST,
            };
            let mut response = HttpResponse::new(pointapi::Body::empty());
            *response.status_mut() = status;
            Ok::<_, Infallible>(response)
        }
    }));
    Ok(())
}
