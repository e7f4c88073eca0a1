//! Placing an order, and continuing with one that was placed.

use super::addresses::usual_address;
use super::{OrderHandle, OrderTicket, Point};
use crate::error::Result;
use crate::platform::report::Ids;
use crate::platform::{AdvRefresh, CorrelationId, Order, OrderFault, OrderGuid, OrderReport, Product, UnreadableOrder};

impl Point {
    /// Places an order, in one attempt, since each order costs money.
    ///
    /// ```
    /// use std::time::SystemTime;
    ///
    /// use pointapi::platform::{Order, OrderFault, OrderTicket, Point, Reconciliation};
    ///
    /// # async fn run(point: Point, order: Order) -> pointapi::Result<()> {
    /// let (label, began) = (order.correlation_id().clone(), SystemTime::now());
    /// let error = match point.place(order).await {
    ///     Ok(handle) => return Ok(println!("placed: {:?}", handle.ticket())),
    ///     Err(error) => error,
    /// };
    /// if let Some(ticket) = OrderTicket::of(&error) {
    ///     println!("continue with point.resume: {ticket:?}");
    /// } else if !error.was_sent() || OrderFault::of(&error).is_some_and(|fault| !fault.is_passing()) {
    ///     println!("not placed: {error}");
    /// } else {
    ///     // It may have been placed, and there is no ticket to poll it with.
    ///     match point.reconcile(&label).since(began).await? {
    ///         Reconciliation::Found(row) => println!("it was placed: {}", row.order_guid),
    ///         other => println!("ask a person before placing it again: {other:?}"),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A fault that [may be temporary](OrderFault::is_passing) leaves open whether the order was placed: polling with
    /// the ticket shows it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Fault`](crate::ErrorKind::Fault) if the platform rejects it.
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode), with an [`UnreadableOrder`] in it, if the response has no
    /// readable state of the order. Any error of a call.
    pub async fn place(&self, order: impl Into<Order>) -> Result<OrderHandle> {
        let order = order.into();
        let placed = self.send(&order).await;
        self.handle(order.product(), order.correlation_id(), placed)
    }

    /// Runs an earlier ADV order again with changed data. Find the id by a query with the order's `ReferenceNumber`. If
    /// the response is lost, [`Reconcile`](super::Reconcile) distinguishes the refresh from the order that it repeats.
    ///
    /// # Errors
    ///
    /// As [`place`](Self::place).
    pub async fn refresh_adv(&self, order_guid: &OrderGuid, refresh: &AdvRefresh) -> Result<OrderHandle> {
        let placed = match self.addresses.of_adv_refresh(order_guid)? {
            Some(address) => self.orders.refresh_adv_at(&address, refresh).await,
            None => self.orders.refresh_adv(order_guid, refresh).await,
        };
        self.handle(Product::ADV, refresh.correlation_id(), placed)
    }

    /// Continues with an order that another process, or an earlier run of this one, placed.
    #[must_use]
    pub fn resume(&self, ticket: OrderTicket) -> OrderHandle {
        OrderHandle::new(self.clone(), ticket, None)
    }

    async fn send(&self, order: &Order) -> Result<OrderReport> {
        let model = order.model();
        if let Some(address) = self.addresses.of_product(&order.product(), model)? {
            return self.orders.place_at(&address, order).await;
        }
        match order {
            Order::Adv(order) => self.orders.place_adv(model, order).await,
            Order::DetailedBlj(order) => self.orders.place_detailed_blj(model, order).await,
            Order::Irs4506T(order) => self.orders.place_irs4506t(model, order).await,
            Order::Irs8821(order) => self.orders.place_irs8821(model, order).await,
            Order::Ssa89(order) => self.orders.place_ssa89(model, order).await,
            Order::Json(_) => {
                let address = usual_address(self.client(), &order.product(), model)?;
                self.orders.place_at(&address, order).await
            }
        }
    }

    fn handle(&self, product: Product, label: &CorrelationId, placed: Result<OrderReport>) -> Result<OrderHandle> {
        let ticket = |ids: &Ids| OrderTicket::new(product.clone(), label.clone(), ids.clone());
        match placed {
            Ok(report) => Ok(OrderHandle::new(self.clone(), ticket(report.ids()), Some(report))),
            Err(error) => Err(OrderFault::with_ticket(UnreadableOrder::with_ticket(error, ticket), ticket)),
        }
    }
}
