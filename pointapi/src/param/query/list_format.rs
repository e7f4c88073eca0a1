//! The ways to write lists and nested values.

/// The way lists, and with `Deep` nested structs, are written. On the wire, brackets are percent-encoded.
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
    /// `ids[]=1&ids[]=2`
    Brackets,
    /// `filter[state]=open`, `filter[ids][]=1`, `items[0][size]=2`
    Deep,
}

impl ListFormat {
    /// The text between two items; `None` where each item has a pair of its own.
    pub(super) fn separator(self) -> Option<&'static str> {
        match self {
            Self::Repeat | Self::Brackets | Self::Deep => None,
            Self::Csv => Some(","),
            Self::Pipes => Some("%7C"),
            Self::Spaces => Some("%20"),
        }
    }

    /// The text after the name of an item.
    pub(super) fn item_suffix(self) -> &'static str {
        match self {
            Self::Brackets | Self::Deep => "[]",
            Self::Repeat | Self::Csv | Self::Pipes | Self::Spaces => "",
        }
    }

    /// A character that no item may hold, because its encoding is the separator. A comma is allowed: it is `%2C` within
    /// an item and `,` between two.
    pub(super) fn forbidden(self) -> Option<char> {
        match self {
            Self::Repeat | Self::Csv | Self::Brackets | Self::Deep => None,
            Self::Pipes => Some('|'),
            Self::Spaces => Some(' '),
        }
    }
}
