//! The program `pointapi`.

mod commands;
mod exit;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Typed clients from OpenAPI documents.
#[derive(Debug, Parser)]
#[command(name = "pointapi", version, about, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// One file in `commands` for each.
#[derive(Debug, Subcommand)]
enum Command {
    Import(commands::import::Arguments),
    Diff(commands::diff::Arguments),
    Check(commands::check::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Import(arguments) => commands::import::run(&arguments),
        Command::Diff(arguments) => commands::diff::run(&arguments),
        Command::Check(arguments) => commands::check::run(&arguments),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        if let Some(source) = std::error::Error::source(&error) {
            eprintln!("  caused by: {source}");
        }
        exit::USAGE.into()
    })
}
