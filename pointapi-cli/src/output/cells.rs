//! The cells of an object.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::format::Column;
use crate::tokens::compact;

/// Returns the members of an object in the order of the columns; a missing one is empty.
pub(super) fn of<T: Serialize>(object: &T, columns: &[Column]) -> Vec<String> {
    let json = serde_json::to_string(object).unwrap_or_default();
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(&json).unwrap_or_default();
    columns.iter().map(|column| members.get(&*column.name).map_or_else(String::new, |member| cell(member))).collect()
}

/// Returns a string without its quotes, and any other value as its JSON.
fn cell(value: &RawValue) -> String {
    match value.get() {
        "null" => String::new(),
        json => serde_json::from_str(json).unwrap_or_else(|_| compact(json)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_member_is_an_empty_cell() {
        let row: &RawValue = serde_json::from_str(r#"{"b": 1.10, "a": "t\"xt", "c": null, "e": [1, 2]}"#).unwrap();
        let row = of(&row, &["b", "a", "c", "d", "e"].map(Column::named));
        assert_eq!(row, ["1.10", "t\"xt", "", "", "[1,2]"]);
    }
}
