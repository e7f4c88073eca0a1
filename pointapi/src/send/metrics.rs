//! Metrics of calls and of their requests.
#![cfg_attr(not(feature = "tracing"), allow(unused_variables, reason = "without `tracing` nothing is recorded"))]

use http::{Method, Uri};
use tokio::time::Instant;

use super::context::Context;
use super::error_type::{Ending, ErrorType};
use super::trace::port;
use crate::endpoint::Endpoint;
use crate::error::{Delivery, ErrorKind, TimeoutStage};
use crate::metrics::{metric, seconds_since, start};
use crate::service::HttpRequest;

/// Records the end of a call whose requests came as far as `delivery`.
pub(super) fn ended(context: &Context, delivery: Delivery, ending: Ending<'_>, started: Instant) {
    let endpoint = context.endpoint;
    metric!(
        histogram.pointapi.call.duration = started.elapsed().as_secs_f64(),
        endpoint = endpoint.name,
        http.response.status_code = status(ending),
        error.type = ErrorType::of(ending).map(tracing::field::debug),
    );
    let is_success = ending.is_ok_and(|status| status.is_success());
    if !is_success && delivery == Delivery::MaybeSent && context.has_second_effect() {
        metric!(monotonic_counter.pointapi.call.outcome_unknown = 1_u64, endpoint = endpoint.name);
    }
}

/// Records that a request is sent again, with the reason.
pub(super) fn retried(endpoint: &Endpoint, because: Ending<'_>) {
    metric!(
        monotonic_counter.pointapi.call.retries = 1_u64,
        endpoint = endpoint.name,
        error.type = ErrorType::of(because).map(tracing::field::debug),
    );
}

/// Records that the retry budget denied another attempt.
pub(super) fn budget_exhausted(endpoint: &Endpoint) {
    metric!(monotonic_counter.pointapi.call.budget_exhausted = 1_u64, endpoint = endpoint.name);
}

/// A call that waits for a permit until this is dropped.
pub(super) struct Queued {
    endpoint: &'static Endpoint,
    started: Option<Instant>,
}

impl Queued {
    pub(super) fn begin(endpoint: &'static Endpoint) -> Self {
        Self { endpoint, started: start() }
    }
}

impl Drop for Queued {
    fn drop(&mut self) {
        metric!(histogram.pointapi.call.queue.duration = seconds_since(self.started), endpoint = self.endpoint.name,);
    }
}

/// One request on the wire. If it is dropped before its end, it was canceled: by the deadline of its call, or with it.
///
/// Boxed, and only with a subscriber: the futures that hold it are large.
pub(super) struct Exchange(Option<Box<Measured>>);

struct Measured {
    started: Instant,
    method: Method,
    uri: Uri,
    template: &'static str,
    deadline: Option<Instant>,
}

impl Exchange {
    pub(super) fn begin(endpoint: &'static Endpoint, request: &HttpRequest, deadline: Option<Instant>) -> Self {
        Self(start().map(|started| {
            let (method, uri) = (request.method().clone(), request.uri().clone());
            Box::new(Measured { started, method, uri, template: endpoint.template, deadline })
        }))
    }

    pub(super) fn end(mut self, ending: Ending<'_>) {
        if let Some(measured) = self.0.take() {
            measured.record(status(ending), ErrorType::of(ending));
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some(measured) = self.0.take() {
            let is_late = measured.deadline.is_some_and(|deadline| deadline <= Instant::now());
            let cut_off = match is_late {
                true => ErrorType::Kind(ErrorKind::Timeout(TimeoutStage::Total)),
                false => ErrorType::Canceled,
            };
            measured.record(None, Some(cut_off));
        }
    }
}

impl Measured {
    fn record(&self, status: Option<u16>, error_type: Option<ErrorType>) {
        metric!(
            histogram.http.client.request.duration = self.started.elapsed().as_secs_f64(),
            http.request.method = self.method.as_str(),
            url.template = self.template,
            server.address = self.uri.host(),
            server.port = port(&self.uri),
            http.response.status_code = status,
            error.type = error_type.map(tracing::field::debug),
        );
    }
}

fn status(ending: Ending<'_>) -> Option<u16> {
    ending.ok().map(|status| status.as_u16())
}
