//! Orders of the account: the query.

mod query;

pub use query::{OrderPage, OrderQuery, OrderRow};

use crate::{Result, point_api};

/// The orders of the account.
#[point_api(prefix = "/riskinsight-services-ws/resources/v1", crate = crate)]
pub trait Orders {
    /// One page of the orders that match a query.
    ///
    /// The platform answers 400 with a `message` to a property or an operator that it does not know.
    #[point_endpoint(POST "/orders/query", idempotent)]
    async fn query(&self, #[body] query: &OrderQuery) -> Result<OrderPage>;
}
