//! What may be claimed about an error, and what follows for the caller.

use super::{ConnectStage, Delivery, Error, ErrorKind, TimeoutStage, TransportCause};
use crate::endpoint::Endpoint;

/// Claims about an error; several may hold together.
impl Error {
    /// No token could be had, whatever the cause; or the caller is signed out; or the server refused the token.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Auth(_)) || self.0.auth.is_some()
    }

    /// No connection came about, also while signing in.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Connect(_) | ErrorKind::Timeout(TimeoutStage::Connect))
            || self.0.auth.is_some_and(|auth| auth.is_connect)
    }

    /// The server's name could not be resolved.
    #[must_use]
    pub fn is_dns(&self) -> bool {
        self.0.kind == ErrorKind::Connect(ConnectStage::Dns)
    }

    /// The TLS handshake failed.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.0.kind == ErrorKind::Connect(ConnectStage::Tls)
    }

    /// Time ran out, also while signing in.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Timeout(_)) || self.0.auth.is_some_and(|auth| auth.is_timeout)
    }

    /// The server asked to slow down: 429, or 503 with a `Retry-After`.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.is_status(429) || (self.is_status(503) && self.0.retry_after.is_some())
    }

    /// The server answered with this status.
    #[must_use]
    pub fn is_status(&self, status: u16) -> bool {
        self.0.status.is_some_and(|seen| seen.as_u16() == status)
    }

    /// The server answered 4xx.
    #[must_use]
    pub fn is_client_error(&self) -> bool {
        self.0.status.is_some_and(|status| status.is_client_error())
    }

    /// The server answered 5xx.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.0.status.is_some_and(|status| status.is_server_error())
    }

    /// The answer could not be read as the type.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Decode(_))
    }

    /// The answer was larger than the limit.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self.0.kind, ErrorKind::TooLarge(_))
    }

    /// The answer was a 2xx that reports a failure.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        self.0.kind == ErrorKind::Fault
    }

    /// The call would have been tried again, but too many calls to this server are being repeated already.
    #[must_use]
    pub fn is_budget_exhausted(&self) -> bool {
        self.0.budget_exhausted
    }

    /// At least one byte of the request may have reached the server.
    #[must_use]
    pub fn was_sent(&self) -> bool {
        self.0.delivery != Delivery::Unsent || self.0.attempts > 0
    }

    /// The server may have processed the request, and nobody knows.
    ///
    /// Only for endpoints that are never sent twice (a POST or PATCH that is neither `idempotent` nor has a key):
    /// sent without an answer, answered 408 or 5xx, or a 2xx that was cut short. Look the effect up before
    /// calling again.
    #[must_use]
    pub fn outcome_unknown(&self) -> bool {
        let is_once = self.0.endpoint.is_some_and(Endpoint::is_once);
        is_once
            && match self.0.delivery {
                Delivery::Unsent | Delivery::Refused => false,
                Delivery::MaybeSent => true,
                Delivery::Answered => {
                    self.is_status(408)
                        || self.is_server_error()
                        || self.0.kind == ErrorKind::Transport(TransportCause::Truncated)
                }
            }
    }

    /// The caller may call again now without a second effect.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let is_unprocessed = matches!(self.0.delivery, Delivery::Unsent | Delivery::Refused);
        let is_harmless = is_unprocessed || self.0.endpoint.is_none_or(|endpoint| !endpoint.is_once());
        is_harmless && self.is_transient()
    }

    /// The server's name is not known.
    pub(crate) fn is_unknown_host(&self) -> bool {
        self.0.is_unknown_host
    }

    /// The same request could succeed later.
    pub(crate) fn is_transient(&self) -> bool {
        if let Some(auth) = self.0.auth {
            return auth.is_transient;
        }
        match self.0.kind {
            _ if self.0.is_unknown_host => false,
            ErrorKind::Timeout(_) | ErrorKind::Transport(_) => true,
            ErrorKind::Connect(stage) => matches!(stage, ConnectStage::Dns | ConnectStage::Tcp),
            ErrorKind::Status => {
                self.0.status.is_some_and(|status| matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504))
            }
            _ => false,
        }
    }
}
