//! The router: the served traits, the checks before them, and the faults in front of both.

use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State as Shared};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_LENGTH, RETRY_AFTER};
use http::request::Parts;
use pointapi::platform::PointServicesServer;

use super::fault::Fault;
use super::recorded::RecordedRequest;
use super::served::Platform;
use super::state::{Counter, State};
#[cfg(feature = "webhook")]
use super::webhooks;
use super::{requests, responses};

/// The largest accepted request body.
const MAX_BODY_BYTES: usize = 32 * 1024 * 1024;
/// Longer than a client waits: only a requested fault makes a request wait.
const NEVER: Duration = Duration::from_secs(24 * 3600);

pub(super) fn router(state: Arc<State>) -> Router {
    // Callers are verified by `requests::check`, since a request without a token is rejected before one that is malformed.
    let server = PointServicesServer::new(Platform(Arc::clone(&state))).unprotected();
    let router: Router<Arc<State>> = server.max_body(MAX_BODY_BYTES).timeout(NEVER).router();
    #[cfg(feature = "webhook")]
    let router = router.route(webhooks::JWKS_PATH, axum::routing::get(webhooks::jwks));
    router
        .layer(middleware::from_fn_with_state(Arc::clone(&state), requests::check))
        .layer(middleware::from_fn_with_state(Arc::clone(&state), observe))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(state)
}

/// Records each request, and replaces the response with a fault if one is due.
async fn observe(Shared(state): Shared<Arc<State>>, parts: Parts, body: Bytes, next: Next) -> Response {
    state.count(counter_of(parts.uri.path()));
    let target = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    state.record(RecordedRequest {
        method: parts.method.clone(),
        target,
        headers: parts.headers.clone(),
        body: body.clone(),
    });
    match state.next_fault() {
        Some(Fault::LoseResponse) => {
            next.run(Request::from_parts(parts, body.into())).await;
            cut_short()
        }
        Some(fault) => respond_with(fault).await,
        None => next.run(Request::from_parts(parts, body.into())).await,
    }
}

fn counter_of(path: &str) -> Counter {
    match path.rsplit('/').next() {
        Some("signInWithPassword") => Counter::SignIns,
        Some("refreshIdToken") => Counter::Refreshes,
        _ => Counter::Calls,
    }
}

async fn respond_with(fault: Fault) -> Response {
    match fault {
        Fault::Status(status) => {
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }
        Fault::Throttle(wait) => throttle(wait),
        Fault::Hang => std::future::pending().await,
        Fault::CutShort | Fault::LoseResponse => cut_short(),
        Fault::Order(code) => Json(responses::failed_order(code)).into_response(),
    }
}

fn cut_short() -> Response {
    let mut response = Response::new(Body::from_stream(CutShort { polls: 0 }));
    response.headers_mut().insert(CONTENT_LENGTH, 1000.into());
    response
}

fn throttle(wait: Duration) -> Response {
    (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, wait.as_secs())].map(|(name, seconds)| (name, seconds.to_string())))
        .into_response()
}

/// A body that begins with JSON and ends with an error.
struct CutShort {
    polls: u8,
}

impl futures_core::Stream for CutShort {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, context: &mut std::task::Context<'_>) -> Poll<Option<Self::Item>> {
        self.polls = self.polls.saturating_add(1);
        match self.polls {
            1 => Poll::Ready(Some(Ok(Bytes::from_static(b"{\"count\": ")))),
            // A server writes to the connection what it has when a body pauses, and nothing of it when a body fails.
            2 => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            _ => Poll::Ready(Some(Err(std::io::Error::other("cut short on request")))),
        }
    }
}
