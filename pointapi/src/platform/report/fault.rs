//! A failed order: a 200 that is none.

use std::fmt;

use super::{Message, OrderReport};
use crate::decode::Answer;
use crate::error::{Error, ErrorKind};
use crate::platform::TransactionId;

/// Why the platform failed an order; found in an error of kind [`ErrorKind::Fault`](crate::ErrorKind::Fault).
///
/// ```
/// use pointapi::platform::OrderFault;
///
/// fn explain(error: &pointapi::Error) {
///     if let Some(fault) = OrderFault::of(error) {
///         eprintln!("failed with {}: {}", fault.code(), fault.code().meaning().unwrap_or("see the platform's table"));
///     }
/// }
/// # let _ = explain;
/// ```
///
/// `Display` and `Debug` show codes alone. The texts of [`messages`](Self::messages) can repeat values of the order.
#[derive(Debug, Clone)]
pub struct OrderFault {
    first: Message,
    all: Vec<Message>,
    transaction_id: Option<TransactionId>,
}

impl OrderFault {
    /// The fault behind an error, if it is one of this kind.
    #[must_use]
    pub fn of(error: &Error) -> Option<&Self> {
        std::error::Error::source(error)?.downcast_ref()
    }

    pub(super) fn of_report(report: &OrderReport) -> Option<Self> {
        let messages = report.messages();
        let tells_the_state = messages.iter().any(|message| message.code().is_pending() || message.code().is_done());
        let is_failure = |message: &&Message| message.is_failure() || (!tells_the_state && message.code().is_failure());
        let all: Vec<Message> = messages.iter().filter(is_failure).cloned().collect();
        let first = all.first()?.clone();
        Some(Self { first, all, transaction_id: report.transaction_id().cloned() })
    }

    /// The code of the first message that tells of a failure.
    #[must_use]
    pub fn code(&self) -> &super::MessageCode {
        self.first.code()
    }

    /// The text of the first message that tells of a failure. Do not log it.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.first.description()
    }

    /// Every message that tells of a failure: there is one for each missing preference, say.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.all
    }

    /// The platform's id of the transaction, if the answer has one.
    #[must_use]
    pub fn transaction_id(&self) -> Option<&TransactionId> {
        self.transaction_id.as_ref()
    }

    /// True if the failure may pass by itself, by [`MessageCode::is_passing`](super::MessageCode::is_passing) of every
    /// message: waiting for the order goes on. To an order that was just sent it says nothing of what was done with it.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        self.all.iter().all(|message| message.code().is_passing())
    }

    pub(super) fn into_error(self) -> Error {
        Error::new(ErrorKind::Fault, self.to_string()).with_source(self)
    }

    /// The error of a call whose answer tells of the failure.
    pub(super) fn of_answer(self, answer: &Answer) -> Error {
        answer.fault_because(self.to_string()).with_source(self)
    }
}

/// The codes, with our words for the first of them.
impl fmt::Display for OrderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code();
        write!(f, "the platform failed the order with {code}")?;
        if let Some(meaning) = code.meaning() {
            write!(f, " ({meaning})")?;
        }
        match self.all.len() - 1 {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

impl std::error::Error for OrderFault {}
