//! Why a document was not imported at all.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::finding::{Finding, counted};
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

    pub(crate) fn code(path: &Path, reason: impl Into<String>) -> Self {
        Self { kind: Kind::Code { path: path.to_owned(), reason: reason.into() } }
    }

    /// True if the document was read and only `strict` rejected it.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        matches!(self.kind, Kind::Findings(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Io { doing, path, .. } => write!(formatter, "could not {doing} `{}`", path.display()),
            Kind::Document { file, position: Some(position), reason } => {
                write!(formatter, "{file}:{position}: {reason}")
            }
            Kind::Document { file, position: None, reason } => write!(formatter, "{file}: {reason}"),
            Kind::Findings(findings) => {
                write!(formatter, "{} under `strict`", counted(findings.len(), "finding"))?;
                findings.iter().try_for_each(|finding| write!(formatter, "\n{finding}"))
            }
            Kind::Option(reason) => formatter.write_str(reason),
            Kind::Code { path, reason } => write!(formatter, "`{}` is not readable Rust: {reason}", path.display()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
