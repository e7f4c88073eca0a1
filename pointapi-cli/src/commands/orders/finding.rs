//! Finding a placed order by its label or its id.

use std::path::PathBuf;

use clap::Args;
use pointapi::platform::{OrderFault, OrderHandle, OrderTicket, Point};
use pointapi_cli::batch::{End, Event, Journal, Outcome};
use serde_json::json;

use super::journals;
use crate::exit;
use crate::failure::{Failure, Result};
use crate::session::Session;
use crate::shell::{option, quoted};

/// The code of a transaction id that the platform does not know, which may be a label of digits in another journal.
const UNKNOWN_ID: &str = "E014";

/// The arguments that name an order.
#[derive(Debug, Args)]
pub(crate) struct OrderArguments {
    /// The label of the order, as it was placed here; or its transaction id.
    #[arg(value_name = "ORDER")]
    pub(crate) name: String,
    /// The journal that the order is in; default: that of the label.
    #[arg(long, value_name = "FILE")]
    pub(crate) journal: Option<PathBuf>,
}

impl OrderArguments {
    /// Returns the arguments as they are typed, with further options, which begin with a blank.
    pub(crate) fn typed(&self, options: &str) -> String {
        let name = quoted(&self.name);
        let journal = self.journal.as_ref().map(|path| option("journal", &path.display().to_string()));
        let options = format!("{}{options}", journal.unwrap_or_default());
        if self.name.starts_with('-') {
            format!("{options} -- {name}").trim_start().to_owned()
        } else {
            format!("{name}{options}")
        }
    }
}

/// Returns the handle of a placed order.
///
/// # Errors
///
/// If it is not in the journal, and its name is not a transaction id, if its response was lost, or if it was rejected.
pub(crate) fn handle(session: &Session, point: &Point, arguments: &OrderArguments) -> Result<OrderHandle> {
    let name = &arguments.name;
    let (path, is_named) = match &arguments.journal {
        Some(path) => (path.clone(), true),
        None => (journals::of_label(&session.name, name)?, false),
    };
    if is_named || path.exists() {
        let event = Journal::event_in(&path, &session.account(point), name)
            .map_err(|error| Failure::usage(error.to_string()))?;
        match event {
            Some(Event::Placed { ticket }) => return Ok(point.resume(*ticket)),
            Some(Event::Found { order }) => {
                let message = format!("`{name}` was placed as {order}, its response was lost, so it cannot be polled");
                return Err(Failure::new(exit::PENDING, message)
                    .advise("run the command that placed it again, with `--wait`: it asks the platform's order list"));
            }
            Some(Event::Sending { .. }) => {
                let message = format!("it is unknown whether `{name}` was placed");
                return Err(Failure::new(exit::PENDING, message)
                    .advise("run the command that placed it again: it asks the platform's order list"));
            }
            Some(Event::Ended { end: End { outcome: Outcome::Rejected, text, .. } }) => {
                return Err(Failure::new(exit::REJECTED, format!("`{name}` was {text}")));
            }
            _ => {}
        }
    }
    if !is_named && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(point.resume(by_id(name)?));
    }
    Err(unknown(format!("no placed order `{name}` in `{}`", path.display())))
}

/// Returns the failure of a name that is neither a known label nor a transaction id.
fn unknown(message: String) -> Failure {
    Failure::usage(message)
        .advise("name the journal of a batch with `--journal FILE`, or use the transaction id; `pointapi orders query` lists orders")
}

/// Returns the failure of a poll. It names the codes of a rejected order alone: messages may contain personal data.
pub(crate) fn poll_failure(arguments: &OrderArguments, ticket: &OrderTicket, error: pointapi::Error) -> Failure {
    let name = &arguments.name;
    match OrderFault::of(&error) {
        None => error.into(),
        Some(fault) if is_by_id(ticket) && fault.code().as_str() == UNKNOWN_ID => {
            unknown(format!("`{name}` is neither the label of an order that was placed alone nor a transaction id"))
        }
        Some(_) => Failure::from(error)
            .advise(format!("`pointapi orders get {}` shows the platform's messages", arguments.typed(" --messages"))),
    }
}

/// Returns true for a ticket of [`by_id`].
fn is_by_id(ticket: &OrderTicket) -> bool {
    ticket.product().as_str().is_empty()
}

/// Returns a ticket with an id alone. Product and label are not sent with polls.
fn by_id(id: &str) -> Result<OrderTicket> {
    let ticket = json!({"product": "", "correlation_id": id, "transaction_id": id});
    serde_json::from_value(ticket).map_err(|_| Failure::usage(format!("`{id}` is not a transaction id")))
}
