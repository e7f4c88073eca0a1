//! The ways to write a list.

/// The way a list is written.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListFormat {
    /// `ids=1&ids=2`
    Repeat,
    /// `ids=1,2`
    Csv,
    /// `ids=1%7C2`
    Pipes,
    /// `ids=1%202`
    Spaces,
}

impl ListFormat {
    /// The text between two items; `None` where each item has a pair of its own.
    pub(super) fn separator(self) -> Option<&'static str> {
        match self {
            Self::Repeat => None,
            Self::Csv => Some(","),
            Self::Pipes => Some("%7C"),
            Self::Spaces => Some("%20"),
        }
    }

    /// A character that no item may hold, because its encoding is the separator. A comma is allowed: it is `%2C` within
    /// an item and `,` between two.
    pub(super) fn forbidden(self) -> Option<char> {
        match self {
            Self::Repeat | Self::Csv => None,
            Self::Pipes => Some('|'),
            Self::Spaces => Some(' '),
        }
    }
}
