//! `pointapi webhooks`: receive events, and request a test event.

mod listen;
mod test;

use clap::{Args, Subcommand};

use crate::context::Context;
use crate::failure::Result;

/// Receive the platform's events, or request a test event.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Listen(listen::Arguments),
    Test(test::Arguments),
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    match &arguments.command {
        Command::Listen(arguments) => listen::run(context, arguments).await,
        Command::Test(arguments) => test::run(context, arguments).await,
    }
}
