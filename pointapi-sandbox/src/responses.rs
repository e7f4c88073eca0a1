//! The failure responses of the platform, in their three shapes.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use serde_json::json;

/// 400 or 403 of the two token endpoints.
pub(super) fn denied(status: StatusCode, description: &str) -> Response {
    (status, Json(json!({"error": "access_denied", "error_description": description}))).into_response()
}

/// 400 of the order query.
pub(super) fn bad_query(message: String) -> Response {
    (StatusCode::BAD_REQUEST, Json(json!({"message": message}))).into_response()
}

/// 422 of a malformed order or test call. The platform documents no such response; the mock of its OpenAPI document sends
/// this one.
pub(super) fn malformed(members: &[impl AsRef<str>]) -> Response {
    let problems: Vec<_> =
        members.iter().map(|member| json!({"location": member.as_ref(), "code": "not allowed"})).collect();
    let problem = json!({"title": "Invalid request body", "status": 422, "validation": problems});
    let content_type = [(CONTENT_TYPE, "application/problem+json")];
    (StatusCode::UNPROCESSABLE_ENTITY, content_type, problem.to_string()).into_response()
}

/// 200 of an order that failed on request.
pub(super) fn failed_order(code: &str) -> Response {
    Json(json!({
        "TransactionID": "0000000000000770000",
        "Messages": {"Message": [{"Category": "Fault", "Code": code, "Description": "Failed on request."}]},
        "Status": {"Code": "U001", "Description": "Unserviceable"},
    }))
    .into_response()
}

/// 401 of an endpoint that needs a token. The platform documents none, so it follows RFC 6750, section 3.
pub(super) fn unauthorized() -> Response {
    let challenge = "Bearer error=\"invalid_token\"";
    (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, challenge)], Json(json!({"error": "invalid_token"}))).into_response()
}
