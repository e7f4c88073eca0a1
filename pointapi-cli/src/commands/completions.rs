//! `pointapi completions`: completions for a shell.

use std::io;

use clap::{Args, Command};
use clap_complete::Shell;

use crate::context::Context;
use crate::failure::Result;

/// Print completions for a shell.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi completions bash \\
    > ~/.local/share/bash-completion/completions/pointapi
  pointapi completions zsh > ~/.zfunc/_pointapi
  pointapi completions fish > ~/.config/fish/completions/pointapi.fish")]
pub(crate) struct Arguments {
    /// The shell.
    shell: Shell,
}

pub(crate) fn run(context: &Context, mut program: Command, arguments: &Arguments) -> Result<()> {
    context.output.without_format("completions")?;
    // Into memory first: the generator panics if it cannot write.
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "pointapi", &mut text);
    Ok(io::Write::write_all(&mut io::stdout().lock(), &text)?)
}
