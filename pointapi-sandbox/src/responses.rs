//! The failure responses of the platform, in their three shapes.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use serde_json::{Value, json};

/// The body of 400 or 403 of the two token endpoints.
pub(super) fn denied(description: &str) -> Value {
    json!({"error": "access_denied", "error_description": description})
}

/// The body of 400 of the order query.
pub(super) fn bad_query(message: String) -> Value {
    json!({ "message": message })
}

/// The body of 422 of a malformed order or test call. The platform documents no such response; the mock of its OpenAPI
/// document sends this one.
pub(super) fn problem(members: &[impl AsRef<str>]) -> Value {
    let problems: Vec<_> =
        members.iter().map(|member| json!({"location": member.as_ref(), "code": "not allowed"})).collect();
    json!({"title": "Invalid request body", "status": 422, "validation": problems})
}

/// 422 of a malformed order or test call.
pub(super) fn malformed(members: &[impl AsRef<str>]) -> Response {
    let content_type = [(CONTENT_TYPE, "application/problem+json")];
    (StatusCode::UNPROCESSABLE_ENTITY, content_type, problem(members).to_string()).into_response()
}

/// 415 of an order that is not JSON; as the mock sends it.
pub(super) fn not_json() -> Response {
    let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    let problem = json!({"title": "Unsupported Media Type", "status": status.as_u16()});
    (status, [(CONTENT_TYPE, "application/problem+json")], problem.to_string()).into_response()
}

/// The body of 200 of an order that failed, without the order.
pub(super) fn failed_order(code: &str) -> Value {
    json!({
        "TransactionID": "0000000000000770000",
        "Messages": {"Message": [{"Category": "Fault", "Code": code, "Description": "Failed on request."}]},
        "Status": {"Code": "U001", "Description": "Unserviceable"},
    })
}

/// 401 of an endpoint that needs a token. The platform documents none, so it follows RFC 6750, section 3: a request
/// without credentials gets no error code.
pub(super) fn unauthorized(has_credentials: bool) -> Response {
    if !has_credentials {
        return (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, "Bearer")]).into_response();
    }
    let challenge = "Bearer error=\"invalid_token\"";
    (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, challenge)], Json(json!({"error": "invalid_token"}))).into_response()
}
