//! Why a document was not imported at all.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::finding::{Finding, counted};
use crate::printable::Printable;
use crate::read::{Position, SyntaxError};

/// An error of an import: an unreadable file, a document that is not OpenAPI 3, or findings under `strict`.
///
/// `Display` has the file, the line and the column where there is one.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Io { doing: &'static str, path: PathBuf, source: std::io::Error },
    Document { file: String, position: Option<Position>, reason: String },
    Findings(Vec<Finding>),
    NoOperation { file: String, findings: Vec<Finding> },
    Option(String),
    Code { path: PathBuf, reason: String },
}

impl Error {
    pub(crate) fn io(doing: &'static str, path: &Path, source: std::io::Error) -> Self {
        Self { kind: Kind::Io { doing, path: path.to_owned(), source } }
    }

    pub(crate) fn syntax(file: &str, error: SyntaxError) -> Self {
        let SyntaxError { reason, position } = error;
        Self { kind: Kind::Document { file: file.to_owned(), position: Some(position), reason } }
    }

    pub(crate) fn document(file: &str, position: Option<Position>, reason: impl Into<String>) -> Self {
        Self { kind: Kind::Document { file: file.to_owned(), position, reason: reason.into() } }
    }

    pub(crate) fn option(reason: impl Into<String>) -> Self {
        Self { kind: Kind::Option(reason.into()) }
    }

    pub(crate) fn findings(findings: Vec<Finding>) -> Self {
        Self { kind: Kind::Findings(findings) }
    }

    pub(crate) fn no_operation(file: &str, findings: Vec<Finding>) -> Self {
        Self { kind: Kind::NoOperation { file: file.to_owned(), findings } }
    }

    pub(crate) fn code(path: &Path, reason: impl Into<String>) -> Self {
        Self { kind: Kind::Code { path: path.to_owned(), reason: reason.into() } }
    }

    /// Returns true if the document was read and only `strict` rejected it.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        matches!(self.kind, Kind::Findings(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Io { doing, path, .. } => write!(formatter, "could not {doing} `{}`", shown(path)),
            Kind::Document { file, position: Some(position), reason } => {
                write!(formatter, "{}:{position}: {}", Printable(file), Printable(reason))
            }
            Kind::Document { file, position: None, reason } => {
                write!(formatter, "{}: {}", Printable(file), Printable(reason))
            }
            Kind::Findings(findings) => {
                write!(formatter, "{} under `strict`", counted(findings.len(), "finding"))?;
                lines(formatter, findings)
            }
            Kind::NoOperation { file, findings } => {
                write!(formatter, "{}: the document has no operation that can be imported", Printable(file))?;
                lines(formatter, findings)
            }
            Kind::Option(reason) => write!(formatter, "{}", Printable(reason)),
            Kind::Code { path, reason } => {
                write!(formatter, "`{}` is not readable Rust: {}", shown(path), Printable(reason))
            }
        }
    }
}

/// The findings, each on a line of its own.
fn lines(formatter: &mut fmt::Formatter<'_>, findings: &[Finding]) -> fmt::Result {
    findings.iter().try_for_each(|finding| write!(formatter, "\n{finding}"))
}

/// A path may be one that a `$ref` of the document names.
fn shown(path: &Path) -> String {
    Printable(&path.to_string_lossy()).to_string()
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_shows_no_control_character() {
        let path = Path::new("a\u{1b}[2Jb");
        let errors = [
            Error::document("a\nb", None, "c\u{9b}1m"),
            Error::option("`a\nb`"),
            Error::code(path, "a\rb"),
            Error::io("read", path, std::io::Error::other("gone")),
        ];
        for error in errors {
            assert!(!error.to_string().contains(char::is_control), "{error:?}");
        }
    }
}
