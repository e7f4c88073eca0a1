//! A list of objects, printed as it comes; a table is printed at its end.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table, presets};
use pointapi_cli::batch::report::harmless;
use serde::Serialize;

use super::cells;
use super::format::{Column, Format};
use super::json::json_line;
use super::text::printable;
use crate::failure::Result;

/// A list of objects on stdout.
pub(crate) struct Listing<'a> {
    columns: &'a [Column],
    is_empty: bool,
    is_terminal: bool,
    form: Form,
}

enum Form {
    Table(Box<Table>),
    Json,
    Jsonl,
    Csv(Box<csv::Writer<io::Stdout>>),
}

impl<'a> Listing<'a> {
    pub(super) fn new(format: Format, columns: &'a [Column], is_terminal: bool) -> Self {
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
        Self { columns, is_empty: true, is_terminal, form }
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
                out.write_all(json_line(object)?.as_bytes())?;
            }
            Form::Jsonl => writeln!(io::stdout().lock(), "{}", json_line(object)?)?,
            Form::Csv(writer) => {
                if is_first {
                    write_csv(writer, self.columns.iter().map(|column| &*column.name), self.is_terminal)?;
                }
                let row = cells::of(object, self.columns);
                write_csv(writer, row.iter().map(String::as_str), self.is_terminal)?;
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
                    write_csv(&mut writer, self.columns.iter().map(|column| &*column.name), self.is_terminal)?;
                }
                writer.flush()?;
            }
        }
        Ok(out.flush()?)
    }
}

/// Writes one record. Control characters are replaced on a terminal and kept in a file.
fn write_csv<'a, W: Write>(
    writer: &mut csv::Writer<W>,
    cells: impl Iterator<Item = &'a str>,
    is_terminal: bool,
) -> io::Result<()> {
    let shown = |cell: &str| if is_terminal { printable(&harmless(cell)).into_owned() } else { harmless(cell) };
    // The conversion of the error would hide that a pipe is broken.
    writer.write_record(cells.map(shown)).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    })
}

/// A line break would break the columns.
fn one_line(cell: &str) -> String {
    cell.replace(['\n', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(is_terminal: bool) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        write_csv(&mut writer, ["a\u{1b}[2J", "=b", "-5", "-5.5e3", "-5+a"].into_iter(), is_terminal).expect("written");
        String::from_utf8(writer.into_inner().expect("flushed")).expect("text")
    }

    #[test]
    fn a_broken_pipe_is_one_in_csv_too() {
        struct Closed;

        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }

        let mut writer = csv::WriterBuilder::new().buffer_capacity(1).from_writer(Closed);
        let error = write_csv(&mut writer, ["a", "b"].into_iter(), false).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
        // Dropped, it would try once more.
        std::mem::forget(writer);
    }

    #[test]
    fn csv_on_a_terminal_has_no_escape_sequences() {
        assert_eq!(csv(true), "a\u{fffd}[2J,'=b,-5,-5.5e3,'-5+a\n");
        assert_eq!(csv(false), "a\u{1b}[2J,'=b,-5,-5.5e3,'-5+a\n");
    }
}
