//! The state of an order, as it is printed.

use pointapi::platform::{Billing, Message, OrderReport, OrderTicket};
use pointapi_cli::batch::{Line, Obstacle, Outcome};
use serde::Serialize;

use crate::exit;
use crate::failure::Result;
use crate::output::{Column, Output};

pub(super) const COLUMNS: &[Column] = &[
    Column::new("label", "Label"),
    Column::new("state", "State"),
    Column::new("transaction_id", "Transaction"),
    Column::new("product", "Product"),
    Column::new("detail", "Detail"),
];

const MESSAGES: &[Column] =
    &[Column::new("category", "Category"), Column::new("code", "Code"), Column::new("description", "Description")];

/// The state of an order.
#[derive(Serialize)]
pub(super) struct State {
    label: Option<String>,
    state: &'static str,
    transaction_id: Option<String>,
    product: Option<String>,
    detail: String,
}

impl State {
    /// The state at the end of a run.
    pub(super) fn of_line(line: &Line) -> Self {
        let ticket = line.ticket.as_ref();
        Self {
            label: Some(line.label.clone()),
            state: name(line.end.outcome),
            transaction_id: ticket.and_then(|ticket| ticket.transaction_id()).map(ToString::to_string),
            product: ticket.map(|ticket| ticket.product().to_string()),
            detail: line.end.text.clone(),
        }
    }

    /// The state that a response says.
    pub(super) fn of_report(label: &str, ticket: &OrderTicket, report: &OrderReport) -> Self {
        let billing = if *report.billing() == Billing::Billable { "billable" } else { "not billable" };
        let documents = report.documents().len();
        let errors = report.errors().count();
        let errors = if errors > 0 { format!(", {errors} error(s) in the report") } else { String::new() };
        Self {
            label: Some(label.to_owned()),
            state: if report.is_done() { "done" } else { "pending" },
            transaction_id: report.transaction_id().map(ToString::to_string),
            // A ticket of an id alone has no product.
            product: Some(ticket.product().to_string()).filter(|product| !product.is_empty()),
            detail: format!("{billing}, {documents} document(s){errors}"),
        }
    }
}

fn name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::Unsaved => "not saved",
        Outcome::Pending => "pending",
        Outcome::Rejected => "rejected",
        Outcome::Invalid | Outcome::NotPlaced => "not placed",
        _ => "unclear",
    }
}

/// Returns the exit code of one line; `pending` is that of a pending order.
pub(super) fn code_of(line: &Line, pending: u8) -> u8 {
    match (line.end.obstacle, line.end.outcome) {
        (Some(Obstacle::Login), _) => exit::AUTH,
        (Some(Obstacle::Server), _) => exit::NETWORK,
        (_, Outcome::Done) => exit::DONE,
        (_, Outcome::Unsaved) => exit::FAILED,
        (_, Outcome::Pending) => pending,
        (_, Outcome::Rejected) => exit::REJECTED,
        (_, Outcome::Invalid) => exit::USAGE,
        _ => exit::PENDING,
    }
}

/// Returns the code that needs attention first.
pub(super) fn most_urgent(codes: &[u8]) -> u8 {
    // The numbers have no order of their own.
    const URGENCY: [u8; 6] = [exit::AUTH, exit::NETWORK, exit::PENDING, exit::USAGE, exit::REJECTED, exit::FAILED];
    URGENCY.into_iter().find(|urgent| codes.contains(urgent)).unwrap_or(exit::DONE)
}

/// A message of the platform.
#[derive(Serialize)]
struct MessageRow<'a> {
    category: String,
    code: &'a str,
    description: Option<&'a str>,
}

/// Prints the messages of a response.
pub(super) fn print_messages(output: &Output, messages: &[Message]) -> Result<()> {
    let mut listing = output.listing(MESSAGES);
    for message in messages {
        listing.push(&MessageRow {
            category: format!("{:?}", message.category()).to_lowercase(),
            code: message.code().as_str(),
            description: message.description(),
        })?;
    }
    listing.finish()
}
