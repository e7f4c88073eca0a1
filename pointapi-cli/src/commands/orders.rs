//! `pointapi orders`: place orders, wait for them, look at them, list them.

mod finding;
mod get;
mod journals;
mod place;
mod progress;
mod query;
mod rows;
mod state;
mod stopping;
mod template;
mod wait;

use clap::{Args, Subcommand};

use crate::context::Context;
use crate::failure::Result;

pub(crate) use self::finding::{OrderArguments, handle, poll_failure};

/// Place orders, wait for them, look at them, list them.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Place(place::Arguments),
    Wait(wait::Arguments),
    Get(get::Arguments),
    Query(query::Arguments),
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    match &arguments.command {
        Command::Place(arguments) => place::run(context, arguments).await,
        Command::Wait(arguments) => wait::run(context, arguments).await,
        Command::Get(arguments) => get::run(context, arguments).await,
        Command::Query(arguments) => query::run(context, arguments).await,
    }
}
