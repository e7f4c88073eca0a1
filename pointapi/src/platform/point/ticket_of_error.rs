//! Finds the ticket of an order in an error. In a file of its own, since both errors hold a ticket.

use crate::error::Error;
use crate::platform::{OrderFault, OrderTicket, UnreadableOrder};

impl OrderTicket {
    /// Returns the ticket in an error of [`Point::place`](crate::platform::Point::place) or
    /// [`Point::refresh_adv`](crate::platform::Point::refresh_adv), if the order can still be polled: its response is
    /// unreadable, or reports a failure that [may be temporary](OrderFault::is_passing).
    #[must_use]
    pub fn of(error: &Error) -> Option<&Self> {
        match OrderFault::of(error) {
            Some(fault) => fault.ticket().filter(|_| fault.is_passing()),
            None => UnreadableOrder::of(error)?.ticket(),
        }
    }
}
