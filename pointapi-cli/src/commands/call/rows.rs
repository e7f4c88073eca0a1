//! A JSON response in the format that the user chose.

use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::output::{Column, Format, Output};

/// A table with a column for each member of each object would be as large as the square of the response.
const MAX_COLUMNS: usize = 256;

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
            return Err(no_table("the response is not an object or a list of objects"));
        };
        for name in object.keys() {
            if columns.iter().all(|column| column.name != *name) {
                columns.push(Column::named(name));
            }
            if columns.len() > MAX_COLUMNS {
                return Err(no_table(format!("the objects of the response have more than {MAX_COLUMNS} members")));
            }
        }
    }
    Ok(columns)
}

fn no_table(message: impl Into<String>) -> Failure {
    Failure::usage(message).advise("use `--output json` or `--output jsonl`")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn objects(members: usize) -> Vec<Value> {
        (0..members).map(|number| json!({"id": number, number.to_string(): 1})).collect()
    }

    #[test]
    fn columns_are_bounded() {
        assert_eq!(columns(&objects(MAX_COLUMNS - 1)).ok().map(|columns| columns.len()), Some(MAX_COLUMNS));
        assert!(columns(&objects(MAX_COLUMNS)).is_err());
    }
}
