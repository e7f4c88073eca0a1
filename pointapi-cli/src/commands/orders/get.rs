//! `pointapi orders get`: the state of a placed order.

use clap::Args;
use pointapi::PollPolicy;
use pointapi::platform::OrderFault;

use super::finding::{OrderArguments, handle, poll_failure};
use super::state::{COLUMNS, State, print_messages};
use crate::context::Context;
use crate::exit;
use crate::failure::{Failure, Result, unless_gone};
use crate::session::Session;

/// Show the state of a placed order.
///
/// The platform asks for at most one poll a minute.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi orders get loan-7731
  pointapi orders get 0000000000000777001 --messages

Exit codes: 0 done, 3 not logged in, 4 the order failed, 5 pending, or unknown whether it was placed, 6 the server is unavailable.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    order: OrderArguments,
    /// Print the platform's messages instead; they may contain personal data.
    #[arg(long)]
    messages: bool,
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    let session = Session::open(&context.profile)?;
    let handle = handle(&session, &session.point(PollPolicy::default())?, &arguments.order)?;
    let report = match handle.poll().await {
        Ok(report) => report,
        Err(error) => {
            if let Some(fault) = OrderFault::of(&error).filter(|_| arguments.messages) {
                unless_gone(print_messages(&context.output, fault.messages()))?;
            }
            return Err(poll_failure(&arguments.order, handle.ticket(), error));
        }
    };
    if arguments.messages {
        unless_gone(print_messages(&context.output, report.messages()))?;
    } else {
        let state = State::of_report(&arguments.order.name, handle.ticket(), &report);
        unless_gone(context.output.object(COLUMNS, &state))?;
    }
    if report.is_done() {
        return Ok(());
    }
    Err(Failure::new(exit::PENDING, format!("the order {} is pending", arguments.order.name))
        .advise(format!("`pointapi orders wait {}` waits for it", arguments.order.typed(""))))
}
