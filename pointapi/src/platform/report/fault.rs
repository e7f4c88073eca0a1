//! A failed order: a 200 that is none.

use std::fmt;

use super::{Billing, Ids, Message};
use crate::error::{Error, ErrorKind};
use crate::platform::{OrderTicket, TransactionId};
use crate::response::RawResponse;

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
#[derive(Clone)]
pub struct OrderFault {
    first: Message,
    all: Vec<Message>,
    billing: Billing,
    ids: Ids,
    ticket: Option<Box<OrderTicket>>,
}

impl OrderFault {
    /// The fault behind an error, if it is one of this kind.
    #[must_use]
    pub fn of(error: &Error) -> Option<&Self> {
        std::error::Error::source(error)?.downcast_ref()
    }

    /// The fault of these messages; `None` if they report no failure.
    pub(super) fn in_messages(messages: &[Message], billing: &Billing, ids: &Ids) -> Option<Self> {
        let says_state = messages.iter().any(|message| message.code().is_pending() || message.code().is_done());
        let is_failure = |message: &&Message| message.is_failure() || (!says_state && message.code().is_failure());
        let all: Vec<Message> = messages.iter().filter(is_failure).cloned().collect();
        let first = all.first()?.clone();
        Some(Self { first, all, billing: billing.clone(), ids: ids.clone(), ticket: None })
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
        self.ids.transaction_id.as_ref()
    }

    /// Whether the transaction costs money all the same; the platform's samples say no.
    #[must_use]
    pub fn billing(&self) -> &Billing {
        &self.billing
    }

    /// What is needed to ask for the order all the same, where the failure [may pass](Self::is_passing): in an error of
    /// [`Point::place`](crate::platform::Point::place) and [`Point::refresh_adv`](crate::platform::Point::refresh_adv),
    /// if the answer gave an id or an address.
    #[must_use]
    pub fn ticket(&self) -> Option<&OrderTicket> {
        self.ticket.as_deref()
    }

    /// True if the failure may pass by itself, by [`MessageCode::is_passing`](super::MessageCode::is_passing) of every
    /// message: waiting for the order goes on. To an order that was just sent it says nothing of what was done with it.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        self.all.iter().all(|message| message.code().is_passing())
    }

    /// The error of an order that was just sent, with the ticket that the caller can make of its ids.
    pub(in crate::platform) fn with_ticket(error: Error, ticket: impl FnOnce(&Ids) -> OrderTicket) -> Error {
        match Self::of(&error).cloned() {
            Some(fault) if fault.ids.is_any() => {
                let ticket = Some(Box::new(ticket(&fault.ids)));
                error.with_source(Self { ticket, ..fault })
            }
            _ => error,
        }
    }

    pub(super) fn into_error(self) -> Error {
        Error::new(ErrorKind::Fault, self.to_string()).with_source(self)
    }

    /// The error of a call whose answer tells of the failure.
    pub(super) fn of_answer(self, answer: &RawResponse) -> Error {
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

impl fmt::Debug for OrderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrderFault")
            .field("messages", &self.all)
            .field("billing", &self.billing)
            .field("transaction_id", &self.ids.transaction_id)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for OrderFault {}
