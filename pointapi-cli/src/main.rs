//! The program `pointapi`.

mod commands;
mod context;
mod exit;
mod failure;
mod folders;
mod interrupt;
#[cfg(feature = "keyring")]
mod keyring;
mod log;
mod new_login;
mod output;
mod profile;
mod secret;
mod session;
mod shell;
mod size;
mod stored_login;
mod time;
mod token_files;
mod tokens;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::output::{Output, OutputArguments};
use crate::session::ProfileArguments;

/// Typed clients from OpenAPI documents, and the daily work with Point Services.
#[derive(Debug, Parser)]
#[command(name = "pointapi", version, about, arg_required_else_help = true, after_help = exit::TABLE)]
struct Arguments {
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    profile: ProfileArguments,
    #[command(subcommand)]
    command: Command,
}

/// One file in `commands` for each.
#[derive(Debug, Subcommand)]
enum Command {
    Login(commands::login::Arguments),
    Logout(commands::logout::Arguments),
    Status(commands::status::Arguments),
    Token(commands::token::Arguments),
    Call(commands::call::Arguments),
    Orders(commands::orders::Arguments),
    Report(commands::report::Arguments),
    Webhooks(commands::webhooks::Arguments),
    Sandbox(commands::sandbox::Arguments),
    Import(commands::import::Arguments),
    Export(commands::export::Arguments),
    Diff(commands::diff::Arguments),
    Check(commands::check::Arguments),
    Completions(commands::completions::Arguments),
    Man(commands::man::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let profile = arguments.profile.profile.clone();
    run(arguments).unwrap_or_else(|failure| {
        let failure = failure.of_profile(profile.as_deref());
        if !failure.is_silent() {
            output::report(&failure);
        }
        failure.code.into()
    })
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    let output = Output::new(&arguments.output)?;
    log::begin(output.verbosity());
    let context = Context { output, profile: arguments.profile };
    match arguments.command {
        Command::Login(arguments) => wait(commands::login::run(&context, &arguments)),
        Command::Logout(arguments) => wait(commands::logout::run(&context, &arguments)),
        Command::Status(arguments) => wait(commands::status::run(&context, &arguments)),
        Command::Token(arguments) => wait(commands::token::run(&context, &arguments)),
        Command::Call(arguments) => wait(commands::call::run(&context, &arguments)),
        Command::Orders(arguments) => wait(commands::orders::run(&context, &arguments)),
        Command::Report(arguments) => wait(commands::report::run(&context, &arguments)),
        Command::Webhooks(arguments) => wait(commands::webhooks::run(&context, &arguments)),
        Command::Sandbox(arguments) => wait(commands::sandbox::run(&context, &arguments)),
        Command::Import(arguments) => commands::import::run(&context, &arguments),
        Command::Export(arguments) => done(commands::export::run(&context, &arguments)),
        Command::Diff(arguments) => commands::diff::run(&context, &arguments),
        Command::Check(arguments) => commands::check::run(&context, &arguments),
        Command::Completions(arguments) => done(commands::completions::run(&context, Arguments::command(), &arguments)),
        Command::Man(arguments) => done(commands::man::run(&context, Arguments::command(), &arguments)),
    }
}

fn done(outcome: Result<()>) -> Result<ExitCode> {
    outcome.map(|()| exit::DONE.into())
}

/// Runs a command that uses the network, on this thread.
fn wait(command: impl Future<Output = Result<()>>) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::new(exit::FAILED, format!("could not start: {error}")))?;
    let outcome = runtime.block_on(command);
    // A name lookup or a read of stdin may still block a thread.
    runtime.shutdown_background();
    done(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    /// Returns the paragraphs below the options in the help of each command but the program's.
    fn paragraphs(program: &clap::Command) -> Vec<String> {
        let own = program.get_subcommands().filter_map(|command| Some(command.get_after_help()?.to_string()));
        let own = own.flat_map(|help| help.split("\n\n").map(str::to_owned).collect::<Vec<_>>());
        own.chain(program.get_subcommands().flat_map(paragraphs)).collect()
    }

    #[test]
    fn examples_of_the_help_can_be_run() {
        let paragraphs = paragraphs(&Arguments::command());
        let lines =
            paragraphs.iter().filter_map(|text| text.strip_prefix("Examples:\n")).map(|text| text.replace("\\\n", ""));
        let lines: Vec<_> = lines.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
        let examples: Vec<_> = lines.iter().filter(|line| line.trim_start().starts_with("pointapi ")).collect();
        assert!(examples.len() > 30, "{}", examples.len());
        for example in examples {
            let words = shlex::split(example).expect("balanced quotes");
            let words = words.into_iter().take_while(|word| !matches!(&**word, "|" | "<" | ">"));
            assert!(Arguments::try_parse_from(words).is_ok(), "{example}");
        }
    }

    #[test]
    fn nothing_below_the_options_is_wrapped_twice() {
        for paragraph in paragraphs(&Arguments::command()) {
            for (above, line) in paragraph.lines().zip(paragraph.lines().skip(1)) {
                // A terminal has 80 columns, and an example that is wrapped there cannot be copied.
                let is_narrow = line.starts_with("  ") && line.chars().count() <= 80;
                assert!(is_narrow || above.ends_with('.'), "{line}");
            }
        }
    }
}
