//! The response to an order and to a poll: state, billing status, errors and documents.
//!
//! The JSON is kept as received. An invalid member affects only itself. Echoed input is not compared with the order,
//! since the platform's samples change values.
//!
//! Memory stays within four times the response plus 8 MiB, and time is linear, for any response.

mod billing;
mod code;
mod content_disposition;
mod document;
mod examples;
mod fault;
mod file_name;
mod ids;
mod message;
mod new_file;
mod order_report;
#[cfg(feature = "openapi")]
mod schema;
mod unreadable;
mod wire;
mod xml;

pub use billing::Billing;
pub use code::MessageCode;
pub use document::ReportDocument;
pub use fault::OrderFault;
pub(in crate::platform) use ids::Ids;
pub use message::{Category, Message};
pub use order_report::{OrderReport, OrderState};
pub use unreadable::UnreadableOrder;
pub use xml::{ReportError, XmlReport};

#[cfg(test)]
mod tests;
