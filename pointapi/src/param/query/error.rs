//! The error of the serializer.

use std::fmt;

use serde::ser;

/// Why a value could not be written, in words that follow its name. It never holds the value.
#[derive(Debug)]
pub(crate) struct QueryError(pub(crate) &'static str);

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for QueryError {}

impl ser::Error for QueryError {
    /// Drops the message, which may quote the value.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self("failed to serialize")
    }
}
