//! `application/x-www-form-urlencoded` bodies.

use serde::Serialize;

use crate::param::ListFormat;
use crate::param::query::{self, Pairs, QueryError};

pub(crate) const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";

/// Appends `value` under `name`, or its fields under their own names if `name` is empty.
pub(crate) fn append<T: Serialize + ?Sized>(
    body: &mut String,
    name: &str,
    format: ListFormat,
    value: &T,
) -> Result<(), QueryError> {
    query::write(&mut Pairs::of_form(body), name, format, value)
}
