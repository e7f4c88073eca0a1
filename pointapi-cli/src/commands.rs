//! The commands, one file each.

pub(crate) mod call;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod man;
pub(crate) mod orders;
pub(crate) mod report;
pub(crate) mod sandbox;
pub(crate) mod status;
pub(crate) mod token;
pub(crate) mod webhooks;

use std::process::ExitCode;

use pointapi_import::Difference;
use serde::Serialize;

use crate::exit;
use crate::failure::{Result, unless_gone};
use crate::output::{Column, Output};

const DIFFERENCES: &[Column] =
    &[Column::new("kind", "Kind"), Column::new("place", "Place"), Column::new("change", "Change")];

#[derive(Serialize)]
struct DifferenceRow<'a> {
    kind: &'static str,
    place: &'a str,
    change: &'a str,
}

/// Prints the differences; fails if one of them is breaking.
fn report(output: &Output, differences: &[Difference]) -> Result<ExitCode> {
    print_rows(output, DIFFERENCES, differences, |difference| DifferenceRow {
        kind: if difference.is_breaking { "breaking" } else { "compatible" },
        place: &difference.place,
        change: &difference.change,
    })?;
    let breaking = differences.iter().filter(|difference| difference.is_breaking).count();
    let noun = if differences.len() == 1 { "difference" } else { "differences" };
    output.note(format!("{} {noun}, {breaking} of them breaking", differences.len()));
    Ok(if breaking > 0 { exit::FAILED } else { exit::DONE }.into())
}

/// Prints a row for each item.
fn print_rows<'a, T: 'a, Row: Serialize>(
    output: &Output,
    columns: &[Column],
    items: impl IntoIterator<Item = T>,
    row: impl Fn(T) -> Row,
) -> Result<()> {
    let mut listing = output.listing(columns);
    let printed = items.into_iter().try_for_each(|item| listing.push(&row(item)));
    unless_gone(printed.and_then(|()| listing.finish()))
}
