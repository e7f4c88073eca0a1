//! The failures of reading a value.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use crate::server::pairs::PairsError;

/// The reason why a value could not be read. It never quotes the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) enum ValueError {
    /// Nothing of the argument was sent: `None` for an optional one.
    Absent,
    Missing,
    /// A struct denies fields that it does not have.
    UnknownField,
    /// A field of a struct was not sent.
    MissingField(&'static str),
    Repeated,
    TooMany,
    Invalid,
    /// The string at this address is not of the type.
    NotAString(usize),
    /// A list is not of the type.
    NotAList,
}

impl From<PairsError> for ValueError {
    fn from(error: PairsError) -> Self {
        match error {
            PairsError::NotUtf8 => Self::Invalid,
            PairsError::TooMany => Self::TooMany,
        }
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::MissingField(name) => return write!(f, "lacks the field `{name}`"),
            Self::Absent | Self::Missing => "is missing",
            Self::Repeated => "is given more than once",
            Self::UnknownField => "has an unknown field",
            Self::TooMany => "has too many items",
            Self::Invalid | Self::NotAString(_) | Self::NotAList => "has an invalid value",
        };
        f.write_str(text)
    }
}

impl std::error::Error for ValueError {}

/// Identifies a text of the request, which stays where it is until its arguments are read.
pub(super) fn address(text: &str) -> usize {
    text.as_ptr().addr()
}

impl de::Error for ValueError {
    /// The text is dropped: serde's messages quote values.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::Invalid
    }

    fn invalid_type(unexpected: Unexpected<'_>, _: &dyn Expected) -> Self {
        match unexpected {
            Unexpected::Str(text) => Self::NotAString(address(text)),
            Unexpected::Seq => Self::NotAList,
            _ => Self::Invalid,
        }
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self::UnknownField
    }

    fn missing_field(name: &'static str) -> Self {
        Self::MissingField(name)
    }
}
