//! One page of the query's answer.

use serde::{Deserialize, Serialize};

use super::OrderRow;
use crate::paging::Paged;

/// One page of orders.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct OrderPage {
    /// How many orders this page has.
    pub count: u64,
    /// How many it could have had.
    pub limit: u64,
    /// Where the next page begins. It can be there on the last page too: see [`is_last`](Self::is_last).
    #[serde(rename = "nextMarker", skip_serializing_if = "Option::is_none")]
    pub next_marker: Option<String>,
    /// The orders.
    pub results: Vec<OrderRow>,
}

impl OrderPage {
    /// True if no page follows: there is no marker, or this page is empty or not full.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.next_marker.as_deref().is_none_or(str::is_empty) || self.results.is_empty() || self.count < self.limit
    }
}

impl Paged for OrderPage {
    type Item = OrderRow;

    fn next_marker(&self) -> Option<&str> {
        if self.is_last() { None } else { self.next_marker.as_deref() }
    }

    fn into_items(self) -> Vec<OrderRow> {
        self.results
    }
}
