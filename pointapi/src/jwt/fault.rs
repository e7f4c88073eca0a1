//! The reasons for which a token is not accepted.

use crate::error::Error;

/// The fault of a token, or of this side that cannot verify it now.
///
/// The reason is for logs: it contains no token, claim or header value.
#[derive(Debug)]
pub(crate) struct TokenFault {
    kind: FaultKind,
    reason: &'static str,
    /// The failure of the key fetch, if there was one.
    #[cfg_attr(not(feature = "webhook"), allow(dead_code, reason = "it is in the log of the fetch"))]
    source: Option<Error>,
}

/// The kind of a [`TokenFault`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// The token is invalid.
    Rejected,
    /// The signing keys are unavailable.
    Keys,
    /// No known key signed the token, and a newer one may have. It is too soon to fetch the keys again.
    UnknownKey,
    /// This machine's clock is off, so no token can be verified.
    Clock,
}

impl TokenFault {
    pub(super) fn new(kind: FaultKind, reason: &'static str) -> Self {
        Self { kind, reason, source: None }
    }

    pub(super) fn rejected(reason: &'static str) -> Self {
        Self::new(FaultKind::Rejected, reason)
    }

    pub(super) fn with_source(mut self, source: Error) -> Self {
        self.source = Some(source);
        self
    }

    pub(crate) fn kind(&self) -> FaultKind {
        self.kind
    }

    pub(crate) fn reason(&self) -> &'static str {
        self.reason
    }

    /// The failure of the key fetch, if there was one.
    #[cfg(feature = "webhook")]
    pub(crate) fn into_source(self) -> Option<Error> {
        self.source
    }
}
