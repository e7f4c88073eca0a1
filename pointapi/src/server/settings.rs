//! The settings of a server, and their defaults.

use std::sync::Arc;
use std::time::Duration;

use super::idempotency::Responses;
use super::verify::Verify;

/// The largest body that is collected before a method runs: 2 MiB, as axum has it.
const MAX_BODY: usize = 2 * 1024 * 1024;

/// The longest that a request may take, from its head to the head of the response.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The settings of a server, which apply to every request to its endpoints.
#[derive(Default)]
pub(super) struct Settings {
    /// `None` rejects every call: the program has not configured how to verify callers.
    pub(super) access: Option<Access>,
    pub(super) max_body: Option<usize>,
    pub(super) timeout: Option<Duration>,
    /// The responses to requests with an idempotency key.
    pub(super) responses: Option<Arc<Responses>>,
}

impl Settings {
    pub(super) fn max_body(&self) -> usize {
        self.max_body.unwrap_or(MAX_BODY)
    }

    pub(super) fn timeout(&self) -> Duration {
        self.timeout.unwrap_or(TIMEOUT)
    }
}

/// The access to endpoints that are not `auth = none`.
#[derive(Clone)]
pub(super) enum Access {
    Verified(Arc<dyn Verify>),
    Open,
}

/// The settings of a server and of those that were merged into it.
pub(super) struct AllSettings {
    pub(super) by_server: Vec<Arc<Settings>>,
    /// Two endpoints have one route, or a setting is invalid. No request is served.
    pub(super) has_fault: bool,
}
