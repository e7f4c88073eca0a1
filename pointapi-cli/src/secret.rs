//! Secrets: from a prompt without echo, from stdin, from a file or from the environment, and never from an argument, which
//! other users of the machine can read.

use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Args;
use pointapi::auth::Secret;

use crate::exit;
use crate::failure::{Failure, Result};
use crate::interrupt::Interrupt;
use crate::profile::{Scheme, variable};

/// The longest line that is read as a secret.
const MAX_BYTES: u64 = 64 * 1024;

/// Where a secret comes from; without an option from the environment, if it is for Point Services, or from a prompt.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct SecretArguments {
    /// Read the password, token or key from the first line of stdin.
    #[arg(long)]
    password_stdin: bool,
    /// Read the password, token or key from the first line of a file.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

impl SecretArguments {
    /// Reads the secret of a scheme; the environment has that of Point Services alone.
    ///
    /// # Errors
    ///
    /// If there is no secret, or it cannot be read.
    pub(crate) fn read(&self, scheme: Scheme) -> Result<Secret> {
        if self.password_stdin {
            return first_line(io::stdin().lock())
                .map_err(|reason| Failure::usage(format!("stdin {reason}: `--password-stdin` reads its first line")));
        }
        if let Some(path) = &self.password_file {
            return from_file(path);
        }
        let environment = if scheme == Scheme::Point { from_environment()? } else { None };
        match environment {
            Some(secret) => Ok(secret),
            None => prompt(scheme),
        }
    }
}

/// Reads the password of the environment: `POINTAPI_PASSWORD`, or the first line of `POINTAPI_PASSWORD_FILE`.
///
/// # Errors
///
/// If both are set, or the file cannot be read.
pub(crate) fn from_environment() -> Result<Option<Secret>> {
    match (variable("POINTAPI_PASSWORD")?, variable("POINTAPI_PASSWORD_FILE")?) {
        (Some(_), Some(_)) => Err(Failure::usage("set `POINTAPI_PASSWORD` or `POINTAPI_PASSWORD_FILE`, not both")),
        (Some(password), None) => Ok(Some(password.into())),
        (None, Some(path)) => from_file(Path::new(&path)).map(Some),
        (None, None) => Ok(None),
    }
}

fn from_file(path: &Path) -> Result<Secret> {
    let file = fs::File::open(path).map_err(|error| Failure::file(path, error))?;
    first_line(io::BufReader::new(file)).map_err(|reason| Failure::usage(format!("`{}` {reason}", path.display())))
}

fn first_line(source: impl BufRead) -> Result<Secret, String> {
    let mut line = String::new();
    source.take(MAX_BYTES).read_line(&mut line).map_err(|error| format!("cannot be read: {error}"))?;
    // Editors on Windows begin a file with a byte order mark.
    let secret = line.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']);
    if secret.is_empty() { Err("has no secret in its first line".into()) } else { Ok(secret.into()) }
}

fn prompt(scheme: Scheme) -> Result<Secret> {
    let name = match scheme {
        Scheme::Point | Scheme::Basic => "password",
        Scheme::Bearer => "token",
        Scheme::Header => "key",
    };
    if !io::stdin().is_terminal() {
        let message = format!("there is no {name}, and no terminal to ask for it");
        let advice = match scheme {
            Scheme::Point => {
                "use `--password-stdin`, `--password-file FILE`, `POINTAPI_PASSWORD` or `POINTAPI_PASSWORD_FILE`"
            }
            _ => "use `--password-stdin` or `--password-file FILE`",
        };
        return Err(Failure::usage(message).advise(advice));
    }
    // Ctrl-C is raised as a signal before the terminal shows again what is typed: the signal must not end the program.
    let _interrupt = Interrupt::listen_to_ctrl_c();
    let typed = rpassword::prompt_password(format!("{name} (hidden): ")).map_err(|error| match error.kind() {
        io::ErrorKind::Interrupted => Failure::new(exit::INTERRUPTED, "interrupted"),
        _ => Failure::usage(format!("could not read the {name}: {error}")),
    })?;
    if typed.is_empty() { Err(Failure::usage(format!("the {name} is empty"))) } else { Ok(typed.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_secret_without_its_end() {
        let read = |text: &str| first_line(text.as_bytes()).map(|secret| secret.expose().to_owned());
        assert_eq!(read("canary\r\nmore").unwrap(), "canary");
        assert_eq!(read(" can ary ").unwrap(), " can ary ");
        assert_eq!(read("\u{feff}canary\n").unwrap(), "canary");
        assert!(read("\nsecond").unwrap_err().contains("first line"));
        assert!(!first_line(&b"canary\xff"[..]).unwrap_err().contains("canary"));
    }
}
