//! The answers of the platform, in their three shapes of failure.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::WWW_AUTHENTICATE;
use serde_json::json;

/// 400 or 403 of the two token endpoints.
pub(super) fn denied(status: StatusCode, description: &str) -> Response {
    (status, Json(json!({"error": "access_denied", "error_description": description}))).into_response()
}

/// 400 of the order query.
pub(super) fn bad_query(message: String) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({"message": message}))).into_response()
}

/// 401 of everything that wants a token. The platform documents none; RFC 6750, section 3 stands in.
pub(super) fn unauthorized() -> Response {
    let challenge = "Bearer error=\"invalid_token\"";
    (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, challenge)], Json(json!({"error": "invalid_token"}))).into_response()
}
