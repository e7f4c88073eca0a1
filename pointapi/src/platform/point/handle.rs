//! A placed order, to be waited for.

use std::time::Duration;

use futures_util::{StreamExt, future, stream};
use serde::{Serialize, Serializer};

use super::{OrderTicket, Point, rebased_ref};
use crate::error::{Error, ErrorKind, RequestPart, Result};
use crate::platform::{OrderFault, OrderReport};
use crate::poll::{PollPolicy, Polled, Poller, StateStream};

/// A placed order, from [`Point::place`] or [`Point::resume`].
///
/// ```
/// use pointapi::platform::{OrderHandle, OrderState};
///
/// # async fn run(handle: OrderHandle) -> pointapi::Result<()> {
/// let now = handle.poll().await?;
/// if now.state() == OrderState::Pending {
///     let report = handle.until_done().await?;
///     println!("{} documents", report.documents().len());
/// }
/// # Ok(())
/// # }
/// ```
///
/// It is written by serde as its [`OrderTicket`], which another process reads and hands to [`Point::resume`]. Waiting can
/// be given up at any time: the order goes on, and so can the waiting.
#[derive(Debug, Clone)]
pub struct OrderHandle {
    point: Point,
    ticket: OrderTicket,
    first: Option<OrderReport>,
    polling: PollPolicy,
}

impl Polled for OrderReport {
    fn is_done(&self) -> bool {
        Self::is_done(self)
    }

    fn retry_after(&self) -> Option<Duration> {
        Self::retry_after(self)
    }

    fn is_passing(error: &Error) -> bool {
        OrderFault::of(error).is_some_and(OrderFault::is_passing)
    }
}

impl OrderHandle {
    pub(super) fn new(point: Point, ticket: OrderTicket, first: Option<OrderReport>) -> Self {
        let polling = point.polling;
        Self { point, ticket, first, polling }
    }

    /// What another process needs to go on with the order.
    #[must_use]
    pub fn ticket(&self) -> &OrderTicket {
        &self.ticket
    }

    /// What the platform answered to the order; `None` on a handle that was resumed.
    #[must_use]
    pub fn first_answer(&self) -> Option<&OrderReport> {
        self.first.as_ref()
    }

    /// Waits for this order otherwise than the builder says.
    #[must_use]
    pub fn polling(mut self, policy: PollPolicy) -> Self {
        self.polling = policy;
        self
    }

    /// Asks once how the order stands, at the address that the platform gave for it, or by its `TransactionID` if it gave
    /// none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Fault`] if it failed, [`ErrorKind::ForeignOrigin`], with nothing sent, if the address of the order is
    /// not an absolute one of the client's origin (for which see
    /// [`PointBuilder::rebase_refs`](super::PointBuilder::rebase_refs)), and whatever a call can fail with.
    pub async fn poll(&self) -> Result<OrderReport> {
        let orders = &self.point.orders;
        match (self.ticket.reference(), self.ticket.transaction_id()) {
            (Some(reference), _) if self.point.rebases_refs => orders.report(rebased_ref::order_id(reference)?).await,
            (Some(reference), _) => orders.report_at(reference).await.map_err(explained),
            (None, Some(transaction_id)) => orders.report(transaction_id.as_str()).await,
            (None, None) => {
                let text = "the ticket has neither an address nor an id of the order";
                Err(Error::new(ErrorKind::Request(RequestPart::Path), text))
            }
        }
    }

    /// Waits until the order is done; at once, if it was done when it was placed.
    ///
    /// # Errors
    ///
    /// As [`poll`](Self::poll), but a passing failure is survived, one that the platform tells of
    /// ([`OrderFault::is_passing`]) among them; and a timeout if the order is not done in time
    /// ([`PollPolicy::give_up_after`]).
    pub async fn until_done(&self) -> Result<OrderReport> {
        match &self.first {
            Some(report) if report.is_done() => Ok(report.clone()),
            _ => self.poller().until_done().await,
        }
    }

    /// Each answer until the order is done, beginning with the one to the order itself. It ends after the last answer or
    /// the first error.
    pub fn states(&self) -> StateStream<OrderReport> {
        match self.first.clone() {
            Some(report) if report.is_done() => StateStream::of(stream::once(future::ready(Ok(report)))),
            Some(report) => StateStream::of(stream::once(future::ready(Ok(report))).chain(self.poller().states())),
            None => self.poller().states(),
        }
    }

    fn poller(&self) -> Poller<OrderReport> {
        let handle = self.clone();
        let poller = Poller::new(self.polling, move || {
            let handle = handle.clone();
            async move { handle.poll().await }
        });
        poller.not_before(self.first.as_ref().and_then(OrderReport::retry_after))
    }
}

/// Says of an address that was refused what it is and what can be done.
fn explained(error: Error) -> Error {
    match error.kind() {
        ErrorKind::ForeignOrigin => error.advising(
            "it is the order's address (`Ref`); behind a proxy, or with a mock, ask at the client's own origin all the \
             same by `PointBuilder::rebase_refs`",
        ),
        _ => error,
    }
}

impl Serialize for OrderHandle {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.ticket.serialize(serializer)
    }
}
