//! The error of the deserializer: what a type says against a made-up value is kept, so that the next try can do better.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use super::state::{self, Hint};

/// A type rejected a made-up value.
///
/// The reason is with the state and not in the error, since types drop errors: an untagged enum tries its variants in turn.
#[derive(Debug)]
pub(super) struct Rejected;

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the type rejected a made-up value")
    }
}

impl std::error::Error for Rejected {}

impl Rejected {
    fn because(hint: Hint) -> Self {
        state::note(hint);
        Self
    }
}

impl de::Error for Rejected {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::because(Hint::Other(message.to_string()))
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let marker = match unexpected {
            Unexpected::Str(text) => Some(text.to_owned()),
            _ => None,
        };
        Self::because(Hint::Type { marker, expected: expected.to_string() })
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::because(Hint::Names(expected))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::because(Hint::Names(expected))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::because(Hint::Missing(field))
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::because(Hint::Duplicate)
    }
}
