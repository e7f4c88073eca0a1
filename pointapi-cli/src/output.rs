//! The output: data on stdout, all else on stderr.

mod cells;
mod format;
mod json;
mod listing;
mod text;

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use clap::Args;
use serde::Serialize;

use crate::failure::{Failure, Result};

pub(crate) use self::format::{Column, Format};
pub(crate) use self::json::json_line;
pub(crate) use self::listing::Listing;
pub(crate) use self::text::printable;

/// The options that every command has.
#[derive(Debug, Clone, Args)]
pub(crate) struct OutputArguments {
    /// The format of data; by default a table on a terminal, and one JSON object a line elsewhere.
    #[arg(long, global = true, value_name = "FORMAT", help_heading = "Global options")]
    output: Option<Format>,
    /// Print data and errors, but no progress and no notes.
    #[arg(long, global = true, conflicts_with = "verbose", help_heading = "Global options")]
    quiet: bool,
    /// Log requests to stderr; twice for details, three times for everything.
    #[arg(long, short, global = true, action = clap::ArgAction::Count, help_heading = "Global options")]
    verbose: u8,
}

/// Writes data and notes.
#[derive(Debug)]
pub(crate) struct Output {
    format: Format,
    /// The format was chosen by the user.
    is_chosen: bool,
    is_quiet: bool,
    verbosity: u8,
    is_terminal: bool,
}

impl Output {
    /// # Errors
    ///
    /// If a table is requested elsewhere than on a terminal.
    pub(crate) fn new(arguments: &OutputArguments) -> Result<Self> {
        let is_terminal = io::stdout().is_terminal();
        let format = match arguments.output {
            Some(Format::Table) if !is_terminal => {
                let message = "`--output table` needs a terminal as stdout";
                return Err(Failure::usage(message).advise("use `json`, `jsonl` or `csv` in a pipe or file"));
            }
            Some(format) => format,
            None if is_terminal => Format::Table,
            None => Format::Jsonl,
        };
        let is_chosen = arguments.output.is_some();
        Ok(Self { format, is_chosen, is_quiet: arguments.quiet, verbosity: arguments.verbose, is_terminal })
    }

    /// Returns the format, if the user chose one.
    pub(crate) fn chosen(&self) -> Option<Format> {
        self.is_chosen.then_some(self.format)
    }

    /// Rejects a format that the user chose for data that has only one.
    ///
    /// # Errors
    ///
    /// If the user chose a format.
    pub(crate) fn without_format(&self, command: &str) -> Result<()> {
        match self.chosen() {
            Some(_) => Err(Failure::usage(format!("`--output` cannot be used with `pointapi {command}`"))),
            None => Ok(()),
        }
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.is_quiet
    }

    pub(crate) fn verbosity(&self) -> u8 {
        self.verbosity
    }

    /// Returns true if a person reads stdout.
    pub(crate) fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Begins a list of objects.
    pub(crate) fn listing<'a>(&self, columns: &'a [Column]) -> Listing<'a> {
        Listing::new(self.format, columns, self.is_terminal)
    }

    /// Prints one object; as a table, one line for each column that it has.
    pub(crate) fn object<T: Serialize>(&self, columns: &[Column], object: &T) -> Result<()> {
        if self.format == Format::Json {
            return self.json(object);
        }
        if self.format != Format::Table {
            let mut listing = self.listing(columns);
            listing.push(object)?;
            return listing.finish();
        }
        let row = cells::of(object, columns);
        let width = columns.iter().map(|column| column.title.len()).max().unwrap_or_default();
        let mut out = io::stdout().lock();
        for (column, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            writeln!(out, "{:<width$}  {}", printable(&column.title), printable(&cell))?;
        }
        Ok(())
    }

    /// Prints one JSON document over several lines.
    pub(crate) fn json<T: Serialize>(&self, value: &T) -> Result<()> {
        Ok(writeln!(io::stdout().lock(), "{}", json::pretty(value)?)?)
    }

    /// Prints one line of data that has no structure, such as a token.
    pub(crate) fn line(&self, line: &str) -> Result<()> {
        writeln!(io::stdout().lock(), "{line}")?;
        Ok(())
    }

    /// Prints a note for a person to stderr, unless it should be quiet.
    pub(crate) fn note(&self, note: impl AsRef<str>) {
        if !self.is_quiet {
            to_stderr(printable(note.as_ref()));
        }
    }
}

/// Prints the failure of a command to stderr.
pub(crate) fn report(failure: &Failure) {
    let (red, bold, end) = ("\u{1b}[1;31m", "\u{1b}[1m", "\u{1b}[0m");
    // `anstream` removes the colors where they are not wanted: elsewhere than on a terminal, and with `NO_COLOR`.
    to_stderr(format_args!("{red}error:{end} {}", printable(&failure.message)));
    if let Some(advice) = &failure.advice {
        to_stderr(format_args!("  {bold}hint:{end} {}", printable(advice)));
    }
}

/// Prints a line to stderr. A full disk behind it must not end the work that the line is about.
pub(crate) fn to_stderr(line: impl Display) {
    writeln!(anstream::stderr(), "{line}").ok();
}
