//! What the order query asks and answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Which orders to list, and where to begin.
///
/// ```
/// use pointapi::platform::OrderQuery;
///
/// let query = OrderQuery::default().limit(25).filter("ReferenceNumber", "eq", "loan-7731");
/// assert_eq!(
///     serde_json::to_value(&query).unwrap(),
///     serde_json::json!({"limit": 25, "filters": {"ReferenceNumber": {"eq": "loan-7731"}}}),
/// );
/// ```
///
/// The default asks for the first 100 orders. Filters on several properties, and several operators on one, must all
/// hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct OrderQuery {
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    marker: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    filters: BTreeMap<String, BTreeMap<String, Value>>,
}

impl OrderQuery {
    /// How many orders a page has at most; the platform takes 0 and more than 100 as 100.
    #[must_use]
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Begins after the page whose [`OrderPage::next_marker`] this is; limit and filters must be the same.
    #[must_use]
    pub fn marker(mut self, marker: impl Into<String>) -> Self {
        self.marker = Some(marker.into());
        self
    }

    /// Keeps the orders whose property compares so to the value.
    ///
    /// Operators: `eq`, `ne`, `in`, `gt`, `lt`, `ge`, `le`, `startsWith`, `startsWithIgnoreCase`. Dates are text
    /// like `2031-07-04T09:15:30.250Z`, and `ReportAvailable` is the text `true` or `false`.
    #[must_use]
    pub fn filter(mut self, property: impl Into<String>, operator: impl Into<String>, value: impl Into<Value>) -> Self {
        self.filters.entry(property.into()).or_default().insert(operator.into(), value.into());
        self
    }
}

/// One page of orders.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct OrderPage {
    /// How many orders this page has.
    pub count: u64,
    /// How many it could have had.
    pub limit: u64,
    /// Where the next page begins. It can be there on the last page too: see [`is_last`](Self::is_last).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_marker: Option<String>,
    /// The orders.
    pub results: Vec<OrderRow>,
}

impl OrderPage {
    /// True if no page follows: there is no marker, or this page is not full.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.next_marker.as_deref().is_none_or(str::is_empty) || self.results.is_empty() || self.count < self.limit
    }
}

/// One order in a page. All but the id may be missing, as on an order that is not completed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct OrderRow {
    /// The order's id: up to 19 digits, zeros in front included. Not the `TransactionID`.
    pub order_guid: String,
    /// The `CorrelationID` that the order was placed with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_number: Option<String>,
    /// `complete`, or a status that the platform does not document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// When the order was placed, like `2031-07-08T14:20:30.000Z`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// When the order was completed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<String>,
    /// When the order was fulfilled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfilled: Option<String>,
    /// Whether a report can be fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_available: Option<bool>,
    /// Whether the order was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<bool>,
    /// The product, such as `ADV`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_type: Option<String>,
    /// The product's name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_display_name: Option<String>,
    /// The borrowers' names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_summary: Option<String>,
    /// The company that owns the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_company_name: Option<String>,
    /// The owner's mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_user_contact_mechanism: Option<String>,
    /// The owner's name, last name first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_user_display_name: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(count: u64, limit: u64, marker: Option<&str>, rows: usize) -> OrderPage {
        let results = vec![OrderRow::default(); rows];
        OrderPage { count, limit, next_marker: marker.map(Into::into), results }
    }

    #[test]
    fn a_page_is_the_last_without_marker_or_not_full() {
        assert!(page(5, 5, None, 5).is_last());
        assert!(page(5, 5, Some(""), 5).is_last());
        assert!(page(1, 5, Some("7"), 1).is_last());
        assert!(page(0, 0, Some("7"), 0).is_last());
        assert!(!page(5, 5, Some("7"), 5).is_last());
    }

    #[test]
    fn the_default_query_is_an_empty_object() {
        assert_eq!(serde_json::to_string(&OrderQuery::default()).unwrap(), "{}");
    }

    #[test]
    fn a_row_needs_its_id_alone_and_ignores_the_unknown() {
        let row: OrderRow = serde_json::from_str(r#"{"OrderGuid": "0000000000000888001", "New": 1}"#).unwrap();
        assert_eq!(row.order_guid, "0000000000000888001");
        assert!(serde_json::from_str::<OrderRow>("{}").is_err());
    }
}
