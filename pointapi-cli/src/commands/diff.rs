//! `pointapi diff`: what changed between two documents, for a caller.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use pointapi_import::{Error, Import};

/// Compare two states of a document for a caller of the first.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi diff old.yaml new.yaml

Exit codes: 0 nothing is breaking, 1 something is, 2 a document cannot be used.")]
pub(crate) struct Arguments {
    /// The document that the caller was written against.
    old: PathBuf,
    /// The document as it is now.
    new: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let differences = pointapi_import::diff(&Import::new(&arguments.old), &Import::new(&arguments.new))?;
    Ok(super::report(&differences))
}
