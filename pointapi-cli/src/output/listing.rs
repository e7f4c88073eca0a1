//! A list of objects, printed as it comes; a table is printed at its end.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table, presets};
use pointapi_cli::batch::report::harmless;
use serde::Serialize;

use super::cells;
use super::format::{Column, Format};
use super::text::printable;
use crate::failure::Result;

/// A list of objects on stdout.
pub(crate) struct Listing<'a> {
    columns: &'a [Column],
    is_empty: bool,
    form: Form,
}

enum Form {
    Table(Box<Table>),
    Json,
    Jsonl,
    Csv(Box<csv::Writer<io::Stdout>>),
}

impl<'a> Listing<'a> {
    pub(super) fn new(format: Format, columns: &'a [Column]) -> Self {
        let form = match format {
            Format::Table => {
                let mut table = Table::new();
                table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
                table.set_header(columns.iter().map(|column| one_line(&printable(&column.title.to_uppercase()))));
                for column in table.column_iter_mut() {
                    column.set_padding((0, 2));
                }
                Form::Table(Box::new(table))
            }
            Format::Json => Form::Json,
            Format::Jsonl => Form::Jsonl,
            Format::Csv => Form::Csv(Box::new(csv::Writer::from_writer(io::stdout()))),
        };
        Self { columns, is_empty: true, form }
    }

    /// Adds an object.
    pub(crate) fn push<T: Serialize>(&mut self, object: &T) -> Result<()> {
        let is_first = std::mem::take(&mut self.is_empty);
        match &mut self.form {
            Form::Table(table) => {
                let row = cells::of(object, self.columns);
                table.add_row(row.iter().map(|cell| one_line(&printable(cell))));
            }
            Form::Json => {
                let mut out = io::stdout().lock();
                out.write_all(if is_first { b"[\n" } else { b",\n" })?;
                serde_json::to_writer(&mut out, object).map_err(io::Error::from)?;
            }
            Form::Jsonl => {
                let mut out = io::stdout().lock();
                serde_json::to_writer(&mut out, object).map_err(io::Error::from)?;
                out.write_all(b"\n")?;
            }
            Form::Csv(writer) => {
                if is_first {
                    writer
                        .write_record(self.columns.iter().map(|column| harmless(&column.name)))
                        .map_err(io::Error::from)?;
                }
                let row = cells::of(object, self.columns);
                writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(io::Error::from)?;
            }
        }
        Ok(())
    }

    /// Writes what is left.
    pub(crate) fn finish(self) -> Result<()> {
        let mut out = io::stdout();
        match self.form {
            Form::Table(_) if self.is_empty => {}
            Form::Table(table) => {
                for line in table.lines() {
                    writeln!(out, "{}", line.trim_end())?;
                }
            }
            Form::Json => out.write_all(if self.is_empty { b"[]\n" } else { b"\n]\n" })?,
            Form::Jsonl => {}
            Form::Csv(mut writer) => {
                if self.is_empty {
                    writer
                        .write_record(self.columns.iter().map(|column| harmless(&column.name)))
                        .map_err(io::Error::from)?;
                }
                writer.flush()?;
            }
        }
        Ok(out.flush()?)
    }
}

/// A line break would break the columns.
fn one_line(cell: &str) -> String {
    cell.replace(['\n', '\t'], " ")
}
