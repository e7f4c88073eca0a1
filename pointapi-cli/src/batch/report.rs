//! The outcome of each item, as CSV.

use std::path::Path;

use super::{Line, Result};

/// Writes the lines with the columns `label`, `end`, `good`.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write(path: &Path, lines: &[Line]) -> Result<()> {
    let mut table = csv::Writer::from_path(path)?;
    table.write_record(["label", "end", "good"])?;
    for Line { label, end, .. } in lines {
        table.write_record([&*harmless(label), &harmless(&end.text), if end.is_good() { "yes" } else { "no" }])?;
    }
    Ok(table.flush()?)
}

/// Escapes a cell that a spreadsheet would run as a formula: a leading apostrophe makes it text.
#[must_use]
pub fn harmless(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}
