//! `pointapi diff`: what changed between two documents, for a caller.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use pointapi_import::Import;

use crate::context::Context;
use crate::failure::Result;

/// List the differences between two versions of a document, and which of them break callers of the older one.
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

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<ExitCode> {
    let differences = pointapi_import::diff(&Import::new(&arguments.old), &Import::new(&arguments.new))?;
    super::report(&context.output, &differences)
}
