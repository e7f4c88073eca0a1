//! A hold: sign-in suspended until an instant, with the reason.

use serde::{Deserialize, Serialize};

use crate::clock::Moment;

/// Sign-in suspended until an instant. Past the instant it suspends nothing, but its count still matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Hold<T = Moment> {
    pub(crate) reason: HoldReason,
    pub(crate) attempts: u32,
    pub(crate) until: T,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HoldReason {
    /// The login rejected the credentials.
    Rejected,
    /// Sign-ins were sent and brought no token, so the server may have counted them.
    Unproven,
    /// The server asked for a pause.
    Throttled,
}

/// The sign-ins that a hold applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All sign-ins of the account.
    Account,
    /// All sign-ins with the same credentials.
    Credentials,
    /// One alias of credentials that other aliases use with success.
    Alias,
}

/// The part of an account's history that the operator has ended here and that a store may still hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum HoldReset {
    /// The holds; the attempts still count.
    Holds,
    Everything,
}

impl HoldReason {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Unproven => "unproven",
            Self::Throttled => "throttled",
        }
    }
}

impl<T> Hold<T> {
    /// The same hold on another clock.
    pub(crate) fn map<U>(self, until: impl FnOnce(T) -> U) -> Hold<U> {
        Hold { reason: self.reason, attempts: self.attempts, until: until(self.until) }
    }
}
