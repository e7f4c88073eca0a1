//! The orders of a batch: one, or one for each line of a CSV file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use pointapi::platform::{JsonOrder, Order, Product};
use pointapi_cli::batch::{self, Item};

use super::template::{Template, Values};
use crate::failure::{Failure, Result};

/// An order that is to be placed.
pub(super) struct Row<'a> {
    label: String,
    values: Values,
    template: &'a Template,
    product: &'a Product,
    model: &'a str,
}

/// The kind of order that all rows have.
pub(super) struct Kind<'a> {
    pub(super) template: &'a Template,
    pub(super) product: &'a Product,
    pub(super) model: &'a str,
}

impl<'a> Kind<'a> {
    /// Returns the order of a template without placeholders.
    ///
    /// # Errors
    ///
    /// If it has no label.
    pub(super) fn single(&self) -> Result<Row<'a>> {
        self.row(Values::new()).map_err(Failure::usage)
    }

    /// Reads the orders of a CSV file.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, two columns have the same name, a line has no label, or two lines have the same one.
    pub(super) fn rows(&self, csv: &Path) -> Result<Vec<Row<'a>>> {
        let bytes = fs::read(csv).map_err(|error| Failure::file(csv, error))?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let failure = |error: csv::Error| Failure::file(csv, reason(&error, bytes));
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::Headers).from_reader(bytes);
        let headers = reader.headers().map_err(failure)?.clone();
        // Spreadsheets write them where the decimal separator is a comma.
        if headers.len() == 1 && headers[0].contains([';', '\t']) {
            return Err(Failure::file(csv, "line 1: the columns must be separated by commas"));
        }
        let mut columns = BTreeSet::new();
        // As a map, a line has only the last value of such columns.
        if let Some(name) = headers.iter().find(|name| !columns.insert(*name)) {
            return Err(Failure::file(csv, format!("the column `{name}` is there twice")));
        }
        let mut lines = BTreeMap::new();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(failure)?;
            // Spreadsheets write a cleared row as commas.
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let line = record.position().map_or(0, |position| line_of(position, bytes));
            let row = self.row(record.deserialize(Some(&headers)).map_err(failure)?);
            let row = row.map_err(|reason| Failure::file(csv, format!("line {line}: {reason}")))?;
            if let Some(first) = lines.insert(row.label.clone(), line) {
                let message =
                    format!("`{}` is on two lines, {first} and {line}, and would be ordered twice", row.label);
                return Err(Failure::file(csv, message));
            }
            rows.push(row);
        }
        Ok(rows)
    }

    fn row(&self, values: Values) -> Result<Row<'a>, String> {
        let label = self.template.label(&values)?;
        Ok(Row { label, values, template: self.template, product: self.product, model: self.model })
    }
}

/// Says what is wrong with a file. The lines of the reader's own messages are too low after CRLF and empty lines.
fn reason(error: &csv::Error, bytes: &[u8]) -> String {
    let reason = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the number of cells is {len}, and that of columns is {expected_len}")
        }
        csv::ErrorKind::Utf8 { err, .. } => {
            format!("cell {} is not UTF-8; save the file as `CSV UTF-8`", err.field() + 1)
        }
        _ => return error.to_string(),
    };
    let line = error.position().map_or(1, |position| line_of(position, bytes));
    format!("line {line}: {reason}")
}

/// Returns the line that a record begins on. Its position is before the empty lines that the reader skips.
fn line_of(position: &csv::Position, bytes: &[u8]) -> u64 {
    let record = usize::try_from(position.byte()).ok().and_then(|begin| bytes.get(begin..)).unwrap_or_default();
    let skipped = record.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + skipped.filter(|byte| **byte == b'\n').count() as u64
}

impl Item for Row<'_> {
    fn label(&self) -> &str {
        &self.label
    }

    fn product(&self) -> Product {
        self.product.clone()
    }

    fn model(&self) -> &str {
        self.model
    }

    fn order(&self) -> batch::Result<Order> {
        let body = self.template.fill(&self.values)?;
        Ok(JsonOrder::new(self.product.clone(), self.model, body)?.into())
    }
}
