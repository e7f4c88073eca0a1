//! What is kept of a placed order to ask for it later.

use serde::{Deserialize, Serialize};

use crate::platform::{CorrelationId, OrderReport, Product, TransactionId};

/// What another process needs to go on with an order: write it down as JSON, or in whatever serde writes.
///
/// ```
/// use pointapi::platform::{OrderHandle, OrderTicket, Point};
///
/// # fn run(point: Point, handle: OrderHandle) -> serde_json::Result<()> {
/// let saved = serde_json::to_string(handle.ticket())?;
/// // ... tomorrow, elsewhere ...
/// let ticket: OrderTicket = serde_json::from_str(&saved)?;
/// let handle = point.resume(ticket);
/// # drop(handle);
/// # Ok(())
/// # }
/// ```
///
/// It holds ids and an address, no personal data and no token. The address is checked each time it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderTicket {
    product: Product,
    correlation_id: CorrelationId,
    transaction_id: TransactionId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

impl OrderTicket {
    pub(super) fn new(product: Product, correlation_id: CorrelationId, report: &OrderReport) -> Self {
        let transaction_id = report.transaction_id().clone();
        Self { product, correlation_id, transaction_id, reference: report.reference().map(ToOwned::to_owned) }
    }

    /// The product that was ordered.
    #[must_use]
    pub fn product(&self) -> &Product {
        &self.product
    }

    /// The caller's name for the order, as it was sent.
    #[must_use]
    pub fn correlation_id(&self) -> &CorrelationId {
        &self.correlation_id
    }

    /// The platform's id of the transaction, which an ADV refresh aims at.
    #[must_use]
    pub fn transaction_id(&self) -> &TransactionId {
        &self.transaction_id
    }

    /// The address that the platform gave to ask at, if it gave one.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }
}
