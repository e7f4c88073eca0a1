//! Query and form pairs, written from anything that serde can serialise.
//!
//! `None` sends nothing, an empty list sends nothing, a list repeats its key unless a format says otherwise, the
//! fields of a struct or map become pairs. A shape that has no place in a query is an error.

mod pairs;
mod serializer;

pub(crate) use pairs::Pairs;

use serde::Serialize;

/// A value that can be sent in the query: a scalar, an `Option`, a list, or a struct or map of these.
///
/// Every [`Serialize`] type is one; a shape that has no place in a query (a map of maps, bytes) fails the call with
/// [`ErrorKind::Request`](crate::ErrorKind::Request) before anything is sent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written as a query",
    label = "not a query value",
    note = "derive `serde::Serialize` for it"
)]
pub trait QueryParam: Serialize {}

impl<T: Serialize + ?Sized> QueryParam for T {}

/// How a list is written.
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
    /// What stands between two items; `None` where each has a pair of its own.
    fn separator(self) -> Option<&'static str> {
        match self {
            Self::Repeat => None,
            Self::Csv => Some(","),
            Self::Pipes => Some("%7C"),
            Self::Spaces => Some("%20"),
        }
    }

    /// What no item may hold: on the wire it could not be told from what stands between two. A comma can: it is sent
    /// as `%2C` within an item, and as it is between two.
    fn forbidden(self) -> Option<char> {
        match self {
            Self::Repeat | Self::Csv => None,
            Self::Pipes => Some('|'),
            Self::Spaces => Some(' '),
        }
    }
}

/// Why a value could not be written; never holds the value.
#[derive(Debug)]
pub(crate) struct QueryError(pub(crate) &'static str);

/// Writes `value` under `name`, or its fields under their own names.
pub(crate) fn write<T: Serialize + ?Sized>(
    pairs: &mut Pairs<'_>,
    name: &str,
    format: ListFormat,
    value: &T,
) -> Result<(), QueryError> {
    value.serialize(serializer::Value::argument(pairs, name, format)).map(drop)
}

#[cfg(test)]
mod tests;
