//! A failed order: a 200 that is none.

use std::fmt;

use super::{Message, OrderReport};
use crate::decode::Answer;
use crate::error::Error;
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
    transaction_id: TransactionId,
}

impl OrderFault {
    /// The fault behind an error, if it is one of this kind.
    #[must_use]
    pub fn of(error: &Error) -> Option<&Self> {
        std::error::Error::source(error)?.downcast_ref()
    }

    pub(super) fn of_report(report: &OrderReport) -> Option<Self> {
        let failures: Vec<Message> = report.messages().iter().filter(|message| message.is_failure()).cloned().collect();
        let first = failures.first()?.clone();
        Some(Self { first, all: failures, transaction_id: report.transaction_id().clone() })
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

    /// The platform's id of the transaction.
    #[must_use]
    pub fn transaction_id(&self) -> &TransactionId {
        &self.transaction_id
    }
}

impl fmt::Display for OrderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text(self))
    }
}

impl std::error::Error for OrderFault {}

/// The codes, with our words for the first of them.
pub(super) fn text(fault: &OrderFault) -> String {
    let code = fault.code();
    let meaning = code.meaning().map(|meaning| format!(" ({meaning})")).unwrap_or_default();
    let more = match fault.all.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("the platform failed the order with {code}{meaning}{more}")
}

/// The error of a call whose answer tells of a failure.
pub(super) fn of_answer(answer: &Answer, fault: OrderFault) -> Error {
    answer.fault_because(text(&fault)).with_source(fault)
}
