//! The checks before a request reaches its method: the token, and the platform's document.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State as Shared};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::Value;

use super::orders::Rejected;
use super::state::{Counter, State};
use super::twin::{self, Operation};
use super::{products, query, responses};

const TEST_CALL: &str = "/test-webhook";
const QUERY: &str = "/orders/query";

/// Rejects a request that the document does not allow, each in the way of its endpoint.
pub(super) async fn check(Shared(state): Shared<Arc<State>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Some(operation) = twin::operation(&parts.method, parts.uri.path()) else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    if operation.is_secured && !is_authorized(&state, &parts.headers) {
        state.count(Counter::Unauthorized);
        return responses::unauthorized(parts.headers.contains_key(AUTHORIZATION));
    }
    let malformed = operation.malformed_values(parts.uri.path());
    if !malformed.is_empty() {
        return responses::malformed(&malformed);
    }
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else { return StatusCode::BAD_REQUEST.into_response() };
    match check_body(&state, operation, &mut parts, body) {
        Ok(body) => next.run(Request::from_parts(parts, body.into())).await,
        Err(response) => *response,
    }
}

/// Returns the body for the method; a response is boxed, since it is large and rare.
fn check_body(
    state: &State,
    operation: &'static Operation,
    parts: &mut Parts,
    body: Bytes,
) -> Result<Bytes, Box<Response>> {
    if !operation.has_body() {
        return Ok(body);
    }
    let path = parts.uri.path();
    if path.ends_with(QUERY) {
        let body = if body.is_empty() { Bytes::from_static(b"{}") } else { body };
        let query = serde_json::from_slice(&body).unwrap_or_default();
        if let Some(message) = query::mistake(&query, operation) {
            return Err(Box::new((StatusCode::BAD_REQUEST, Json(responses::bad_query(message))).into_response()));
        }
        // A query needs no content type.
        parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        return Ok(body);
    }
    let json = json_of(&parts.headers, &body);
    let rejected = if let Some(product) = products::of_path(path) {
        match json {
            Some(order) => check_order(state, operation, product, &order),
            None => Some(responses::not_json()),
        }
    } else if path == TEST_CALL {
        check_test_call(operation, &parts.headers, json.as_ref())
    } else {
        let is_valid = json.is_some_and(|json| operation.errors(&json).is_empty());
        let denied = || (StatusCode::BAD_REQUEST, Json(responses::denied("The request is malformed."))).into_response();
        (!is_valid).then(denied)
    };
    rejected.map_or(Ok(body), |response| Err(Box::new(response)))
}

fn check_order(
    state: &State,
    operation: &'static Operation,
    product: &pointapi::platform::Product,
    order: &Value,
) -> Option<Response> {
    Some(match state.check(product, order, operation).err()? {
        Rejected::Malformed(members) => responses::malformed(&members),
        Rejected::Failed(response) => Json(response).into_response(),
    })
}

fn check_test_call(operation: &'static Operation, headers: &HeaderMap, call: Option<&Value>) -> Option<Response> {
    let missing = operation.missing_headers(headers);
    if !missing.is_empty() {
        return Some(responses::malformed(&missing));
    }
    let Some(call) = call else { return Some(responses::malformed(&["/"])) };
    let members: Vec<String> =
        operation.errors(call).iter().map(|error| error.instance_path().as_str().to_owned()).collect();
    (!members.is_empty()).then(|| responses::malformed(&members))
}

/// Decodes a JSON body; the content type must be `application/json`.
fn json_of(headers: &HeaderMap, body: &[u8]) -> Option<Value> {
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let is_json = content_type.split(';').next()?.trim().eq_ignore_ascii_case("application/json");
    is_json.then(|| serde_json::from_slice(body).ok()).flatten()
}

fn is_authorized(state: &State, headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return false };
    let (scheme, token) = value.to_str().ok().and_then(|value| value.split_once(' ')).unwrap_or_default();
    // The name of a scheme has no case (RFC 9110, section 11.1).
    scheme.eq_ignore_ascii_case("Bearer") && state.is_live(token.trim_start_matches(' '))
}
