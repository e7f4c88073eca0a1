//! The outcome of each item, as CSV.

use std::fs::OpenOptions;
use std::path::Path;

use super::{Line, Result, private};

/// Writes the lines with the columns `label`, `end`, `good`. Only its owner can read a new file (mode 0600 on Unix).
///
/// # Errors
///
/// If the file cannot be written.
pub fn write(path: &Path, lines: &[Line]) -> Result<()> {
    let file = private::open(path, OpenOptions::new().write(true).create(true).truncate(true))?;
    let mut table = csv::Writer::from_writer(file);
    table.write_record(["label", "end", "good"])?;
    for Line { label, end, .. } in lines {
        table.write_record([&*harmless(label), &harmless(&end.text), if end.is_good() { "yes" } else { "no" }])?;
    }
    Ok(table.flush()?)
}

/// Escapes a cell that a spreadsheet would run as a formula: a leading apostrophe makes it text. A number stays as it is.
#[must_use]
pub fn harmless(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && cell.parse::<f64>().is_err();
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}
