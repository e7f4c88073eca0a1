//! One page of the query.

use std::borrow::Cow;
use std::fmt;

#[cfg(feature = "openapi")]
use http::StatusCode;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{MAX_PAGE, OrderRow, lenient};
#[cfg(feature = "openapi")]
use crate::codec::Codec;
#[cfg(feature = "openapi")]
use crate::openapi::generated::{DescribeResponse, DescribeResponses, Returned};
use crate::paging::Paged;

/// The orders of a page that are decoded; the platform sends 100 at most.
const MAX_ROWS: usize = 1000;

/// One page of orders. `Debug` does not show the marker.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(description = "One page of orders."))]
#[non_exhaustive]
pub struct OrderPage {
    /// The number of orders on this page.
    #[serde(default, deserialize_with = "lenient::count")]
    pub count: u64,
    /// The limit of the page.
    #[serde(default, deserialize_with = "lenient::count")]
    pub limit: u64,
    /// The start of the next page. It can be present on the last page too: see [`is_last`](Self::is_last).
    #[serde(
        rename = "nextMarker",
        default,
        deserialize_with = "lenient::marker",
        skip_serializing_if = "Option::is_none"
    )]
    pub next_marker: Option<String>,
    /// The orders. A response without them is an error, also one with more than 1000.
    #[serde(deserialize_with = "rows")]
    pub results: Vec<OrderRow>,
}

impl OrderPage {
    /// Returns true if no page follows: there is no marker, or this page is empty or not full. After a full page an
    /// empty marker is an error of the pager, since the next page cannot be requested.
    #[must_use]
    pub fn is_last(&self) -> bool {
        let count = self.count.max(self.results.len() as u64);
        // The platform caps a larger limit, and echoes it unchanged.
        let is_full = count >= self.limit.min(MAX_PAGE.into());
        self.next_marker.is_none() || self.results.is_empty() || !is_full
    }
}

/// Decodes the rows; `null` counts as an empty list.
fn rows<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<OrderRow>, D::Error> {
    struct Rows;

    impl<'de> Visitor<'de> for Rows {
        type Value = Vec<OrderRow>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of orders")
        }

        fn visit_unit<E>(self) -> Result<Vec<OrderRow>, E> {
            Ok(Vec::new())
        }

        /// A row takes about 400 bytes for 18 of JSON, so the number is limited.
        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<OrderRow>, A::Error> {
            let mut rows = Vec::new();
            while let Some(row) = items.next_element()? {
                if rows.len() == MAX_ROWS {
                    return Err(A::Error::custom("a page has more than 1000 orders"));
                }
                rows.push(row);
            }
            Ok(rows)
        }
    }

    deserializer.deserialize_any(Rows)
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

/// The body of a query that is rejected.
#[cfg(feature = "openapi")]
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct QueryError {
    message: String,
}

#[cfg(feature = "openapi")]
impl Returned<crate::Result<OrderPage>> {
    /// Returns the responses of a query: a page, or what is wrong with the query.
    #[must_use]
    pub fn __responses<C: Codec>(&self) -> DescribeResponses {
        |responses| {
            responses.media_type = C::CONTENT_TYPE;
            OrderPage::describe(responses);
            responses.error::<QueryError>(StatusCode::BAD_REQUEST);
        }
    }
}

impl Paged for OrderPage {
    type Item = OrderRow;

    fn next_marker(&self) -> Option<Cow<'_, str>> {
        let marker = self.next_marker.as_deref().filter(|marker| !self.is_last() && !marker.is_empty());
        marker.map(Cow::from)
    }

    fn has_more(&self) -> Option<bool> {
        Some(!self.is_last())
    }

    fn into_items(self) -> Vec<OrderRow> {
        self.results
    }
}
