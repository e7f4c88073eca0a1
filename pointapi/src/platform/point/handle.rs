//! The handle of a placed order.

use std::time::Duration;

use futures_util::{StreamExt, future, stream};
use serde::{Serialize, Serializer};

use super::{OrderTicket, Point, rebased_ref};
use crate::error::{Error, ErrorKind, RequestPart, Result};
use crate::platform::{OrderFault, OrderReport};
use crate::poll::{PollPolicy, Polled, Poller, StateStream};

/// The platform asks for at most one poll a minute.
const SHORTEST_PAUSE: Duration = Duration::from_secs(60);

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
/// It serializes as its [`OrderTicket`], which another process passes to [`Point::resume`]. Polling can be canceled at any
/// time and continued later; the order is not affected.
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

    /// Returns the ticket, with which another process continues.
    #[must_use]
    pub fn ticket(&self) -> &OrderTicket {
        &self.ticket
    }

    /// Returns the response to the order; `None` for a resumed handle.
    #[must_use]
    pub fn first_response(&self) -> Option<&OrderReport> {
        self.first.as_ref()
    }

    /// Sets the polling policy of this order, instead of the builder's.
    #[must_use]
    pub fn polling(mut self, policy: PollPolicy) -> Self {
        self.polling = policy;
        self
    }

    /// Polls once, at the address from the response, or by the `TransactionID` if the response had no address.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Fault`] if the order failed. [`ErrorKind::ForeignOrigin`], with nothing sent, if the address is not
    /// an absolute URL at the client's origin (see [`PointBuilder::rebase_refs`](super::PointBuilder::rebase_refs)). Any
    /// error of a call.
    pub async fn poll(&self) -> Result<OrderReport> {
        let orders = &self.point.orders;
        match (self.ticket.reference(), self.ticket.transaction_id()) {
            (Some(reference), _) if self.point.rebases_refs => orders.report(rebased_ref::order_id(reference)?).await,
            (Some(reference), _) => orders.report_at(reference).await.map_err(explained),
            (None, Some(transaction_id)) => orders.report(transaction_id.as_str()).await,
            (None, None) => {
                let text = "the ticket has neither the address nor the id of the order";
                Err(Error::new(ErrorKind::Request(RequestPart::Path), text))
            }
        }
    }

    /// Polls until the order is done; returns at once if it was done when placed.
    ///
    /// # Errors
    ///
    /// As [`poll`](Self::poll), but it continues after a temporary failure, also after one that the platform reports
    /// ([`OrderFault::is_passing`]). A timeout if the order is not done in time ([`PollPolicy::give_up_after`]).
    pub async fn until_done(&self) -> Result<OrderReport> {
        match &self.first {
            Some(report) if report.is_done() => Ok(report.clone()),
            _ => self.poller().until_done().await,
        }
    }

    /// Returns each response until the order is done, from the one to the order itself. The stream ends after the last
    /// response or the first error.
    pub fn states(&self) -> StateStream<OrderReport> {
        match self.first.clone() {
            Some(report) if report.is_done() => StateStream::of(stream::once(future::ready(Ok(report)))),
            Some(report) => StateStream::of(stream::once(future::ready(Ok(report))).chain(self.poller().states())),
            None => self.poller().states(),
        }
    }

    fn poller(&self) -> Poller<OrderReport> {
        let handle = self.clone();
        let poller = Poller::new(self.polling.at_least(SHORTEST_PAUSE), move || {
            let handle = handle.clone();
            async move { handle.poll().await }
        });
        poller.not_before(self.first.as_ref().and_then(OrderReport::retry_after))
    }
}

/// Adds to the error of a rejected address what it is and what to do.
fn explained(error: Error) -> Error {
    match error.kind() {
        ErrorKind::ForeignOrigin => error.advising(
            "it is the order's address (`Ref`); behind a proxy, or with a mock, poll at the client's origin instead by \
             `PointBuilder::rebase_refs`",
        ),
        _ => error,
    }
}

impl Serialize for OrderHandle {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.ticket.serialize(serializer)
    }
}
