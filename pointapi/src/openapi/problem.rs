//! The problem details of a server.

use schemars::JsonSchema;

/// The media type of problem details.
pub(super) const PROBLEM: &str = "application/problem+json";

/// Problem details of an HTTP API (RFC 9457).
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) struct ProblemDetails {
    /// A URI reference that identifies the type of the problem.
    #[serde(rename = "type")]
    kind: Option<String>,
    /// A short summary of the type of the problem.
    title: Option<String>,
    /// The status of the response.
    status: Option<u16>,
    /// The fault of this request.
    detail: Option<String>,
}
