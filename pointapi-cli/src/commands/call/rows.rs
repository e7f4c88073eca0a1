//! A JSON response in the format that the user chose.

use serde_json::value::RawValue;

use crate::failure::{Failure, Result};
use crate::output::{Column, Format, Output};
use crate::tokens::names;

/// A table with a column for each member of each object would be as large as the square of the response.
const MAX_COLUMNS: usize = 256;

/// Prints JSON; a table and CSV need a list of objects, or one object.
pub(super) fn print(output: &Output, format: Format, json: &RawValue) -> Result<()> {
    if format == Format::Json {
        return output.json(&json);
    }
    let rows: Vec<&RawValue> = serde_json::from_str(json.get()).unwrap_or_else(|_| vec![json]);
    let columns = if format == Format::Jsonl { Vec::new() } else { columns(&rows)? };
    // The header of no columns would be a line, and so would each object.
    if format != Format::Jsonl && columns.is_empty() {
        return Ok(());
    }
    let mut listing = output.listing(&columns);
    for row in &rows {
        listing.push(row)?;
    }
    listing.finish()
}

/// Returns the members of the objects, in the order in which they come first.
fn columns(rows: &[&RawValue]) -> Result<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::new();
    for row in rows {
        let Some(names) = names(row.get()) else {
            return Err(no_table("the response is not an object or a list of objects"));
        };
        for name in names {
            if columns.iter().all(|column| column.name != name) {
                columns.push(Column::named(&name));
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
    use super::*;

    fn columns_of(json: &str) -> Result<Vec<Column>> {
        columns(&serde_json::from_str::<Vec<&RawValue>>(json).expect("an array"))
    }

    #[test]
    fn columns_are_bounded_and_in_the_order_of_the_response() {
        let objects = |members: usize| {
            let objects = (0..members).map(|number| format!("{{\"id\": {number}, \"{number}\": 1}}"));
            format!("[{}]", objects.collect::<Vec<_>>().join(","))
        };
        assert_eq!(columns_of(&objects(MAX_COLUMNS - 1)).expect("few").len(), MAX_COLUMNS);
        assert!(columns_of(&objects(MAX_COLUMNS)).is_err());
        let names = columns_of(r#"[{"b": 1, "a": 2}, {"c": 3, "a": 4}]"#).expect("objects");
        assert_eq!(names.iter().map(|column| &*column.name).collect::<Vec<_>>(), ["b", "a", "c"]);
    }
}
