//! `pointapi orders wait`: waits until a placed order is done.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget};
use pointapi::PollPolicy;

use super::finding::{OrderArguments, handle, poll_failure};
use super::state::{COLUMNS, State};
use crate::context::Context;
use crate::exit;
use crate::failure::{Failure, Result, unless_gone};
use crate::interrupt::{self, Interrupt};
use crate::session::Session;
use crate::time::duration;

const TICK: Duration = Duration::from_millis(120);

/// Wait until a placed order is done.
///
/// It can be interrupted and run again at any time; the order is not affected.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi orders wait loan-7731
  pointapi orders wait 0000000000000777001 --every 5m --save reports
  pointapi orders wait loan-7731 --journal loans.journal.jsonl

Exit codes: 0 done, 1 done, but its documents could not be saved, 3 not logged in, 4 the order failed, 5 not done in time, \
or unknown whether it was placed, 6 the server is unavailable, 130 interrupted.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    order: OrderArguments,
    /// The pause between two polls; at least a minute, and at most an hour.
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "10m")]
    every: Duration,
    /// The time after which waiting ends with exit code 5.
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "48h")]
    give_up_after: Duration,
    /// Save the documents in a folder.
    #[arg(long, value_name = "FOLDER")]
    save: Option<PathBuf>,
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    let session = Session::open(&context.profile)?;
    let polling = PollPolicy::default().every(arguments.every).give_up_after(arguments.give_up_after);
    let handle = handle(&session, &session.point(polling)?, &arguments.order)?;
    let name = &arguments.order.name;
    let mut interrupt = Interrupt::listen();
    let spinner = ProgressBar::new_spinner().with_message(format!("waiting for {name}"));
    spinner.set_draw_target(if context.output.is_quiet() {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr()
    });
    if !spinner.is_hidden() {
        spinner.enable_steady_tick(TICK);
    }
    let advice = format!("`pointapi orders wait {}` continues", arguments.order.typed(""));
    let waited = tokio::select! {
        report = handle.until_done() => report,
        () = interrupt.requested() => {
            spinner.finish_and_clear();
            return Err(interrupt::failure(format!("the order {name} is not done yet")).advise(advice));
        }
    };
    spinner.finish_and_clear();
    let report = match waited {
        Ok(report) => report,
        // The time limit of waiting has no endpoint; that of a request has one.
        Err(error) if error.is_timeout() && error.endpoint().is_none() => {
            return Err(Failure::new(exit::PENDING, format!("the order {name} is {error}")).advise(advice));
        }
        Err(error) => return Err(poll_failure(&arguments.order, handle.ticket(), error)),
    };
    // First, so that documents that cannot be saved hide no state.
    unless_gone(context.output.object(COLUMNS, &State::of_report(name, handle.ticket(), &report)))?;
    if let Some(folder) = &arguments.save {
        for document in report.documents() {
            let path = document.save_to(folder).map_err(|error| Failure::unsaved(folder, error))?;
            context.output.note(format!("saved {}", path.display()));
        }
    }
    Ok(())
}
