//! The end of an item.

use pointapi::http::StatusCode;
use pointapi::{Error, ErrorKind};
use serde::{Deserialize, Serialize};

/// The end of an item in one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// A line for a person, without personal data.
    pub text: String,
    /// The kind of end.
    pub outcome: Outcome,
    /// The problem with the login or the server that stopped this item, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<Obstacle>,
}

/// The kind of an item's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// The order is done.
    Done,
    /// The order is placed or done, but its report or its journal entry could not be saved.
    Unsaved,
    /// The order is placed and not done; another run waits for it.
    Pending,
    /// The platform rejected the order.
    Rejected,
    /// The order was not placed: its data, or the request, are invalid.
    Invalid,
    /// The order was not placed, because of the [obstacle](End::obstacle), or since the run ended before; another run
    /// places it.
    NotPlaced,
    /// It is unknown whether the order was placed; another run searches for it.
    Unclear,
}

/// A reason that ends a run before its orders are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Obstacle {
    /// There is no login, or the server rejected it.
    Login,
    /// The server could not be reached, or is unavailable.
    Server,
}

impl Obstacle {
    /// Returns the obstacle that an error is.
    ///
    /// A timeout of a request built by hand is `None`: it looks like the time limit of waiting.
    ///
    /// ```
    /// use pointapi::Client;
    /// use pointapi_cli::batch::Obstacle;
    ///
    /// let error = Client::builder().base_url("no URL").build().unwrap_err();
    /// assert_eq!(Obstacle::of(&error), None, "it is a mistake of the program");
    /// ```
    #[must_use]
    pub fn of(error: &Error) -> Option<Self> {
        let is_unavailable =
            |status: StatusCode| status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429);
        // The time limit of waiting has no endpoint; that of a trait's call has one.
        if error.is_fault() || (matches!(error.kind(), ErrorKind::Timeout(_)) && error.endpoint().is_none()) {
            None
        } else if error.is_connect()
            || error.is_timeout()
            || matches!(error.kind(), ErrorKind::Transport(_))
            || error.status().is_some_and(is_unavailable)
            || (error.is_auth() && error.is_retryable())
        {
            Some(Self::Server)
        } else if error.is_auth() || error.is_status(401) || error.is_status(403) {
            Some(Self::Login)
        } else {
            None
        }
    }
}

impl End {
    pub(super) fn new(outcome: Outcome, text: impl Into<String>) -> Self {
        Self { text: text.into(), outcome, obstacle: None }
    }

    /// The end of an order that was not placed because of this error.
    pub(super) fn not_placed(error: &Error) -> Self {
        let end = Self::new(Outcome::Invalid, format!("not placed: {error}")).because_of(error);
        if end.obstacle.is_some() { Self { outcome: Outcome::NotPlaced, ..end } } else { end }
    }

    /// Adds the obstacle that the error is.
    pub(super) fn because_of(self, error: &Error) -> Self {
        Self { obstacle: Obstacle::of(error), ..self }
    }

    /// The end of an item whose journal could not be written.
    pub(super) fn unsaved(self, error: impl std::fmt::Display) -> Self {
        let outcome = match self.outcome {
            Outcome::Done | Outcome::Pending => Outcome::Unsaved,
            other => other,
        };
        Self { text: format!("{}, but the journal could not be written: {error}", self.text), outcome, ..self }
    }

    /// Returns true if the item needs no attention and no other run.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.outcome == Outcome::Done
    }
}
