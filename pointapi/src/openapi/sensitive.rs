//! The schemas of `#[sensitive]` values.

use serde_json::{Map, Value};

/// The schema of a value that no response and no log shows.
pub(super) fn sensitive(mut schema: Value) -> Value {
    if let Some(members) = schema.as_object_mut() {
        members.insert("writeOnly".to_owned(), true.into());
        hide(members);
        if let Some(items) = members.get_mut("items").and_then(Value::as_object_mut) {
            hide(items);
        }
    }
    schema
}

/// Marks text as a password.
fn hide(members: &mut Map<String, Value>) {
    let is_text = |name: &Value| name == "string";
    if members
        .get("type")
        .is_some_and(|name| is_text(name) || name.as_array().is_some_and(|all| all.iter().any(is_text)))
    {
        members.entry("format").or_insert_with(|| "password".into());
    }
}
