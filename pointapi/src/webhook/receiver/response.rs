//! The response to a webhook. The sender learns only the status; the receiver logs the reason.

use http::header::{ALLOW, RETRY_AFTER};
use http::{HeaderValue, StatusCode};

use super::handling::Processed;
use crate::body::Body;
use crate::service::HttpResponse;
use crate::webhook::error::WebhookError;

/// Builds the response for an outcome.
pub(super) fn response_for(outcome: &Result<Processed, WebhookError>) -> HttpResponse {
    let status = outcome.as_ref().map_or_else(WebhookError::status, |_| StatusCode::OK);
    let mut response = HttpResponse::new(Body::from(status.canonical_reason().unwrap_or_default()));
    *response.status_mut() = status;
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
    }
    if let Some(pause) = outcome.as_ref().err().and_then(WebhookError::retry_after) {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(pause.as_secs()));
    }
    response
}
