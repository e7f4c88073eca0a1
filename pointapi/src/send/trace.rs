//! Spans by the stable OpenTelemetry conventions for HTTP clients: one a call, and in it one an attempt.
//!
//! They hold the endpoint, the template and the status; never a URL, a query value, a header or a body. With no
//! subscriber a span costs one atomic load.
#![cfg_attr(not(feature = "tracing"), allow(unused_variables, reason = "without `tracing` nothing is recorded"))]

#[cfg(feature = "tracing")]
use tracing::{Instrument, field};

use http::Uri;

use super::context::Context;
use super::error_type::ErrorType;
use crate::error::Result;
use crate::service::{HttpRequest, HttpResponse};

/// The span of a call or of an attempt; nothing without the feature `tracing`.
pub(super) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

impl Span {
    /// The span of a whole call.
    pub(super) fn of_call(context: &Context) -> Self {
        Self {
            #[cfg(feature = "tracing")]
            span: tracing::info_span!(
                target: "pointapi",
                "call",
                otel.name = context.endpoint.name,
                endpoint = context.endpoint.name,
                http.request.method = context.endpoint.method().as_str(),
                url.template = context.endpoint.template,
                http.response.status_code = field::Empty,
                error.type = field::Empty,
                otel.status_code = field::Empty,
            ),
        }
    }

    /// The span of one request on the wire; `resend_count` is the number of requests before it.
    pub(super) fn of_attempt(context: &Context, request: &HttpRequest, resend_count: u32) -> Self {
        Self {
            #[cfg(feature = "tracing")]
            span: tracing::info_span!(
                target: "pointapi",
                "attempt",
                otel.name = %format_args!("{} {}", request.method(), context.endpoint.template),
                otel.kind = "client",
                http.request.method = request.method().as_str(),
                url.template = context.endpoint.template,
                server.address = request.uri().host(),
                server.port = port(request.uri()),
                http.request.resend_count = (resend_count > 0).then_some(resend_count),
                http.response.status_code = field::Empty,
                error.type = field::Empty,
                otel.status_code = field::Empty,
            ),
        }
    }

    /// Begins work inside the span; `run` continues it.
    pub(super) fn enter<R>(&self, begin: impl FnOnce() -> R) -> R {
        #[cfg(feature = "tracing")]
        return self.span.in_scope(begin);
        #[cfg(not(feature = "tracing"))]
        begin()
    }

    /// Runs the work inside the span, and records its end.
    pub(super) async fn run(self, work: impl Future<Output = Result<HttpResponse>> + Unpin) -> Result<HttpResponse> {
        #[cfg(feature = "tracing")]
        return {
            if self.span.is_disabled() {
                return work.await;
            }
            let result = work.instrument(self.span.clone()).await;
            record(&self.span, &result);
            result
        };
        #[cfg(not(feature = "tracing"))]
        work.await
    }
}

#[cfg(feature = "tracing")]
fn record(span: &tracing::Span, result: &Result<HttpResponse>) {
    if let Ok(response) = result {
        span.record("http.response.status_code", response.status().as_u16());
    }
    if let Some(error_type) = ErrorType::of(result.as_ref().map(HttpResponse::status)) {
        span.record("error.type", field::debug(error_type)).record("otel.status_code", "ERROR");
    }
}

/// Returns the port of a URL, also if it is the default one.
pub(super) fn port(uri: &Uri) -> Option<u16> {
    uri.port_u16().or(match uri.scheme_str()? {
        "https" => Some(443),
        "http" => Some(80),
        _ => None,
    })
}
