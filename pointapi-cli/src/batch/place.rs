//! Places one order, unless it exists or may exist.

use std::time::SystemTime;

use pointapi::Error;
use pointapi::platform::{OrderFault, OrderGuid, OrderHandle, OrderTicket, Point, Reconciliation};

use super::event::{Event, Sent};
use super::journal::Journal;
use super::observer::Observer;
use super::outcome::{End, Outcome};
use super::{Item, Result};

/// The state of an item once its order needs no further request but polls.
pub(super) enum Step {
    Waiting(Box<OrderHandle>),
    /// It cannot be polled, since its response was lost.
    Found(OrderGuid),
    Ended(End),
    /// The order under the label is another one.
    Conflict(End),
}

/// Places the orders of one journal.
pub(super) struct Placing<'a> {
    pub(super) point: &'a Point,
    pub(super) journal: &'a Journal,
    pub(super) observer: &'a dyn Observer,
}

impl Placing<'_> {
    /// Places the order of an item unless one exists or may exist.
    ///
    /// # Errors
    ///
    /// If the journal cannot be written before the order is sent; it is not sent then.
    pub(super) async fn place(&self, item: &impl Item) -> Result<Step> {
        let label = item.label();
        if let Some(step) = self.resumed(label).await {
            return Ok(step);
        }
        let order = match item.order() {
            Ok(order) => order,
            Err(error) => return Ok(Step::Ended(End::new(Outcome::Invalid, format!("not placed: {error}")))),
        };
        let sent = Sent { product: item.product(), model: item.model().to_owned(), at: SystemTime::now() };
        self.journal.note(label, Event::Sending { order: Some(sent) })?;
        let error = match self.point.place(order).await {
            Ok(handle) => return Ok(self.placed(label, handle)),
            Err(error) => error,
        };
        if let Some(ticket) = OrderTicket::of(&error) {
            return Ok(self.placed(label, self.point.resume(ticket.clone())));
        }
        if let Some(fault) = OrderFault::of(&error).filter(|fault| !fault.is_passing()) {
            self.observer.rejected(label, fault);
            return Ok(self.ended(label, End::new(Outcome::Rejected, format!("rejected: {error}"))));
        }
        if is_not_placed(&error) {
            self.journal.note_taken(label, Event::NotPlaced);
            return Ok(Step::Ended(End::not_placed(&error)));
        }
        Ok(self.reconcile(label).await)
    }

    /// Returns the end of an item whose label belongs to another order.
    pub(super) fn conflict(&self, item: &impl Item) -> Option<Step> {
        let reason = self.journal.other_order(item)?;
        Some(Step::Conflict(End::new(Outcome::Invalid, format!("not placed: {reason}"))))
    }

    /// Resumes an item of an earlier run. Returns `None` if its order was certainly not placed.
    pub(super) async fn resumed(&self, label: &str) -> Option<Step> {
        match self.journal.known(label) {
            Some(Event::Ended { end }) => Some(Step::Ended(end)),
            Some(Event::Placed { ticket }) => Some(Step::Waiting(Box::new(self.point.resume(*ticket)))),
            Some(Event::Found { order }) => Some(Step::Found(order)),
            Some(Event::Sending { .. }) => Some(self.reconcile(label).await),
            Some(Event::NotPlaced) | None => None,
        }
    }

    fn placed(&self, label: &str, handle: OrderHandle) -> Step {
        self.journal.note_taken(label, Event::Placed { ticket: Box::new(handle.ticket().clone()) });
        Step::Waiting(Box::new(handle))
    }

    fn ended(&self, label: &str, end: End) -> Step {
        self.journal.note_taken(label, Event::Ended { end: end.clone() });
        Step::Ended(end)
    }

    /// Searches for an order that may have been placed. A program must not place it again.
    async fn reconcile(&self, label: &str) -> Step {
        let unclear = |text: String| End::new(Outcome::Unclear, text);
        Step::Ended(match self.search(label).await {
            Ok((Reconciliation::Found(row), true)) => {
                self.journal.note_taken(label, Event::Found { order: row.order_guid.clone() });
                return Step::Found(row.order_guid);
            }
            Ok((Reconciliation::NotFound, _)) => unclear(
                "may have been placed, but was not found: run again later, or order it under a new label".to_owned(),
            ),
            Ok((Reconciliation::Unclear(rows), true)) => unclear(format!("{} orders have this label", rows.len())),
            Ok((Reconciliation::Found(_) | Reconciliation::Unclear(_), false)) => unclear(
                "may have been placed: an order of this label is older by the platform's clock; check this machine's clock \
                 before it is ordered again"
                    .to_owned(),
            ),
            Err(error) => {
                unclear(format!("may have been placed, and the search for it failed: {error}")).because_of(&error)
            }
        })
    }

    /// Returns what the platform has under a label, and true if it was placed after the order was sent.
    async fn search(&self, label: &str) -> pointapi::Result<(Reconciliation, bool)> {
        let Some(Sent { product, at, .. }) = self.journal.sent(label) else {
            return Ok((self.point.reconcile(label).await?, true));
        };
        let search = || self.point.reconcile(label).product(product.clone());
        match search().since(at).await? {
            // The order is not found if this machine's clock is ahead, and must not be placed again then either.
            Reconciliation::NotFound => Ok((search().await?, false)),
            found => Ok((found, true)),
        }
    }
}

/// Returns whether the order was certainly not placed: it was not sent, or the server rejected the request.
fn is_not_placed(error: &Error) -> bool {
    !error.was_sent() || (error.is_client_error() && !error.is_status(408))
}
