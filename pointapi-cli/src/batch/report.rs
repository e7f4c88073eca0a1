//! The outcome of each item, as CSV.

use std::fs::{File, OpenOptions};
use std::path::Path;

use super::{Line, Result, private};

/// A file for the outcome of each item.
///
/// Open it before the run, so that a file that cannot be written costs no order.
///
/// ```no_run
/// use std::path::Path;
///
/// use pointapi_cli::batch::report::Report;
/// use pointapi_cli::batch::{Batch, Item, Result};
///
/// # async fn run(batch: Batch<'_>, orders: Vec<impl Item>) -> Result<()> {
/// let report = Report::open(Path::new("report.csv"))?;
/// report.write(&batch.run(&orders).await)
/// # }
/// ```
#[derive(Debug)]
pub struct Report(File);

impl Report {
    /// Opens a file, whose content stays until [`write`](Self::write). Only its owner can read a new one (mode 0600 on
    /// Unix).
    ///
    /// # Errors
    ///
    /// If the file cannot be opened for writing.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self(private::open(path, OpenOptions::new().write(true).create(true).truncate(false))?))
    }

    /// Writes the lines with the columns `label`, `end`, `good`.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn write(self, lines: &[Line]) -> Result<()> {
        // A device has no length.
        if self.0.metadata()?.is_file() {
            self.0.set_len(0)?;
        }
        let mut table = csv::Writer::from_writer(self.0);
        table.write_record(["label", "end", "good"])?;
        for Line { label, end, .. } in lines {
            table.write_record([&*harmless(label), &harmless(&end.text), if end.is_good() { "yes" } else { "no" }])?;
        }
        Ok(table.flush()?)
    }
}

/// Escapes a cell that a spreadsheet would run as a formula: a leading apostrophe makes it text. A number stays as it is.
#[must_use]
pub fn harmless(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && cell.parse::<f64>().is_err();
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}
