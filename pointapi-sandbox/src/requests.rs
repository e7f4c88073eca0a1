//! Checks that the endpoints share: the token and the JSON body of a request.

use axum::response::Response;
use http::HeaderMap;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use serde::Deserialize;

use super::responses;
use super::state::{Counter, State};

/// Decodes a JSON body; the content type must be `application/json`.
pub(super) fn json_of<'a, T: Deserialize<'a>>(headers: &HeaderMap, body: &'a [u8]) -> Option<T> {
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let is_json = content_type.split(';').next()?.trim().eq_ignore_ascii_case("application/json");
    is_json.then(|| serde_json::from_slice(body).ok()).flatten()
}

pub(super) fn reject_unauthorized(state: &State) -> Response {
    state.count(Counter::Unauthorized);
    responses::unauthorized()
}

pub(super) fn is_authorized(state: &State, headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return false };
    value.to_str().ok().and_then(|value| value.strip_prefix("Bearer ")).is_some_and(|token| state.is_live(token))
}
