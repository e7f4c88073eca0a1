//! The endpoints with which other programs control the sandbox.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use pointapi::clock::Clock;
use pointapi::http::StatusCode;
use pointapi_sandbox::Sandbox;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::fault;
use crate::time::duration;

/// The password of the sandbox's users. It protects nothing.
pub(super) const PASSWORD: &str = "not-a-real-one";

/// The most orders that are added at once.
pub(super) const MAX_ORDERS: usize = 100_000;

/// The latest time of the clock, since 1970: the beginning of the year 3000, far before the end of date formats in
/// 9999.
const MAX_TIME: Duration = Duration::from_secs(32_503_680_000);

/// An error of the caller.
struct Invalid(String);

type Reply = Result<Json<Value>, Invalid>;

pub(super) fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route("/sandbox/clock", post(advance))
        .route("/sandbox/faults", post(fail))
        .route("/sandbox/users", post(add_user))
        .route("/sandbox/orders", post(add_orders))
        .route("/sandbox/tokens", post(revoke))
        .route("/sandbox/webhooks", post(deliver))
        .route("/sandbox/stats", get(stats))
        .with_state(sandbox)
}

impl IntoResponse for Invalid {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, Json(json!({"message": self.0}))).into_response()
    }
}

/// Reads a body whatever its media type: `curl -d` sends that of a form.
fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Invalid> {
    serde_json::from_slice(body).map_err(|error| Invalid(error.to_string()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance: String,
}

async fn advance(State(sandbox): State<Arc<Sandbox>>, body: Bytes) -> Reply {
    let Advance { advance } = read(&body)?;
    let time = duration(&advance).map_err(Invalid)?;
    if sandbox.clock().wall().checked_add(time).is_none_or(|time| time > SystemTime::UNIX_EPOCH + MAX_TIME) {
        return Err(Invalid("the clock would be past the year 2999".to_owned()));
    }
    sandbox.advance(time);
    Ok(Json(json!({"advanced": advance})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fail {
    fault: String,
    #[serde(default = "one")]
    count: usize,
}

fn one() -> usize {
    1
}

async fn fail(State(sandbox): State<Arc<Sandbox>>, body: Bytes) -> Reply {
    let Fail { fault, count } = read(&body)?;
    let planned = fault::checked(&fault, count).map_err(Invalid)?;
    sandbox.fail_next(planned.count, planned.fault);
    Ok(Json(json!({"fault": fault, "count": count})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddUser {
    username: String,
    password: Option<String>,
}

async fn add_user(State(sandbox): State<Arc<Sandbox>>, body: Bytes) -> Reply {
    let AddUser { username, password } = read(&body)?;
    sandbox.user(&username, password.as_deref().unwrap_or(PASSWORD));
    Ok(Json(json!({"username": username})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AddOrders {
    count: usize,
}

async fn add_orders(State(sandbox): State<Arc<Sandbox>>, body: Bytes) -> Reply {
    let AddOrders { count } = read(&body)?;
    if count > MAX_ORDERS {
        return Err(Invalid(format!("the count is above {MAX_ORDERS}")));
    }
    sandbox.add_sample_orders(count);
    Ok(Json(json!({"count": count})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Revoke {
    revoke: Tokens,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tokens {
    Access,
    Refresh,
    All,
}

async fn revoke(State(sandbox): State<Arc<Sandbox>>, body: Bytes) -> Reply {
    let Revoke { revoke } = read(&body)?;
    if matches!(revoke, Tokens::Access | Tokens::All) {
        sandbox.revoke_access_tokens();
    }
    if matches!(revoke, Tokens::Refresh | Tokens::All) {
        sandbox.revoke_refresh_tokens();
    }
    Ok(Json(json!({"revoked": true})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deliver {
    url: String,
    topic: String,
    body: Value,
}

async fn deliver(State(sandbox): State<Arc<Sandbox>>, body: Bytes) -> Reply {
    let Deliver { url, topic, body } = read(&body)?;
    let delivered = sandbox.webhooks().deliver(&url, &topic, body.to_string()).await;
    let status = delivered.map_err(|error| Invalid(error.to_string()))?;
    Ok(Json(json!({"status": status.as_u16()})))
}

async fn stats(State(sandbox): State<Arc<Sandbox>>) -> Json<Value> {
    let stats = sandbox.stats();
    Json(json!({
        "sign_ins": stats.sign_ins,
        "refreshes": stats.refreshes,
        "calls": stats.calls,
        "unauthorized": stats.unauthorized,
        "orders": stats.orders,
    }))
}
