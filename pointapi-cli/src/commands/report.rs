//! `pointapi report`: the documents of an order.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use pointapi::PollPolicy;
use serde::Serialize;

use super::orders::{OrderArguments, handle, poll_failure};
use crate::context::Context;
use crate::exit;
use crate::failure::{Failure, Result, unless_gone};
use crate::output::Column;
use crate::session::Session;
use crate::shell::option;

/// The documents of an order.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Save(Save),
}

/// Save the documents of an order that is done.
///
/// A file is complete or absent, can be read by you alone, and never replaces another one. It is safe to run again.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi report save loan-7731
  pointapi report save 0000000000000777001 --to reports

Exit codes: 0 saved, 1 the documents could not be saved, 3 not logged in, 4 the order failed, 5 the order is pending, or \
unknown whether it was placed, 6 the server is unavailable.")]
struct Save {
    #[command(flatten)]
    order: OrderArguments,
    /// The folder to save to; it is created if missing.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    to: PathBuf,
}

const COLUMNS: &[Column] =
    &[Column::new("file", "File"), Column::new("content_type", "Type"), Column::new("bytes", "Bytes")];

/// A saved document.
#[derive(Serialize)]
struct Saved<'a> {
    file: String,
    content_type: &'a str,
    bytes: u64,
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    let Command::Save(arguments) = &arguments.command;
    let session = Session::open(&context.profile)?;
    let name = &arguments.order.name;
    let handle = handle(&session, &session.point(PollPolicy::default())?, &arguments.order)?;
    let report = handle.poll().await.map_err(|error| poll_failure(&arguments.order, handle.ticket(), error))?;
    if !report.is_done() {
        let typed = arguments.order.typed(&option("save", &arguments.to.display().to_string()));
        return Err(Failure::new(exit::PENDING, format!("the order {name} is pending"))
            .advise(format!("`pointapi orders wait {typed}` waits for it")));
    }
    let mut listing = context.output.listing(COLUMNS);
    for document in report.documents() {
        let path = document.save_to(&arguments.to).map_err(|error| Failure::unsaved(&arguments.to, error))?;
        let bytes = path.metadata().map_err(|error| Failure::file(&path, error))?.len();
        let saved = Saved { file: path.display().to_string(), content_type: document.content_type(), bytes };
        unless_gone(listing.push(&saved))?;
    }
    unless_gone(listing.finish())?;
    if report.documents().is_empty() {
        context.output.note(format!("the order {name} is done and has no documents"));
    }
    Ok(())
}
