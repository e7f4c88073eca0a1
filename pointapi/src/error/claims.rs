//! What may be claimed about an error, and what follows for the caller.

use http::StatusCode;

use super::{ConnectStage, Delivery, Error, ErrorKind, TimeoutStage, TransportCause};
use crate::endpoint::Endpoint;

/// True for an answer after which nobody knows whether the request was processed.
pub(crate) fn leaves_outcome_unknown(status: StatusCode) -> bool {
    status == StatusCode::REQUEST_TIMEOUT || status.is_server_error()
}

/// Claims about an error; several may hold together. Each says what happened and what to do.
impl Error {
    /// No token could be had, whatever the cause; or the caller is signed out; or the server refused the token.
    ///
    /// *What happened:* the call was not sent, or (a final 401, see [`is_status`](Self::is_status)) not processed.
    /// *What to do:* [`kind`](Self::kind) tells why. After [`AuthCause::Rejected`](super::AuthCause::Rejected) correct
    /// the password and call [`Client::credentials_changed`](crate::Client::credentials_changed); calling again with
    /// the same one brings the account nearer to a lockout. After
    /// [`AuthCause::Unavailable`](super::AuthCause::Unavailable) call again later;
    /// [`retry_after`](Self::retry_after) tells when.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Auth(_)) || self.0.auth.is_some()
    }

    /// No connection came about, also while signing in.
    ///
    /// *What happened:* nothing was sent, and it was tried again as often as allowed. *What to do:* call again later,
    /// if it [`is_retryable`](Self::is_retryable); if not, name, certificate or proxy are wrong, and somebody must look.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Connect(_) | ErrorKind::Timeout(TimeoutStage::Connect))
            || self.0.auth.is_some_and(|auth| auth.is_connect)
    }

    /// The server's name could not be resolved.
    ///
    /// *What happened:* nothing was sent. *What to do:* look at the base URL first; one that is right and known to the
    /// resolver [`is_retryable`](Self::is_retryable).
    #[must_use]
    pub fn is_dns(&self) -> bool {
        self.0.kind == ErrorKind::Connect(ConnectStage::Dns)
    }

    /// The TLS handshake failed.
    ///
    /// *What happened:* the server's certificate is expired, for another name or of an unknown authority, or the two
    /// sides have no protocol in common; nothing was sent. *What to do:* do not call again; correct the certificate,
    /// the authorities of this machine or the base URL. There is no switch to go on without a valid certificate.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.0.kind == ErrorKind::Connect(ConnectStage::Tls)
    }

    /// Time ran out, also while signing in.
    ///
    /// *What happened:* [`kind`](Self::kind) tells which time; on the way there was no answer, or not all of it. *What
    /// to do:* with [`outcome_unknown`](Self::outcome_unknown) look the effect up. Else call again, with a longer
    /// [`timeout`](crate::CallOptions::timeout) where the server is known to be slow; after
    /// [`TimeoutStage::Queue`] this client has too many calls at once.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Timeout(_)) || self.0.auth.is_some_and(|auth| auth.is_timeout)
    }

    /// The server asked to slow down: 429, or 503 with a `Retry-After`.
    ///
    /// *What happened:* the server was asked too often, and either for longer than a call waits or on an endpoint that
    /// is sent once. *What to do:* wait for [`retry_after`](Self::retry_after), and then call again.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.is_status(429) || (self.is_status(503) && self.0.retry_after.is_some())
    }

    /// The server answered with this status.
    ///
    /// *What happened:* the answer is there; its body is in [`body_as`](Self::body_as), masked in
    /// [`snippet`](Self::snippet). *What to do:* what the API's documentation says of that status.
    #[must_use]
    pub fn is_status(&self, status: u16) -> bool {
        self.0.status.is_some_and(|seen| seen.as_u16() == status)
    }

    /// The server answered 4xx.
    ///
    /// *What happened:* the server did not process the request (408 aside, after which nobody knows). *What to do:*
    /// change the request; the same one will get the same answer.
    #[must_use]
    pub fn is_client_error(&self) -> bool {
        self.0.status.is_some_and(|status| status.is_client_error())
    }

    /// The server answered 5xx.
    ///
    /// *What happened:* the server failed, perhaps after it had processed the request. *What to do:* with
    /// [`outcome_unknown`](Self::outcome_unknown) look the effect up, else call again later if it
    /// [`is_retryable`](Self::is_retryable).
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.0.status.is_some_and(|status| status.is_server_error())
    }

    /// The answer could not be read as the type.
    ///
    /// *What happened:* the server processed the request and answered 2xx, whole; the type and the answer differ where
    /// `Display` says. *What to do:* do not call again, the answer will be the same; correct the type. The answer is in
    /// [`expose_body`](Self::expose_body).
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Decode(_))
    }

    /// The answer was larger than the limit.
    ///
    /// *What happened:* the server processed the request; the answer, or its head, was not read to its end. *What to
    /// do:* raise `max_response` on the endpoint or
    /// [`max_response_bytes`](crate::ClientBuilder::max_response_bytes), or read it as a `Download`.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self.0.kind, ErrorKind::TooLarge(_))
    }

    /// The answer was a 2xx that reports a failure.
    ///
    /// *What happened:* the server understood the request and did not do what it asks. *What to do:* what the API's
    /// documentation says of that fault.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        self.0.kind == ErrorKind::Fault
    }

    /// The call would have been tried again, but too many calls to this server are being repeated already.
    ///
    /// *What happened:* more than a fifth of the last ten seconds' calls failed, so this one was not repeated; the
    /// error is that of its last attempt. *What to do:* leave the server alone for a while.
    #[must_use]
    pub fn is_budget_exhausted(&self) -> bool {
        self.0.budget_exhausted
    }

    /// At least one byte of the request may have reached the server, in any of its attempts.
    ///
    /// *What to do* if not: nothing has happened, so call again or give up as you like.
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
                    self.0.status.is_some_and(leaves_outcome_unknown)
                        || self.0.kind == ErrorKind::Transport(TransportCause::Truncated)
                }
            }
    }

    /// The caller may call again now without a second effect.
    ///
    /// *What happened:* something that may be over soon, and either the request provably was not processed or a second
    /// one has no second effect. *What to do:* call again, after [`retry_after`](Self::retry_after) if there is one.
    /// The call itself has been repeated already, so wait a little. `false` on an endpoint that is sent once does not
    /// say that the effect took place; [`outcome_unknown`](Self::outcome_unknown) says whether that is known.
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
