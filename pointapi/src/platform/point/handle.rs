//! A placed order, to be waited for.

use std::time::Duration;

use futures_util::{StreamExt, future, stream};
use serde::{Serialize, Serializer};

use super::trusted_ref::{self, Hosts};
use super::{OrderTicket, Point};
use crate::error::Result;
use crate::platform::OrderReport;
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

    /// Asks once how the order stands.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Fault`](crate::ErrorKind::Fault) if it failed,
    /// [`ErrorKind::ForeignOrigin`](crate::ErrorKind::ForeignOrigin), with nothing sent, if the address of the order is
    /// not on the client's origin, and whatever a call can fail with.
    pub async fn poll(&self) -> Result<OrderReport> {
        self.point.orders.report(self.order_id()?).await
    }

    /// Waits until the order is done; at once, if it was done when it was placed.
    ///
    /// # Errors
    ///
    /// As [`poll`](Self::poll), but a passing failure is survived; and a timeout if the order is not done in time
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

    /// What to ask for: what the platform's address ends in, which can differ from the id in its answer.
    fn order_id(&self) -> Result<&str> {
        let hosts = if self.point.rebases_refs { Hosts::Any } else { Hosts::Own };
        match self.ticket.reference() {
            Some(reference) => trusted_ref::order_id(self.point.client(), reference, hosts),
            None => Ok(self.ticket.transaction_id().as_str()),
        }
    }
}

impl Serialize for OrderHandle {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.ticket.serialize(serializer)
    }
}
