//! One part of a document that the generated code does not express.

use std::fmt;

use crate::printable::Printable;

/// One part of the document that is left out, untyped or only approximated.
///
/// `Display` is one line: U+FFFD replaces control characters of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The file, as it was named.
    pub file: String,
    /// The JSON pointer of the part.
    pub pointer: String,
    /// Line and column, both from 1, if they could be found.
    pub position: Option<(usize, usize)>,
    /// The reason, and what to do where something can be done.
    pub reason: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", Printable(&self.file))?;
        if let Some((line, column)) = self.position {
            write!(formatter, ":{line}:{column}")?;
        }
        write!(formatter, ": {} ({})", Printable(&self.reason), Printable(&self.pointer))
    }
}

/// `1 finding`, `2 findings`
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
