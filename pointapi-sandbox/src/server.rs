//! The platform's endpoints.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State as Shared};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::fault::Fault;
use super::products::{self, Rules};
use super::recorded::RecordedRequest;
use super::requests::{is_authorized, json_of, reject_unauthorized};
use super::state::{Counter, Issued, State};
#[cfg(feature = "webhook")]
use super::webhooks;
use super::{query, responses, test_call};

/// The largest accepted request body.
const MAX_BODY_BYTES: usize = 32 * 1024 * 1024;

pub(super) fn router(state: Arc<State>) -> Router {
    let router = Router::new();
    #[cfg(feature = "webhook")]
    let router = router.route(webhooks::JWKS_PATH, axum::routing::get(webhooks::jwks));
    router
        .route("/user-management-services-ws/oauth2/002/signInWithPassword", post(sign_in))
        .route("/user-management-services-ws/oauth2/002/refreshIdToken", post(refresh))
        .route("/riskinsight-services-ws/resources/v1/orders/query", post(find))
        .route("/riskinsight-services-ws/resources/v1/sami/{product}/{model}", post(place))
        .route("/riskinsight-services-ws/resources/v1/sami/ADV/refresh/{order_guid}", post(refresh_adv))
        .route("/riskinsight-services-ws/resources/v1/sami/{id}", get(poll))
        .route("/test-webhook", post(test_call::test_webhook))
        .layer(middleware::from_fn_with_state(Arc::clone(&state), observe))
        .with_state(state)
}

/// Records each request, and replaces the response with a fault if one is due.
async fn observe(Shared(state): Shared<Arc<State>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MAX_BODY_BYTES).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    state.count(counter_of(parts.uri.path()));
    let target = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    state.record(RecordedRequest {
        method: parts.method.clone(),
        target,
        headers: parts.headers.clone(),
        body: body.clone(),
    });
    match state.next_fault() {
        Some(Fault::LoseAnswer) => {
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
        Fault::CutShort | Fault::LoseAnswer => cut_short(),
        Fault::Order(code) => responses::failed_order(code),
    }
}

fn cut_short() -> Response {
    let mut response = Response::new(Body::from_stream(CutShort(false)));
    response.headers_mut().insert(CONTENT_LENGTH, 1000.into());
    response
}

fn throttle(wait: Duration) -> Response {
    (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, wait.as_secs())].map(|(name, seconds)| (name, seconds.to_string())))
        .into_response()
}

/// A body that begins with JSON and ends with an error.
struct CutShort(bool);

impl futures_core::Stream for CutShort {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        let has_begun = std::mem::replace(&mut self.0, true);
        std::task::Poll::Ready(Some(if has_begun {
            Err(std::io::Error::other("cut short on request"))
        } else {
            Ok(Bytes::from_static(b"{\"count\": "))
        }))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignInRequest {
    username: String,
    password: String,
    #[serde(rename = "useralias")]
    _alias: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefreshRequest {
    refresh_token: String,
}

#[derive(Serialize)]
struct TokenResponse {
    access_token: String,
    refresh_token: String,
    scope: &'static str,
    token_type: &'static str,
    expires_in: u64,
}

async fn sign_in(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(SignInRequest { username, password, .. }) = json_of(&headers, &body) else {
        return responses::denied(StatusCode::BAD_REQUEST, "The request is not a sign-in.");
    };
    match state.sign_in(&username, &password) {
        Some(issued) => tokens(issued),
        None => responses::denied(StatusCode::FORBIDDEN, "Wrong user name or password."),
    }
}

async fn refresh(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(RefreshRequest { refresh_token }) = json_of(&headers, &body) else {
        return responses::denied(StatusCode::BAD_REQUEST, "The request is not a refresh.");
    };
    match state.refresh(&refresh_token) {
        Some(issued) => tokens(issued),
        None => responses::denied(StatusCode::FORBIDDEN, "The refresh token is not valid."),
    }
}

fn tokens(issued: Issued) -> Response {
    let Issued { access_token, refresh_token, lifetime } = issued;
    let (scope, token_type, expires_in) = ("policy", "Bearer", lifetime.as_secs());
    Json(TokenResponse { access_token, refresh_token, scope, token_type, expires_in }).into_response()
}

async fn find(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Response {
    if !is_authorized(&state, &headers) {
        return reject_unauthorized(&state);
    }
    match query::page(&state.orders(), &body) {
        Ok(page) => Json(page).into_response(),
        Err(message) => responses::bad_query(message),
    }
}

async fn place(
    Shared(state): Shared<Arc<State>>,
    Path((product, _model)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match products::named(&product) {
        Some(rules) => take_order(&state, rules, &headers, &body),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn refresh_adv(
    Shared(state): Shared<Arc<State>>,
    Path(order_guid): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let refresh: Option<Value> = json_of(&headers, &body);
    let transaction_id = refresh.as_ref().and_then(|refresh| refresh["TransactionID"].as_str());
    match state.refresh_fault(&order_guid, transaction_id) {
        Some(code) if refresh.is_some() && is_authorized(&state, &headers) => responses::failed_order(code),
        _ => take_order(&state, &products::ADV_REFRESH, &headers, &body),
    }
}

fn take_order(state: &State, rules: &'static Rules, headers: &HeaderMap, body: &[u8]) -> Response {
    if !is_authorized(state, headers) {
        return reject_unauthorized(state);
    }
    let Some(order) = json_of(headers, body) else { return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response() };
    match state.place(rules, order) {
        Ok(response) => Json(response).into_response(),
        Err(members) => responses::malformed(&members),
    }
}

async fn poll(Shared(state): Shared<Arc<State>>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    if !is_authorized(&state, &headers) {
        return reject_unauthorized(&state);
    }
    match state.poll(&id) {
        Some(response) => Json(response).into_response(),
        None => responses::failed_order("E014"),
    }
}
