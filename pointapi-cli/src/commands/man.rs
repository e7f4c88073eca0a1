//! `pointapi man`: manual pages.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man;

use crate::context::Context;
use crate::failure::{Failure, Result};

/// Print the manual page, or write one for each command.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi man | man -l -
  pointapi man --out ~/.local/share/man/man1")]
pub(crate) struct Arguments {
    /// Write the pages of all commands to this folder.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

pub(crate) fn run(context: &Context, program: Command, arguments: &Arguments) -> Result<()> {
    context.output.without_format("man")?;
    let Some(folder) = &arguments.out else {
        let mut page = Vec::new();
        Man::new(program).render(&mut page)?;
        return Ok(io::stdout().lock().write_all(&page)?);
    };
    fs::create_dir_all(folder).map_err(|error| Failure::file(folder, error))?;
    clap_mangen::generate_to(program, folder).map_err(|error| Failure::file(folder, error))
}
