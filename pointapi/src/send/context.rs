//! The context of a request and the report on its response.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;
use uuid::Uuid;

use crate::auth::Sender;
use crate::endpoint::Endpoint;
use crate::error::Delivery;
use crate::options::CallOptions;
use crate::response::Expected;

/// The settings of one call.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) sender: Arc<Sender>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempts: Option<u32>,
    pub(crate) min_token_life: Option<Duration>,
    /// A 401 is an ordinary response and does not invalidate the token.
    pub(crate) own_unauthorized: bool,
    /// The body of a success; one that is streamed is left unread.
    pub(crate) body: Expected,
    /// The idempotency key, unless the caller set it or the endpoint has none.
    pub(crate) generated_key: Option<Uuid>,
    /// Carries the report past the user's per-call layers, if there are any.
    pub(crate) behind_layers: Option<Arc<BehindLayers>>,
}

impl Context {
    pub(crate) fn new(
        endpoint: &'static Endpoint,
        sender: Arc<Sender>,
        options: Option<&CallOptions>,
        body: Expected,
    ) -> Self {
        Self {
            endpoint,
            sender,
            timeout: options.and_then(|options| options.timeout).or(endpoint.timeout),
            attempts: options.and_then(|options| options.attempts).or(endpoint.attempts),
            min_token_life: options.and_then(|options| options.min_token_life),
            own_unauthorized: endpoint.own_unauthorized,
            body,
            generated_key: None,
            behind_layers: None,
        }
    }

    /// Returns true if a second call can have a second effect.
    pub(super) fn has_second_effect(&self) -> bool {
        self.endpoint.is_once() || self.generated_key.is_some()
    }

    /// Returns true for a 401 that is an ordinary response (`unauthorized = response`).
    pub(super) fn treats_as_response(&self, status: StatusCode) -> bool {
        self.own_unauthorized && status == StatusCode::UNAUTHORIZED
    }
}

/// The report that passes the user's per-call layers, which may respond themselves, drop an error, or call the service
/// several times.
#[derive(Default)]
pub(crate) struct BehindLayers(Mutex<Calls>);

#[derive(Default)]
struct Calls {
    under_way: usize,
    ended: Report,
}

impl BehindLayers {
    /// Records that the innermost service was called.
    pub(super) fn begin(&self) {
        self.calls().under_way += 1;
    }

    /// Records how a call ended.
    pub(super) fn end(&self, report: Report, is_success: bool) {
        let mut calls = self.calls();
        calls.under_way -= 1;
        let delivery = match calls.ended.delivery {
            // A failure says nothing of what the server did after its earlier response.
            Delivery::Responded if !is_success => Delivery::MaybeSent,
            earlier => earlier.max(report.delivery),
        };
        calls.ended = Report { attempts: calls.ended.attempts + report.attempts, delivery, ..report };
    }

    /// Returns the report on the last call, with the attempts and the delivery of all. One that a layer dropped may have
    /// sent a request.
    pub(crate) fn report(&self) -> Report {
        let Calls { under_way, ended } = *self.calls();
        if under_way > 0 { Report { delivery: Delivery::MaybeSent, ..ended } } else { ended }
    }

    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The report on one call, or on all that a layer made of it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Report {
    pub(crate) attempts: u32,
    pub(crate) delivery: Delivery,
    pub(crate) started: Option<Instant>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) is_budget_exhausted: bool,
    /// The response rejects the token, or what else proved the sender.
    pub(crate) is_rejected: bool,
    pub(crate) deadline: Option<Instant>,
}

impl Report {
    /// The duration of the call until now. Computed on demand, since a success needs no clock for it.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.map_or(Duration::ZERO, |started| started.elapsed())
    }
}
