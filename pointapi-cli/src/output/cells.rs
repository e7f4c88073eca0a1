//! The cells of an object.

use serde::Serialize;
use serde_json::Value;

use super::format::Column;

/// Returns the members of an object in the order of the columns; a missing one is empty.
pub(super) fn of<T: Serialize>(object: &T, columns: &[Column]) -> Vec<String> {
    let object = serde_json::to_value(object).unwrap_or_default();
    columns.iter().map(|column| cell(&object[&*column.name])).collect()
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_missing_member_is_an_empty_cell() {
        let row = json!({"a": "text", "b": 7, "c": null});
        assert_eq!(of(&row, &["b", "a", "c", "d"].map(Column::named)), ["7", "text", "", ""]);
    }
}
