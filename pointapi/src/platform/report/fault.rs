//! A failed order: a response with status 200 that reports a failure.

use std::fmt;
use std::sync::Arc;

use super::{Billing, Ids, Message};
use crate::error::{Error, ErrorKind};
use crate::platform::{OrderTicket, TransactionId};
use crate::response::RawResponse;

/// The failure of an order; it is in an error of kind [`ErrorKind::Fault`](crate::ErrorKind::Fault).
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
/// `Display` and `Debug` show codes alone. The [`messages`](Self::messages) can repeat values of the order.
#[derive(Clone)]
pub struct OrderFault {
    first: Arc<Message>,
    all: Arc<[Message]>,
    billing: Billing,
    ids: Ids,
    ticket: Option<Box<OrderTicket>>,
}

impl OrderFault {
    /// Returns the value in an error, if it has one of this type.
    #[must_use]
    pub fn of(error: &Error) -> Option<&Self> {
        error.value()
    }

    /// The fault that `first` and `all` report.
    pub(super) fn new(first: Message, all: Vec<Message>, billing: Billing, ids: Ids) -> Self {
        Self { first: Arc::new(first), all: all.into(), billing, ids, ticket: None }
    }

    /// Returns a test for the failures among the messages of one response.
    pub(super) fn test(messages: &[Message]) -> impl Fn(&Message) -> bool + use<> {
        let has_state = messages.iter().any(|message| message.code().is_pending() || message.code().is_done());
        move |message| message.is_failure() || (!has_state && message.code().is_failure())
    }

    /// Returns the code of the first failure message.
    #[must_use]
    pub fn code(&self) -> &super::MessageCode {
        self.first.code()
    }

    /// Returns the text of the first failure message. Do not log it.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.first.description()
    }

    /// Returns every failure message; there may be several, such as one per missing preference.
    #[must_use]
    pub fn messages(&self) -> &[Message] {
        &self.all
    }

    /// Returns the platform's id of the transaction, if the response has one.
    #[must_use]
    pub fn transaction_id(&self) -> Option<&TransactionId> {
        self.ids.transaction_id.as_ref()
    }

    /// Returns the billing status of the failed order; in the platform's samples it is not billable.
    #[must_use]
    pub fn billing(&self) -> &Billing {
        &self.billing
    }

    /// Returns the ticket of the order, also of one that failed for good; [`OrderTicket::of`] returns it only if the
    /// order can still be polled. Present in an error of [`Point::place`](crate::platform::Point::place) and
    /// [`Point::refresh_adv`](crate::platform::Point::refresh_adv), if the response has an id or an address.
    #[must_use]
    pub fn ticket(&self) -> Option<&OrderTicket> {
        self.ticket.as_deref()
    }

    /// Returns true if the failure may be temporary, by [`MessageCode::is_passing`](super::MessageCode::is_passing) of
    /// every message: polling continues. As the response to a new order it leaves open whether the order was placed.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        self.all.iter().all(|message| message.code().is_passing())
    }

    /// Adds the ticket to the error of an order that was sent; the caller makes it of the ids.
    pub(in crate::platform) fn with_ticket(error: Error, ticket: impl FnOnce(&Ids) -> OrderTicket) -> Error {
        match Self::of(&error).cloned() {
            Some(fault) if fault.ids.is_any() => {
                let ticket = Some(Box::new(ticket(&fault.ids)));
                error.with_foreign_source(Self { ticket, ..fault }.into())
            }
            _ => error,
        }
    }

    pub(super) fn into_error(self) -> Error {
        Error::new(ErrorKind::Fault, self.to_string()).with_foreign_source(self.into())
    }

    /// Returns the error of a call with this response.
    pub(super) fn of_response(self, response: &RawResponse) -> Error {
        response.fault_because(self.to_string()).with_foreign_source(self.into())
    }
}

/// Shows the codes, with the meaning of the first.
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
