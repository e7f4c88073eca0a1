//! The order query: filters and pages.

mod date;
mod filters;
mod lenient;
mod page;
pub mod property;
mod row;
mod search;

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::error::{Error, ErrorKind, RequestPart, Result};

use filters::{Filters, Mistake};

pub use date::QueryDate;
pub use page::OrderPage;
pub use property::{DateProperty, Filter, FlagProperty, TextProperty};
pub use row::OrderRow;
pub use search::OrderSearch;

/// The platform's largest page.
const MAX_PAGE: u32 = 100;

/// A query of orders: filters, page size and start.
///
/// ```
/// use std::time::SystemTime;
///
/// use pointapi::platform::{OrderQuery, QueryDate, property};
///
/// let query = OrderQuery::default()
///     .limit(25)
///     .matching(property::REFERENCE_NUMBER.starts_with("loan-77"))
///     .matching(property::CREATED.at_least(QueryDate::parse("2031-07-01T00:00:00.000Z").unwrap()))
///     .matching(property::CREATED.less_than(SystemTime::now()));
/// # drop(query);
/// ```
///
/// The default queries the first 100 orders. Filters on several properties, and several operators on one, must all match.
/// [`filter`](Self::filter) sends other filters.
///
/// The platform accepts one value for each property and operator. So a range is two operators, a choice is `one_of`, and
/// one operator with two values (such as `differs_from` twice) is impossible: such a query is not sent, and fails with
/// [`ErrorKind::Request`] in [`Point::query`](crate::platform::Point::query), or [`ErrorKind::Serialize`] in
/// [`Orders::query`](crate::platform::Orders::query).
///
/// `Debug` shows the properties of the filters, and no value.
#[derive(Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "openapi", schemars(description = "A query of orders: filters, page size and start."))]
#[cfg_attr(feature = "server", derive(serde::Deserialize))]
#[serde(deny_unknown_fields, default)]
pub struct OrderQuery {
    #[serde(rename = "limit", deserialize_with = "lenient::limit", skip_serializing_if = "Option::is_none")]
    limit: Option<u32>,
    #[serde(rename = "marker", skip_serializing_if = "Option::is_none")]
    marker: Option<String>,
    #[serde(rename = "filters", skip_serializing_if = "Filters::is_empty")]
    filters: Filters,
}

impl fmt::Debug for OrderQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrderQuery")
            .field("limit", &self.limit)
            .field("has_marker", &self.marker.is_some())
            .field("filters", &self.filters.properties().collect::<Vec<_>>())
            .finish()
    }
}

impl OrderQuery {
    /// Sets the page size, 1 to 100. The platform treats any other number as 100, so 100 is sent then.
    #[must_use]
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(if (1..=MAX_PAGE).contains(&limit) { limit } else { MAX_PAGE });
        self
    }

    /// Starts after the page with this [`OrderPage::next_marker`]; limit and filters must be the same.
    #[must_use]
    pub fn marker(mut self, marker: impl Into<String>) -> Self {
        self.marker = Some(marker.into());
        self
    }

    /// Adds a filter, from one of the [`property`] constants.
    #[must_use]
    pub fn matching(mut self, filter: Filter) -> Self {
        let Filter { property, operator, value } = filter;
        if value.as_array().is_some_and(Vec::is_empty) {
            self.filters.reject(Mistake::NoValue { property: property.to_owned() });
        }
        self.filter(property, operator, value)
    }

    /// Adds a filter by property, operator and value, which is sent unchanged.
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
    /// Operators: `eq`, `ne`, `in`, `gt`, `lt`, `ge`, `le`, `startsWith`, `startsWithIgnoreCase`. The platform responds
    /// with 400 to an unknown one.
    #[must_use]
    pub fn filter(mut self, property: impl Into<String>, operator: impl Into<String>, value: impl Into<Value>) -> Self {
        self.filters.add(property.into(), operator.into(), value.into());
        self
    }

    /// Validates the filters.
    fn check(&self) -> Result<()> {
        let invalid = |mistake: &Mistake| Error::new(ErrorKind::Request(RequestPart::Body), mistake.to_string());
        self.filters.check().map_err(invalid)
    }
}

#[cfg(test)]
mod tests;
