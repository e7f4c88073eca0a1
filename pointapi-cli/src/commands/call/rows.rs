//! A JSON response in the format that the user chose.

use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::output::{Column, Format, Output};

/// Prints JSON; a table and CSV need a list of objects, or one object.
pub(super) fn print(output: &Output, format: Format, json: Value) -> Result<()> {
    if format == Format::Json {
        return output.json(&json);
    }
    let rows = match json {
        Value::Array(rows) => rows,
        other => vec![other],
    };
    let columns = if format == Format::Jsonl { Vec::new() } else { columns(&rows)? };
    let mut listing = output.listing(&columns);
    for row in &rows {
        listing.push(row)?;
    }
    listing.finish()
}

/// Returns the members of the objects, in the order in which they come first.
fn columns(rows: &[Value]) -> Result<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::new();
    for row in rows {
        let Some(object) = row.as_object() else {
            let message = "the response is not an object or a list of objects";
            return Err(Failure::usage(message).advise("use `--output json` or `--output jsonl`"));
        };
        for name in object.keys() {
            if columns.iter().all(|column| column.name != *name) {
                columns.push(Column::named(name));
            }
        }
    }
    Ok(columns)
}
