//! One page of the query's answer.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use super::{LARGEST_PAGE, OrderRow, lenient};
use crate::paging::Paged;

/// One page of orders. `Debug` does not show the marker.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrderPage {
    /// How many orders this page has.
    #[serde(default, deserialize_with = "lenient::count")]
    pub count: u64,
    /// How many it could have had.
    #[serde(default, deserialize_with = "lenient::count")]
    pub limit: u64,
    /// Where the next page begins. It can be there on the last page too: see [`is_last`](Self::is_last).
    #[serde(
        rename = "nextMarker",
        default,
        deserialize_with = "lenient::marker",
        skip_serializing_if = "Option::is_none"
    )]
    pub next_marker: Option<String>,
    /// The orders. An answer without them is no page.
    #[serde(deserialize_with = "null_as_default")]
    pub results: Vec<OrderRow>,
}

impl OrderPage {
    /// True if no page follows: there is no marker, or this page is empty or not full.
    #[must_use]
    pub fn is_last(&self) -> bool {
        let count = self.count.max(self.results.len() as u64);
        // The platform takes a larger limit as the largest, whatever it echoes.
        let is_full = count >= self.limit.min(LARGEST_PAGE.into());
        self.next_marker.as_deref().is_none_or(str::is_empty) || self.results.is_empty() || !is_full
    }
}

/// The platform writes `null` for what it leaves out elsewhere.
fn null_as_default<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

impl fmt::Debug for OrderPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrderPage")
            .field("count", &self.count)
            .field("limit", &self.limit)
            .field("results", &self.results)
            .finish_non_exhaustive()
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
