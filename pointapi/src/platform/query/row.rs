//! One order in the query.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::lenient;
use crate::platform::OrderGuid;

/// One order on a page. All members but the id may be missing, as for an order that is not completed.
///
/// It is read leniently, so an invalid member of one order does not affect the others: a number counts as a string,
/// `"true"` as true, and other types as missing. An id that is neither a string nor a whole number is an error.
///
/// `Debug` shows the id and the two flags: any string may be personal data.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(
        description = "One order on a page. All members but the id may be missing, as for an order that is not completed."
    )
)]
#[non_exhaustive]
pub struct OrderRow {
    /// The order's id, up to 19 digits with leading zeros. It differs from the `TransactionID`.
    #[serde(rename = "OrderGuid", deserialize_with = "lenient::id")]
    pub order_guid: OrderGuid,
    /// The `CorrelationID` of the order.
    #[serde(
        rename = "ReferenceNumber",
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub reference_number: Option<String>,
    /// `complete`, or an undocumented status.
    #[serde(rename = "Status", default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The time at which the order was placed, like `2031-07-08T14:20:30.000Z`.
    #[serde(rename = "Created", default, deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// The time at which the order was completed.
    #[serde(
        rename = "Completed",
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub completed: Option<String>,
    /// The time at which the order was fulfilled.
    #[serde(
        rename = "Fulfilled",
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub fulfilled: Option<String>,
    /// True if a report is available.
    #[serde(
        rename = "ReportAvailable",
        default,
        deserialize_with = "lenient::flag",
        skip_serializing_if = "Option::is_none"
    )]
    pub report_available: Option<bool>,
    /// True if the order was deleted.
    #[serde(rename = "Deleted", default, deserialize_with = "lenient::flag", skip_serializing_if = "Option::is_none")]
    pub deleted: Option<bool>,
    /// The product, such as `ADV`.
    #[serde(
        rename = "ProductType",
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub product_type: Option<String>,
    /// The product's name for people.
    #[serde(
        rename = "ProductDisplayName",
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub product_display_name: Option<String>,
    /// The borrowers' names.
    #[serde(
        rename = "OrderSummary",
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub order_summary: Option<String>,
    /// The company that owns the order.
    #[serde(
        rename = "OwnerCompanyName",
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub owner_company_name: Option<String>,
    /// The owner's email address.
    #[serde(
        rename = "OwnerUserContactMechanism",
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub owner_user_contact_mechanism: Option<String>,
    /// The owner's name, last name first.
    #[serde(
        rename = "OwnerUserDisplayName",
        default,
        deserialize_with = "lenient::text",
        skip_serializing_if = "Option::is_none"
    )]
    pub owner_user_display_name: Option<String>,
}

impl OrderRow {
    /// Creates a row with an id alone; for fakes and the sandbox.
    #[must_use]
    pub fn new(order_guid: impl Into<OrderGuid>) -> Self {
        Self {
            order_guid: order_guid.into(),
            reference_number: None,
            status: None,
            created: None,
            completed: None,
            fulfilled: None,
            report_available: None,
            deleted: None,
            product_type: None,
            product_display_name: None,
            order_summary: None,
            owner_company_name: None,
            owner_user_contact_mechanism: None,
            owner_user_display_name: None,
        }
    }
}

impl fmt::Debug for OrderRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OrderRow")
            .field("order_guid", &self.order_guid)
            .field("report_available", &self.report_available)
            .field("deleted", &self.deleted)
            .finish_non_exhaustive()
    }
}
