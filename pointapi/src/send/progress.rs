//! A call under way: how far it has come, and the error of its deadline.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::context::Context;
use super::core::Core;
use super::sent_requests::SentRequests;
use crate::body::BodyProgress;
use crate::error::{AuthDetails, Delivery, Error, ErrorKind, Result, TimeoutStage};

/// A call and how far it has come.
pub(super) struct UnderWay<'a> {
    pub(super) core: &'a Core,
    pub(super) context: &'a Context,
    pub(super) timeout: Duration,
    pub(super) deadline: Option<Instant>,
    pub(super) progress: Progress,
}

/// The progress of a call, read when it ends, also when the deadline ends it.
pub(super) struct Progress {
    /// Requests put on the wire.
    pub(super) attempts: u32,
    /// The progress of those that have ended.
    delivery: Delivery,
    /// A request has been given to the transport and has not ended.
    is_under_way: bool,
    /// Watches its body.
    pub(super) proof: Option<Arc<BodyProgress>>,
    /// The requests that the attempt layers made of the latest.
    pub(super) sent: Option<Arc<SentRequests>>,
    pub(super) phase: Phase,
    /// A rejected token has been replaced and the request replayed.
    pub(super) is_replayed: bool,
    /// The latest response rejected the token.
    pub(super) is_rejected: bool,
    /// The `Retry-After` of the latest response.
    pub(super) retry_after: Option<Duration>,
    /// The retry budget denied another attempt.
    pub(super) is_budget_exhausted: bool,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self {
            attempts: 0,
            delivery: Delivery::Unsent,
            is_under_way: false,
            proof: None,
            sent: None,
            phase: Phase::Permit,
            is_replayed: false,
            is_rejected: false,
            retry_after: None,
            is_budget_exhausted: false,
        }
    }

    /// Records that a request is given to the transport.
    pub(super) fn begin(&mut self, proof: Option<Arc<BodyProgress>>) {
        self.phase = Phase::Response;
        self.attempts += 1;
        self.is_under_way = true;
        self.proof = proof;
    }

    /// Returns the progress of the call.
    pub(super) fn delivery(&self) -> Delivery {
        if self.is_under_way { Delivery::MaybeSent } else { self.delivery }
    }

    /// Returns true if the transport has not asked for the body of the request that is under way, and a layer has sent
    /// no other.
    pub(super) fn is_provably_unsent(&self) -> bool {
        self.sent_requests() == 0 && self.proof.as_ref().is_some_and(|proof| proof.is_provably_unsent())
    }

    /// Returns the progress of the request that ended with this error. A layer may have sent several, and the error is
    /// that of the last.
    pub(super) fn delivery_of(&self, error: &Error) -> Delivery {
        match error.delivery() {
            _ if self.is_provably_unsent() => Delivery::Unsent,
            Delivery::Unsent | Delivery::Rejected if self.sent_requests() > 0 => Delivery::MaybeSent,
            delivery => delivery,
        }
    }

    /// Returns true if a layer made several requests of the latest, so the last response may not be that of the first.
    pub(super) fn has_sent_several(&self) -> bool {
        self.sent_requests() > 1
    }

    /// The requests of the latest attempt that may have been processed, as far as layers are concerned.
    fn sent_requests(&self) -> usize {
        self.sent.as_ref().map_or(0, |sent| sent.count())
    }

    /// Records how far the request came that was under way; one that never left does not count as an attempt.
    pub(super) fn settle(&mut self, delivery: Delivery) {
        self.delivery = self.delivery.max(delivery);
        self.is_under_way = false;
        self.proof = None;
        if delivery == Delivery::Unsent {
            self.attempts = self.attempts.saturating_sub(1);
        }
    }
}

/// The step in which a call waits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Permit,
    Token,
    Response,
}

impl UnderWay<'_> {
    /// Returns true if the request must not be sent again, although its response says that it was not processed.
    pub(super) fn must_end(&self) -> bool {
        self.context.endpoint.is_once() && self.progress.has_sent_several()
    }

    /// Ends a call whose wait ended in the moment in which its deadline passed: a request sent now would have no time
    /// left.
    pub(super) fn check_deadline(&self) -> Result<()> {
        if self.deadline.is_some_and(|deadline| deadline <= Instant::now()) { Err(self.expired()) } else { Ok(()) }
    }

    /// The error of a call whose deadline has passed.
    pub(super) fn expired(&self) -> Error {
        let Self { progress, timeout, .. } = self;
        let error = |stage, text| Error::new(ErrorKind::Timeout(stage), text).delivered(progress.delivery());
        let setting = if self.context.endpoint.token_endpoint { "login_timeout" } else { "timeout" };
        match progress.phase {
            Phase::Permit => {
                let text = format!(
                    "timed out after {timeout:?} (`{setting}`) waiting for a request slot (`max_in_flight` is {})",
                    self.core.max_in_flight
                );
                error(TimeoutStage::Queue, text)
            }
            Phase::Token => {
                let text = format!("timed out after {timeout:?} (`{setting}`) waiting for an access token");
                let details =
                    AuthDetails { is_connect: false, is_timeout: true, is_transient: true, is_throttled: false };
                error(TimeoutStage::Total, text).with_auth(details)
            }
            Phase::Response => error(TimeoutStage::Total, format!("timed out after {timeout:?} (`{setting}`)")),
        }
    }
}

#[cfg(all(test, any(feature = "reqwest", feature = "hyper")))]
mod tests {
    use super::*;

    #[test]
    fn unsent_request_is_uncounted_once() {
        let mut body = crate::body::Body::from("order");
        let mut progress = Progress { attempts: 2, proof: body.watch(), ..Progress::new() };
        body.hand_over();
        assert!(progress.is_provably_unsent());
        progress.settle(Delivery::Unsent);
        assert_eq!(progress.attempts, 1);
        assert!(!progress.is_provably_unsent(), "a settled request proves nothing about the next");
    }
}
