//! `pointapi import`: traits and types from an OpenAPI document.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use pointapi_import::{Change, Changes, Import};
use serde::Serialize;

use super::print_rows;
use crate::context::Context;
use crate::exit;
use crate::failure::Result;
use crate::output::{Column, Output};

/// Write annotated traits and types for an OpenAPI 3 document.
///
/// Writes OUT.rs and one file for each tag into the folder OUT. A second run changes only what the document changed.
/// Parts of the document that the code does not express are listed on stderr with their places.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi import api.yaml --out src/api
  pointapi import api.yaml --out src/api --only 'tag:issues,path:/repos/*'
  pointapi import api.yaml --out src/api --format date-time=jiff::Timestamp
  pointapi import api.yaml --out src/api --check

Exit codes: 0 done, 1 the code is stale (--check), 2 the document or an argument cannot be used.")]
pub(crate) struct Arguments {
    /// The document: a YAML or JSON file, or a folder with `openapi.yaml` in it.
    document: PathBuf,
    /// Where to write: `src/api` for `src/api.rs` and `src/api/`.
    #[arg(long)]
    out: PathBuf,
    /// Import only what a term selects: `tag:NAME`, `path:/PATTERN/*`, `operation:ID`.
    #[arg(long, value_name = "TERMS")]
    only: Vec<String>,
    /// Name the trait of all endpoints; by default after OUT.
    #[arg(long)]
    name: Option<String>,
    /// Change a row of the format table.
    #[arg(long, value_name = "FORMAT=TYPE", value_parser = row)]
    format: Vec<(String, String)>,
    /// Prefer a media type where an operation offers several.
    #[arg(long, value_name = "TYPE")]
    media_type: Vec<String>,
    /// Add a derive to every struct. Enums of strings also take `PartialOrd`, `Ord` and `Hash`; other enums take
    /// `Clone`, `PartialEq`, `Eq` and `Hash`, the last two unless a value may be a float, and `Hash` unless it may be a
    /// secret.
    #[arg(long, value_name = "NAME")]
    derive: Vec<String>,
    /// For servers that omit required fields: in types that are only received, each field is an `Option`; so is a response
    /// that is a map.
    #[arg(long)]
    lenient: bool,
    /// Make the traits servable: `#[point_api(server)]`, and types that are read and written.
    #[arg(long)]
    server: bool,
    /// Make the traits describable: `#[point_api(openapi)]`, and types that have a schema.
    #[arg(long)]
    openapi: bool,
    /// Recognize no pagination.
    #[arg(long)]
    no_paging: bool,
    /// Make each part that the code does not express an error.
    #[arg(long)]
    strict: bool,
    /// Write nothing; fail if the code is stale.
    #[arg(long)]
    check: bool,
}

fn row(text: &str) -> Result<(String, String), String> {
    let (format, path) = text.split_once('=').ok_or("write FORMAT=TYPE, such as `date-time=jiff::Timestamp`")?;
    Ok((format.to_owned(), path.to_owned()))
}

impl Arguments {
    fn import(&self) -> Import {
        let mut import = Import::new(&self.document);
        import = self.only.iter().fold(import, Import::only);
        import = self.name.iter().fold(import, Import::name);
        import = self.media_type.iter().fold(import, Import::media_type);
        import = self.derive.iter().fold(import, Import::derive);
        import = self.format.iter().fold(import, |import, (format, path)| import.format(format, path));
        type Setting = fn(Import) -> Import;
        let flags: [(bool, Setting); 5] = [
            (self.lenient, Import::lenient),
            (self.server, Import::server),
            (self.openapi, Import::openapi),
            (self.no_paging, Import::no_paging),
            (self.strict, Import::strict),
        ];
        flags.into_iter().filter(|(is_set, _)| *is_set).fold(import, |import, (_, set)| set(import))
    }
}

const CHANGES: &[Column] = &[Column::new("change", "Change"), Column::new("file", "File")];

#[derive(Serialize)]
struct ChangeRow {
    change: &'static str,
    file: String,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<ExitCode> {
    let output = &context.output;
    let imported = arguments.import().run()?;
    for finding in imported.findings() {
        output.note(finding.to_string());
    }
    if arguments.check {
        let changes = imported.check(&arguments.out)?;
        print_changes(output, &changes)?;
        return Ok(if changes.is_empty() { exit::DONE } else { exit::FAILED }.into());
    }
    print_changes(output, &imported.write(&arguments.out)?)?;
    output.note(imported.summary());
    Ok(exit::DONE.into())
}

fn print_changes(output: &Output, changes: &Changes) -> Result<()> {
    print_rows(output, CHANGES, changes.iter(), |(path, change)| ChangeRow {
        change: match change {
            Change::Added => "added",
            Change::Removed => "removed",
            _ => "changed",
        },
        file: path.display().to_string(),
    })
}
