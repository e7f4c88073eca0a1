//! The schema of a response about an order.
//!
//! [`OrderReport`](super::OrderReport) is read leniently and keeps the JSON, so these types exist for their schema alone.
#![expect(dead_code, reason = "only the schemas are used")]

use schemars::JsonSchema;
use serde_json::Value;

use super::MessageCode;
use crate::platform::TransactionId;

/// A response about an order: messages with its state, and its documents once it is done.
#[derive(JsonSchema)]
#[schemars(rename_all = "PascalCase")]
pub(super) struct OrderResponse {
    #[schemars(rename = "TransactionID")]
    transaction_id: TransactionId,
    /// The caller's label, as the response echoes it.
    #[schemars(rename = "CorrelationID")]
    correlation_id: Option<String>,
    /// The preferences of the order, as the response echoes them.
    preferences: Option<Value>,
    /// The terms of the order, as the response echoes them.
    terms: Option<Value>,
    attachments: Option<Attachments>,
    messages: Messages,
    status: Status,
    /// The address to poll.
    #[schemars(rename = "Ref")]
    reference: Option<String>,
}

/// The billing status: `S001` is billable, `U001` is not.
#[derive(JsonSchema)]
#[schemars(rename = "OrderStatus", rename_all = "PascalCase")]
struct Status {
    code: String,
    description: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(inline, rename_all = "PascalCase")]
struct Messages {
    #[schemars(length(min = 1))]
    message: Vec<Message>,
}

/// A message about an order; `I001` is done, `I004` is in progress.
#[derive(JsonSchema)]
#[schemars(rename_all = "PascalCase")]
struct Message {
    category: String,
    code: MessageCode,
    description: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(inline, rename_all = "PascalCase")]
struct Attachments {
    #[schemars(default)]
    attachment: Vec<ResponseAttachment>,
}

/// A document, or an XML report in `Extension`.
#[derive(JsonSchema)]
#[schemars(rename_all = "PascalCase")]
struct ResponseAttachment {
    /// `report` for a result.
    classifier: Option<String>,
    content_disposition: Option<String>,
    content_type: Option<String>,
    /// The document as base64.
    document: Option<String>,
    extension: Option<Extension>,
}

#[derive(JsonSchema)]
#[schemars(inline)]
struct Extension {
    /// An XML report.
    any: Option<String>,
}
