//! What is kept of a placed order to ask for it later.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::platform::report::Ids;
use crate::platform::{CorrelationId, Product, TransactionId};

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
/// It holds ids and an address, no personal data (if the label is none) and no token. The address is checked each time
/// it is used, and `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderTicket {
    product: Product,
    correlation_id: CorrelationId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    transaction_id: Option<TransactionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

impl OrderTicket {
    /// A ticket of an order that was answered with these ids.
    pub(in crate::platform) fn new(product: Product, correlation_id: CorrelationId, ids: Ids) -> Self {
        let Ids { transaction_id, reference } = ids;
        Self { product, correlation_id, transaction_id, reference }
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

    /// The platform's id of the transaction, which an ADV refresh aims at; every documented answer has one.
    #[must_use]
    pub fn transaction_id(&self) -> Option<&TransactionId> {
        self.transaction_id.as_ref()
    }

    /// The address that the platform gave to ask at, if it gave one.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }
}

impl fmt::Debug for OrderTicket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrderTicket")
            .field("product", &self.product)
            .field("correlation_id", &self.correlation_id)
            .field("transaction_id", &self.transaction_id)
            .finish_non_exhaustive()
    }
}
