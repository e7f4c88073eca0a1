//! Point Services as one handle: place, wait, find.

mod builder;
mod handle;
mod reconcile;
mod ticket;
mod trusted_ref;

pub use builder::PointBuilder;
pub use handle::OrderHandle;
pub use reconcile::Reconciliation;
pub use ticket::OrderTicket;

use super::{AdvRefresh, Order, OrderGuid, OrderQuery, OrderReport, OrderSearch, OrdersClient, Product};
use super::{CorrelationId, UserManagementClient};
use crate::client::Client;
use crate::error::Result;
use crate::poll::PollPolicy;

/// Point Services: a client for all its endpoints, and the flows that take more than one of them.
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
/// A clone is the same handle.
#[derive(Debug, Clone)]
pub struct Point {
    orders: OrdersClient,
    polling: PollPolicy,
    rebases_refs: bool,
}

impl Point {
    /// Begins a client for Point Services.
    pub fn builder() -> PointBuilder {
        PointBuilder::default()
    }

    /// Point Services through a client that is there already.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { orders: OrdersClient::new(client), polling: PollPolicy::default(), rebases_refs: false }
    }

    /// The client underneath.
    #[must_use]
    pub fn client(&self) -> &Client {
        self.orders.client()
    }

    /// The endpoints of orders, one call each.
    #[must_use]
    pub fn orders(&self) -> OrdersClient {
        self.orders.clone()
    }

    /// The endpoints of sign-in, one call each; the client signs in by itself.
    #[must_use]
    pub fn user_management(&self) -> UserManagementClient {
        UserManagementClient::new(self.client().clone())
    }

    /// Places an order: once, since each costs money.
    ///
    /// ```
    /// use pointapi::platform::{Order, OrderHandle, Point, Reconciliation};
    ///
    /// # async fn run(point: Point, order: Order) -> pointapi::Result<()> {
    /// let label = order.correlation_id().clone();
    /// match point.place(order).await {
    ///     Ok(handle) => println!("placed: {:?}", handle.ticket()),
    ///     Err(error) if error.was_sent() && !error.is_fault() => match point.reconcile(&label).await? {
    ///         Reconciliation::Found(row) => println!("it was placed after all: {}", row.order_guid),
    ///         other => println!("ask a person before placing it again: {other:?}"),
    ///     },
    ///     Err(error) => println!("not placed: {error}"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Fault`](crate::ErrorKind::Fault) if the platform refuses it, and whatever a call can fail with.
    pub async fn place(&self, order: impl Into<Order>) -> Result<OrderHandle> {
        let order = order.into();
        let report = self.send(&order).await?;
        Ok(self.handle(order.product(), order.correlation_id(), report))
    }

    /// Runs an earlier ADV order again with changed data; the id is found by the query, by the order's
    /// `ReferenceNumber`.
    ///
    /// # Errors
    ///
    /// As [`place`](Self::place).
    pub async fn refresh_adv(&self, order_guid: &OrderGuid, refresh: &AdvRefresh) -> Result<OrderHandle> {
        let report = self.orders.refresh_adv(order_guid, refresh).await?;
        Ok(self.handle(Product::ADV, refresh.correlation_id(), report))
    }

    /// Goes on with an order that another process, or an earlier run of this one, has placed.
    #[must_use]
    pub fn resume(&self, ticket: OrderTicket) -> OrderHandle {
        OrderHandle::new(self.clone(), ticket, None)
    }

    /// Lists orders, over as many pages as there are.
    pub fn query(&self, query: OrderQuery) -> OrderSearch {
        OrderSearch::new(self.orders(), query)
    }

    async fn send(&self, order: &Order) -> Result<OrderReport> {
        let model = order.model();
        match order {
            Order::Adv(order) => self.orders.place_adv(model, order).await,
            Order::DetailedBlj(order) => self.orders.place_detailed_blj(model, order).await,
            Order::Irs4506T(order) => self.orders.place_irs4506t(model, order).await,
            Order::Irs8821(order) => self.orders.place_irs8821(model, order).await,
            Order::Ssa89(order) => self.orders.place_ssa89(model, order).await,
        }
    }

    fn handle(&self, product: Product, correlation_id: &CorrelationId, report: OrderReport) -> OrderHandle {
        let ticket = OrderTicket::new(product, correlation_id.clone(), &report);
        OrderHandle::new(self.clone(), ticket, Some(report))
    }
}
