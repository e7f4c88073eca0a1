//! The formats of data, and the columns of some.

use std::borrow::Cow;

use clap::ValueEnum;

/// A format of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Columns for people; for a terminal alone.
    Table,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
}

/// A member of objects, and its title.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) name: Cow<'static, str>,
    pub(crate) title: Cow<'static, str>,
}

impl Column {
    pub(crate) const fn new(name: &'static str, title: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), title: Cow::Borrowed(title) }
    }

    /// The column of a member that is known only from the data.
    pub(crate) fn named(name: &str) -> Self {
        Self { name: name.to_owned().into(), title: name.to_owned().into() }
    }
}
