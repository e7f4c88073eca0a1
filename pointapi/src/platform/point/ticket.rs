//! The ticket of a placed order, to poll it later.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::platform::report::Ids;
use crate::platform::{CorrelationId, Product, TransactionId};

/// The data that another process needs to continue with an order; serialize it with serde.
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
/// It has ids and an address, no token, and no personal data unless the label has some. The address is validated at each
/// use, and `Debug` does not show it.
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
    /// The ticket of an order whose response has these ids.
    pub(in crate::platform) fn new(product: Product, correlation_id: CorrelationId, ids: Ids) -> Self {
        let Ids { transaction_id, reference } = ids;
        Self { product, correlation_id, transaction_id, reference }
    }

    /// Returns the product.
    #[must_use]
    pub fn product(&self) -> &Product {
        &self.product
    }

    /// Returns the caller's label of the order, as sent.
    #[must_use]
    pub fn correlation_id(&self) -> &CorrelationId {
        &self.correlation_id
    }

    /// Returns the platform's id of the transaction, which an ADV refresh needs; every documented response has one.
    #[must_use]
    pub fn transaction_id(&self) -> Option<&TransactionId> {
        self.transaction_id.as_ref()
    }

    /// Returns the address to poll, if the response had one.
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
