//! The failure of a command: an exit code, a message, and what to do.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::path::Path;

use pointapi::platform::{InvalidField, OrderFault};
use pointapi::{Error, ErrorKind};
use pointapi_cli::batch::Obstacle;

use crate::exit;

pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

/// The failure of a command.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) code: u8,
    pub(crate) message: String,
    /// The remedy.
    pub(crate) advice: Option<String>,
}

impl Failure {
    pub(crate) fn new(code: u8, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), advice: None }
    }

    /// The arguments or a file cannot be used.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(exit::USAGE, message)
    }

    /// A file cannot be read or written.
    pub(crate) fn file(path: &Path, error: impl fmt::Display) -> Self {
        Self::usage(format!("`{}`: {error}", path.display()))
    }

    /// Finished work could not be saved in a file or folder.
    pub(crate) fn unsaved(path: &Path, error: impl fmt::Display) -> Self {
        Self { code: exit::FAILED, ..Self::file(path, error) }
    }

    pub(crate) fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// Adds the profile that the user named to the commands of the remedy, which are of the form `` `pointapi ...` ``.
    pub(crate) fn of_profile(self, profile: Option<&str>) -> Self {
        let Some(profile) = profile else { return self };
        let advice = self.advice.map(|advice| advice.replace("`pointapi ", &format!("`pointapi --profile {profile} ")));
        Self { advice, ..self }
    }

    /// Returns true if the reader of stdout has gone, as in `pointapi ... | head`: then there is nothing to report.
    pub(crate) fn is_silent(&self) -> bool {
        self.code == exit::DONE
    }
}

/// Treats a closed stdout as success: the exit code says what was found or done.
pub(crate) fn unless_gone(printed: Result<()>) -> Result<()> {
    printed.or_else(|failure| if failure.is_silent() { Ok(()) } else { Err(failure) })
}

/// Returns the exit code of an error of the library.
pub(crate) fn code_of(error: &Error) -> u8 {
    match (Obstacle::of(error), error.kind()) {
        _ if OrderFault::of(error).is_some_and(OrderFault::is_passing) => exit::PENDING,
        _ if error.is_fault() => exit::REJECTED,
        (Some(Obstacle::Login), _) => exit::AUTH,
        // A timeout without an obstacle is that of a request built by hand, as in `pointapi call`.
        (Some(_), _) | (None, ErrorKind::Timeout(_)) => exit::NETWORK,
        (None, ErrorKind::Config | ErrorKind::Request(_) | ErrorKind::Serialize | ErrorKind::ForeignOrigin) => {
            exit::USAGE
        }
        _ => exit::FAILED,
    }
}

/// The rule of base URLs as the library says it, with functions that a user of the program cannot call.
const PLAIN_HTTP: &str =
    "must be https (`allow_insecure_loopback()` allows http to this machine, `allow_insecure_http()` to any host)";

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let message = error.to_string().replace(PLAIN_HTTP, "must be https, or http to this machine");
        let failure = Self::new(code_of(&error), message);
        match failure.code {
            exit::AUTH => failure.advise("`pointapi login` signs in, `pointapi status` shows the stored login"),
            _ => failure,
        }
    }
}

impl From<pointapi_import::Error> for Failure {
    fn from(error: pointapi_import::Error) -> Self {
        let cause = error.source().map(|source| format!("\n  caused by: {source}")).unwrap_or_default();
        Self::usage(format!("{error}{cause}"))
    }
}

impl From<InvalidField> for Failure {
    fn from(error: InvalidField) -> Self {
        Self::usage(error.to_string())
    }
}

/// An error of stdout; files have [`Failure::file`].
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::new(exit::DONE, ""),
            _ => Self::new(exit::FAILED, format!("could not write the output: {error}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_no_failure() {
        assert!(Failure::from(io::Error::from(io::ErrorKind::BrokenPipe)).is_silent());
        assert!(!Failure::from(io::Error::from(io::ErrorKind::StorageFull)).is_silent());
    }

    #[test]
    fn the_commands_of_a_remedy_have_the_profile_of_the_user() {
        let advice = |profile| Failure::usage("x").advise("`pointapi login` signs in").of_profile(profile).advice;
        assert_eq!(advice(Some("branch")).unwrap(), "`pointapi --profile branch login` signs in");
        assert_eq!(advice(None).unwrap(), "`pointapi login` signs in");
    }
}
