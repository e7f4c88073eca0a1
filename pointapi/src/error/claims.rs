//! The predicates of an error, each with its meaning and the caller's next step.

use super::{ConnectStage, Delivery, Error, ErrorKind, TimeoutStage};
use crate::endpoint::Endpoint;
use crate::status_class::{is_passing, is_throttle};

/// Predicates; several may hold together. Each one documents what happened and what to do.
impl Error {
    /// Returns true if no access token could be obtained, the caller is signed out, or the server rejected the token.
    ///
    /// *What happened:* the call was not sent, or (a final 401, see [`is_status`](Self::is_status)) not processed, unless
    /// [`outcome_unknown`](Self::outcome_unknown) says that an earlier attempt may have been.
    /// *What to do:* [`kind`](Self::kind) says why. After [`AuthCause::Rejected`](super::AuthCause::Rejected) correct
    /// the password and call [`Client::credentials_changed`](crate::Client::credentials_changed); calling again with
    /// the same one brings the account nearer to a lockout. After
    /// [`AuthCause::Unavailable`](super::AuthCause::Unavailable) call again later;
    /// [`retry_after`](Self::retry_after) says when.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Auth(_)) || self.0.auth.is_some()
    }

    /// Returns true if no connection could be made, either for this call or while signing in.
    ///
    /// *What happened:* the last attempt sent nothing, and all attempts are used up; an earlier one may have been
    /// processed, see [`outcome_unknown`](Self::outcome_unknown). *What to do:* call again later if it
    /// [`is_retryable`](Self::is_retryable); otherwise the name, the certificate or the proxy is wrong and needs an
    /// operator.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Connect(_) | ErrorKind::Timeout(TimeoutStage::Connect))
            || self.0.auth.is_some_and(|auth| auth.is_connect)
    }

    /// Returns true if the server's name could not be resolved.
    ///
    /// *What happened:* nothing was sent. *What to do:* check the base URL. The error
    /// [`is_retryable`](Self::is_retryable) unless the resolver says that the name does not exist.
    #[must_use]
    pub fn is_dns(&self) -> bool {
        self.0.kind == ErrorKind::Connect(ConnectStage::Dns)
    }

    /// Returns true if the TLS handshake failed.
    ///
    /// *What happened:* the server's certificate is expired, for another name or of an unknown authority, or the two
    /// sides have no protocol in common; nothing was sent. *What to do:* do not call again; correct the certificate,
    /// the authorities of this machine or the base URL. A valid certificate is always required.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.0.kind == ErrorKind::Connect(ConnectStage::Tls)
    }

    /// Returns true if a time limit was exceeded, either for this call or while signing in.
    ///
    /// *What happened:* [`kind`](Self::kind) says which limit; there was no response, or only a part of it. *What to
    /// do:* with [`outcome_unknown`](Self::outcome_unknown) look the effect up. Otherwise call again, with a longer
    /// [`timeout`](crate::CallOptions::timeout) if the server is slow; after [`TimeoutStage::Queue`] this client has too
    /// many calls at once.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Timeout(_)) || self.0.auth.is_some_and(|auth| auth.is_timeout)
    }

    /// Returns true if the server asked to slow down: 429, or 503 with a `Retry-After`.
    ///
    /// *What happened:* the server limits the rate, and asked for a longer pause than a call waits, or the endpoint is
    /// never sent twice. *What to do:* wait for [`retry_after`](Self::retry_after), then call again, unless
    /// [`outcome_unknown`](Self::outcome_unknown) says that an earlier attempt may have been processed.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.0.auth.is_some_and(|auth| auth.is_throttled)
            || self.0.status.is_some_and(|status| is_throttle(status, self.0.retry_after.is_some()))
    }

    /// Returns true if the server responded with this status.
    ///
    /// *What happened:* [`body_as`](Self::body_as) decodes the body, [`snippet`](Self::snippet) shows it masked. *What
    /// to do:* see the API's documentation of the status.
    #[must_use]
    pub fn is_status(&self, status: u16) -> bool {
        self.0.status.is_some_and(|seen| seen.as_u16() == status)
    }

    /// Returns true if the server responded with a 4xx.
    ///
    /// *What happened:* the server did not process the last request; only 408 leaves that open. An earlier attempt may
    /// have been processed if [`attempts`](Self::attempts) is above 1; a conditional PUT can then get a 409 or 412
    /// for its own change (RFC 9110, section 13.1.1). For an endpoint that is never sent twice,
    /// [`outcome_unknown`](Self::outcome_unknown) says so. *What to do:* change the request; the same one will get the
    /// same response.
    #[must_use]
    pub fn is_client_error(&self) -> bool {
        self.0.status.is_some_and(|status| status.is_client_error())
    }

    /// Returns true if the server responded with a 5xx.
    ///
    /// *What happened:* the server failed, perhaps after it had processed the request. *What to do:* with
    /// [`outcome_unknown`](Self::outcome_unknown) look the effect up; otherwise call again later if it
    /// [`is_retryable`](Self::is_retryable).
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.0.status.is_some_and(|status| status.is_server_error())
    }

    /// Returns true if the response could not be decoded as the type.
    ///
    /// *What happened:* the server processed the request and sent a complete 2xx; type and response differ at the place
    /// that `Display` names. *What to do:* do not call again, the response will be the same; correct the type.
    /// [`expose_body`](Self::expose_body) returns the body.
    ///
    /// The place is that of the value, such as `items[3].size`. Serde buffers what is inside an internally tagged or an
    /// untagged enum or a flattened field; there the place is that of the object around it.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Decode(_))
    }

    /// Returns true if the response was larger than the limit.
    ///
    /// *What happened:* the server processed the request; the response, or its head, was not read to its end. *What to
    /// do:* raise `max_response` on the endpoint or
    /// [`max_response_bytes`](crate::ClientBuilder::max_response_bytes), or return a `Download`.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self.0.kind, ErrorKind::TooLarge(_))
    }

    /// Returns true if the response was a 2xx that reports a failure.
    ///
    /// *What happened:* the server understood the request and did not carry it out. *What to do:* see the API's
    /// documentation of the fault.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        self.0.kind == ErrorKind::Fault
    }

    /// Returns true if the call was not retried, because too many calls to this server are being retried already.
    ///
    /// *What happened:* more than a fifth of the calls of the last ten seconds failed; the error is that of the last
    /// attempt. *What to do:* pause calls to this server for a while.
    #[must_use]
    pub fn is_budget_exhausted(&self) -> bool {
        self.0.budget_exhausted
    }

    /// Returns true if at least one byte of the request may have reached the server, in any of its attempts.
    ///
    /// If not, nothing has happened on the server, and it is safe to call again.
    #[must_use]
    pub fn was_sent(&self) -> bool {
        self.0.delivery != Delivery::Unsent || self.0.attempts > 0
    }

    /// Returns true if it is unknown whether the server processed the request.
    ///
    /// This holds only where a second call can have a second effect: for endpoints that are never sent twice (a POST,
    /// PATCH or CONNECT, or a method that the library does not know, which is neither `idempotent` nor has a key; or
    /// any method that is declared as `once`), and for a call whose idempotency key the client generated. The request
    /// was sent, and one of its attempts had no response, a 408, a 5xx, or a 2xx that was cut short. Look the effect up
    /// before calling again, or call with the same [`idempotency_key`](Self::idempotency_key).
    #[must_use]
    pub fn outcome_unknown(&self) -> bool {
        let has_second_effect = self.is_once() || self.0.generated_key.is_some();
        has_second_effect && self.0.delivery == Delivery::MaybeSent
    }

    /// Returns true if the caller may call again now without a second effect.
    ///
    /// *What happened:* a transient failure, and either the request provably was not processed or a second one has no
    /// second effect. *What to do:* call again, after [`retry_after`](Self::retry_after) if there is one. The call
    /// itself has been retried already, so wait a little. `false` does not mean that the effect took place;
    /// [`outcome_unknown`](Self::outcome_unknown) says whether that is known. A call gets a new idempotency key unless
    /// the caller sets it, so a lost response to a generated key is not retryable.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let is_unprocessed = matches!(self.0.delivery, Delivery::Unsent | Delivery::Rejected);
        let is_harmless = !self.outcome_unknown() && (is_unprocessed || !self.is_once());
        is_harmless && self.is_transient()
    }

    fn is_once(&self) -> bool {
        self.0.endpoint.is_some_and(Endpoint::is_once)
    }

    /// Returns true if the host is unknown, and nothing was sent.
    pub(crate) fn is_unknown_host(&self) -> bool {
        self.0.is_unknown_host && self.0.delivery == Delivery::Unsent
    }

    /// Returns true if the same request could succeed later.
    pub(crate) fn is_transient(&self) -> bool {
        if let Some(auth) = self.0.auth {
            return auth.is_transient;
        }
        match self.0.kind {
            _ if self.0.is_unknown_host => false,
            ErrorKind::Timeout(_) | ErrorKind::Transport(_) => true,
            ErrorKind::Connect(stage) => matches!(stage, ConnectStage::Dns | ConnectStage::Tcp),
            ErrorKind::Status => self.0.status.is_some_and(is_passing),
            _ => false,
        }
    }
}
