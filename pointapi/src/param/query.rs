//! Pairs of a query, form or cookie, from any `Serialize` type.
//!
//! `None` and an empty list send nothing. A list repeats its key unless a format is given. The fields of a struct or map
//! become pairs. A shape that cannot be written as pairs is an error.

mod error;
mod list_format;
mod pairs;
mod serializer;

pub(crate) use error::QueryError;
pub use list_format::ListFormat;
pub(crate) use pairs::Pairs;

use serde::Serialize;

/// A value that can be sent in the query: a scalar, an `Option`, a list, or a struct or map of these.
///
/// Every [`Serialize`] type is one. A shape that a query cannot hold (bytes; a map of maps without `format = deep`) fails
/// the call with [`ErrorKind::Request`](crate::ErrorKind::Request), and nothing is sent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written as a query",
    label = "not a query value",
    note = "derive `serde::Serialize` for it"
)]
pub trait QueryParam: Serialize {}

impl<T: Serialize + ?Sized> QueryParam for T {}

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
