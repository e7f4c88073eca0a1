//! The properties that a query can filter by, each with its operators.
//!
//! ```
//! use pointapi::platform::{OrderQuery, property};
//!
//! let done = OrderQuery::default()
//!     .matching(property::STATUS.equals("complete"))
//!     .matching(property::PRODUCT_TYPE.one_of(["ADV", "DetailedBLJ"]))
//!     .matching(property::REPORT_AVAILABLE.equals(true));
//! # drop(done);
//! ```
//!
//! Only strings have prefix filters; flags have only `equals`, `differs_from` and `one_of`.

use std::fmt;

use serde_json::Value;

use super::QueryDate;

/// The time at which the order was completed.
pub const COMPLETED: DateProperty = DateProperty("Completed");
/// The time at which the order was placed.
pub const CREATED: DateProperty = DateProperty("Created");
/// The time at which the order was fulfilled.
pub const FULFILLED: DateProperty = DateProperty("Fulfilled");
/// The order's id.
pub const ORDER_GUID: TextProperty = TextProperty("OrderGuid");
/// The borrowers' names.
pub const ORDER_SUMMARY: TextProperty = TextProperty("OrderSummary");
/// The company that owns the order.
pub const OWNER_COMPANY_NAME: TextProperty = TextProperty("OwnerCompanyName");
/// The owner's email address.
pub const OWNER_USER_CONTACT_MECHANISM: TextProperty = TextProperty("OwnerUserContactMechanism");
/// The owner's name, last name first.
pub const OWNER_USER_DISPLAY_NAME: TextProperty = TextProperty("OwnerUserDisplayName");
/// The product's display name.
pub const PRODUCT_DISPLAY_NAME: TextProperty = TextProperty("ProductDisplayName");
/// The product, such as `ADV`.
pub const PRODUCT_TYPE: TextProperty = TextProperty("ProductType");
/// The `CorrelationID` of the order.
pub const REFERENCE_NUMBER: TextProperty = TextProperty("ReferenceNumber");
/// True if a report is available.
pub const REPORT_AVAILABLE: FlagProperty = FlagProperty("ReportAvailable");
/// Aliases of the order's source. The property is in the platform's samples, but not in its list of properties.
pub const SOURCE_ALIASES: TextProperty = TextProperty("SourceAliases");
/// The status, such as `complete`.
pub const STATUS: TextProperty = TextProperty("Status");

/// One filter of an [`OrderQuery`](super::OrderQuery). `Debug` does not show the value, which may be personal data.
#[derive(Clone, PartialEq)]
#[must_use]
pub struct Filter {
    pub(super) property: &'static str,
    pub(super) operator: &'static str,
    pub(super) value: Value,
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter")
            .field("property", &self.property)
            .field("operator", &self.operator)
            .finish_non_exhaustive()
    }
}

/// A property that is a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextProperty(&'static str);

/// A property that is a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateProperty(&'static str);

/// A property that is true or false; a string on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlagProperty(&'static str);

/// Equality and membership, for every property.
macro_rules! equality {
    ($property:ty, $value:ty) => {
        impl $property {
            /// Keeps the orders that have this value.
            pub fn equals(self, value: impl Into<$value>) -> Filter {
                self.compare("eq", value.into())
            }

            /// Leaves out the orders that have this value.
            pub fn differs_from(self, value: impl Into<$value>) -> Filter {
                self.compare("ne", value.into())
            }

            /// Keeps the orders that have one of these values. One value is sent as a string, as in the platform's
            /// samples; several are sent as a list, as its documentation says. An empty list makes the query fail before
            /// it is sent.
            pub fn one_of(self, values: impl IntoIterator<Item = impl Into<$value>>) -> Filter {
                let texts = values.into_iter().map(|value| Value::String(wire_text(value.into())));
                let mut texts: Vec<Value> = texts.collect();
                let value = if texts.len() == 1 { texts.remove(0) } else { Value::Array(texts) };
                Filter { property: self.0, operator: "in", value }
            }

            fn compare(self, operator: &'static str, value: $value) -> Filter {
                Filter { property: self.0, operator, value: Value::String(wire_text(value)) }
            }
        }
    };
}

/// Greater and less than, for strings and dates.
macro_rules! ordering {
    ($property:ty, $value:ty) => {
        impl $property {
            /// Keeps the orders whose value comes after this one.
            pub fn greater_than(self, value: impl Into<$value>) -> Filter {
                self.compare("gt", value.into())
            }

            /// Keeps the orders whose value comes before this one.
            pub fn less_than(self, value: impl Into<$value>) -> Filter {
                self.compare("lt", value.into())
            }

            /// Keeps the orders whose value is this one or comes after it.
            pub fn at_least(self, value: impl Into<$value>) -> Filter {
                self.compare("ge", value.into())
            }

            /// Keeps the orders whose value is this one or comes before it.
            pub fn at_most(self, value: impl Into<$value>) -> Filter {
                self.compare("le", value.into())
            }
        }
    };
}

equality!(TextProperty, String);
equality!(DateProperty, QueryDate);
equality!(FlagProperty, bool);
ordering!(TextProperty, String);
ordering!(DateProperty, QueryDate);

impl TextProperty {
    /// Keeps the orders whose value has this prefix.
    pub fn starts_with(self, prefix: impl Into<String>) -> Filter {
        self.compare("startsWith", prefix.into())
    }

    /// Keeps the orders whose value has this prefix, ignoring case.
    pub fn starts_with_ignore_case(self, prefix: impl Into<String>) -> Filter {
        self.compare("startsWithIgnoreCase", prefix.into())
    }
}

/// Every value is a string on the wire, including flags.
fn wire_text(value: impl ToString) -> String {
    value.to_string()
}
