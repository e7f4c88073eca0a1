//! The end of an item.

use pointapi::Error;
use serde::{Deserialize, Serialize};

/// The end of an item in one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// A line for a person, without personal data.
    pub text: String,
    /// The kind of end.
    pub outcome: Outcome,
}

/// The kind of an item's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// The order is done.
    Done,
    /// The order is done, and its report, which the observer needs, cannot be fetched: a person must.
    Unsaved,
    /// The order is placed and not done; another run waits for it.
    Pending,
    /// The platform rejected the order.
    Rejected,
    /// The order was not placed: its data, or the request, are invalid.
    Invalid,
    /// The order was not placed: there is no login, or it was rejected.
    Unauthorized,
    /// The order was not placed: the server could not be reached, or is unavailable.
    Unreachable,
    /// It is unknown whether the order was placed; another run searches for it.
    Unclear,
}

impl End {
    pub(super) fn new(outcome: Outcome, text: impl Into<String>) -> Self {
        Self { text: text.into(), outcome }
    }

    /// The end of an order that was not placed because of this error.
    pub(super) fn not_placed(error: &Error) -> Self {
        let outcome = if error.is_connect() || error.is_timeout() || error.status().is_some_and(|s| s.is_server_error())
        {
            Outcome::Unreachable
        } else if error.is_auth() || error.is_status(401) || error.is_status(403) {
            Outcome::Unauthorized
        } else if error.is_status(429) {
            Outcome::Unreachable
        } else {
            Outcome::Invalid
        };
        Self::new(outcome, format!("not placed: {error}"))
    }

    /// Returns true if the item needs no attention and no other run.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.outcome == Outcome::Done
    }
}
