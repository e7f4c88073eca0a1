//! Point Services in one handle: place orders, poll them, search for them.

mod addresses;
mod builder;
mod handle;
mod placing;
mod rebased_ref;
mod reconcile;
mod ticket;
mod ticket_of_error;

pub use builder::PointBuilder;
pub use handle::OrderHandle;
pub use reconcile::{Reconcile, Reconciliation};
pub use ticket::OrderTicket;

use std::sync::Arc;

use super::{OrderQuery, OrderSearch, OrdersClient, UserManagementClient};
use crate::client::Client;
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

    /// Lists orders over all pages.
    pub fn query(&self, query: OrderQuery) -> OrderSearch {
        OrderSearch::new(self.orders(), query)
    }
}
