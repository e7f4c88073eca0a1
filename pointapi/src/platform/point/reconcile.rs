//! Whether an order was placed whose answer was lost.

use std::time::Duration;

use tokio::time::sleep;

use super::Point;
use crate::error::Result;
use crate::platform::{OrderQuery, OrderRow, property};

/// How long to wait before each look, since a new order may take a moment to be found.
const PAUSES: [Duration; 3] = [Duration::from_secs(2), Duration::from_secs(5), Duration::from_secs(10)];

/// What the query says about an order whose answer was lost.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Reconciliation {
    /// One order has the name: it was placed. The query knows no `TransactionID`, so it cannot be polled.
    Found(Box<OrderRow>),
    /// No order has it yet. That is no proof: look again later, before it is placed again.
    NotFound,
    /// Several orders have it, and only a person can tell which is which.
    Unclear(Vec<OrderRow>),
}

impl Point {
    /// Looks for an order by the name that it was placed with; up to three times within 17 seconds. It never places
    /// anything.
    ///
    /// It finds whatever has the name, also an earlier order or the one that an ADV refresh repeats: so give each order
    /// a name of its own, and compare `created` where the name was used before.
    ///
    /// # Errors
    ///
    /// If the query fails.
    pub async fn reconcile(&self, correlation_id: impl AsRef<str>) -> Result<Reconciliation> {
        let filter = property::REFERENCE_NUMBER.equals(correlation_id.as_ref());
        let query = OrderQuery::default().matching(filter);
        for pause in PAUSES {
            sleep(pause).await;
            let mut rows = self.orders.query(&query).await?.results;
            match rows.len() {
                0 => {}
                1 => return Ok(Reconciliation::Found(Box::new(rows.remove(0)))),
                _ => return Ok(Reconciliation::Unclear(rows)),
            }
        }
        Ok(Reconciliation::NotFound)
    }
}
