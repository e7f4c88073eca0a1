//! `pointapi check`: what a document changed since its code was generated, for a caller.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use pointapi_import::Import;

use crate::context::Context;
use crate::failure::Result;

/// Compare a document with code that was imported from an earlier version of it.
///
/// The document is imported with the options of that import, which the code names.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi check api.yaml --against src/api

Exit codes: 0 nothing is breaking, 1 something is, 2 the document or the code cannot be used.")]
pub(crate) struct Arguments {
    /// The document as it is now.
    document: PathBuf,
    /// The path that `pointapi import` wrote to.
    #[arg(long, value_name = "OUT")]
    against: PathBuf,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<ExitCode> {
    let differences = pointapi_import::check_against(&arguments.against, &Import::new(&arguments.document))?;
    super::report(&context.output, &differences)
}
