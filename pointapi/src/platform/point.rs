//! Point Services in one handle: place orders, poll them, search for them.

mod addresses;
mod builder;
mod handle;
mod rebased_ref;
mod reconcile;
mod ticket;

pub use builder::PointBuilder;
pub use handle::OrderHandle;
pub use reconcile::{Reconcile, Reconciliation};
pub use ticket::OrderTicket;

use std::sync::Arc;

use super::report::Ids;
use super::{AdvRefresh, Order, OrderGuid, OrderQuery, OrderReport, OrderSearch, OrdersClient, Product};
use super::{CorrelationId, OrderFault, UnreadableOrder, UserManagementClient};
use crate::client::Client;
use crate::error::Result;
use crate::poll::PollPolicy;
use addresses::Addresses;

/// A client for all endpoints of Point Services, and for the flows of several calls.
///
/// ```no_run
/// use pointapi::Credentials;
/// use pointapi::platform::{Order, Point};
///
/// # async fn run(order: Order) -> Result<(), Box<dyn std::error::Error>> {
/// let point = Point::builder().credentials(Credentials::password("greta", "secret")).build()?;
/// let report = point.place(order).await?.until_done().await?;
/// for document in report.documents() {
///     println!("saved {}", document.save_to("reports")?.display());
/// }
/// # Ok(())
/// # }
/// ```
///
/// Clones share the client.
#[derive(Debug, Clone)]
pub struct Point {
    orders: OrdersClient,
    polling: PollPolicy,
    rebases_refs: bool,
    addresses: Arc<Addresses>,
}

impl Point {
    /// Returns a builder.
    pub fn builder() -> PointBuilder {
        PointBuilder::default()
    }

    /// Uses an existing client.
    #[must_use]
    pub fn new(client: Client) -> Self {
        let (polling, addresses) = (PollPolicy::default(), Arc::default());
        Self { orders: OrdersClient::new(client), polling, rebases_refs: false, addresses }
    }

    /// Returns the client.
    #[must_use]
    pub fn client(&self) -> &Client {
        self.orders.client()
    }

    /// Returns the client of the order endpoints.
    #[must_use]
    pub fn orders(&self) -> OrdersClient {
        self.orders.clone()
    }

    /// Returns the client of the sign-in endpoints; the client signs in by itself.
    #[must_use]
    pub fn user_management(&self) -> UserManagementClient {
        UserManagementClient::new(self.client().clone())
    }

    /// Places an order, in one attempt, since each order costs money.
    ///
    /// ```
    /// use std::time::SystemTime;
    ///
    /// use pointapi::platform::{Order, OrderHandle, Point, Reconciliation, UnreadableOrder};
    ///
    /// # async fn run(point: Point, order: Order) -> pointapi::Result<()> {
    /// let (label, began) = (order.correlation_id().clone(), SystemTime::now());
    /// match point.place(order).await {
    ///     Ok(handle) => println!("placed: {:?}", handle.ticket()),
    ///     Err(error) if error.is_fault() || !error.was_sent() => println!("not placed: {error}"),
    ///     // It may have been placed: the response is unreadable or lost.
    ///     Err(error) => match UnreadableOrder::of(&error).and_then(UnreadableOrder::ticket) {
    ///         Some(ticket) => println!("placed, continue with point.resume: {ticket:?}"),
    ///         None => match point.reconcile(&label).since(began).await? {
    ///             Reconciliation::Found(row) => println!("it was placed: {}", row.order_guid),
    ///             other => println!("ask a person before placing it again: {other:?}"),
    ///         },
    ///     },
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A fault that [may be temporary](OrderFault::is_passing) leaves open whether the order was placed; poll with its
    /// [`ticket`](OrderFault::ticket).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Fault`](crate::ErrorKind::Fault) if the platform rejects it.
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode), with an [`UnreadableOrder`] as its source, if the response has no
    /// readable state of the order. Any error of a call.
    pub async fn place(&self, order: impl Into<Order>) -> Result<OrderHandle> {
        let order = order.into();
        let placed = self.send(&order).await;
        self.handle(order.product(), order.correlation_id(), placed)
    }

    /// Runs an earlier ADV order again with changed data. Find the id by a query with the order's `ReferenceNumber`. If
    /// the response is lost, [`Reconcile`] distinguishes the refresh from the order that it repeats.
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

    /// Lists orders over all pages.
    pub fn query(&self, query: OrderQuery) -> OrderSearch {
        OrderSearch::new(self.orders(), query)
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
