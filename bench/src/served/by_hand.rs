//! The handler as axum's documentation recommends.

use axum::extract::{FromRequestParts, Path, Query};
use axum::routing::post;
use axum::{Json, Router};
use http::StatusCode;
use http::request::Parts;
use serde::Deserialize;

use super::{Search, found, is_authorized};
use crate::api::Page;

/// Proof that the request has the bearer token.
struct Authorized;

impl<S: Sync> FromRequestParts<S> for Authorized {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        if is_authorized(&parts.headers) { Ok(Self) } else { Err(StatusCode::UNAUTHORIZED) }
    }
}

#[derive(Deserialize)]
struct Filter {
    limit: u32,
    state: String,
}

async fn search(
    _: Authorized,
    Path(account): Path<String>,
    Query(filter): Query<Filter>,
    Json(search): Json<Search>,
) -> Json<Page> {
    Json(found(&account, filter.limit, &filter.state, &search))
}

pub(super) fn router() -> Router {
    Router::new().route("/v1/accounts/{account}/orders", post(search))
}
