//! The answer to an order and to a poll: what it says of the order, of the bill, and of the report.
//!
//! What flows in is one JSON answer, kept as the bytes that came; what flows out are three separate answers and the
//! documents. A member that is not as documented costs only itself. Input that the platform echoes is not compared with
//! anything: its samples change values on the way.

mod billing;
mod code;
mod content_disposition;
mod document;
mod fault;
mod file_name;
mod ids;
mod message;
mod new_file;
mod order_report;
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
