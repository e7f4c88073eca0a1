//! Schemas of what serde's attributes do not say.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::schemas::without_null;
use crate::auth::Secret;

/// Allows `null` for the members of a struct that are marked, and for no others: a transform of schemars.
///
/// Without it each `Option` may be `null`. With it an `Option` is a member that can be absent; the mark of `null` is
/// `extend("nullable" = true)`, and `extend("present" = true)` marks a member that is required although it is an `Option`.
/// schemars's own `required` would write the type of the member into the schema instead of a reference.
///
/// ```
/// use pointapi::openapi::schemars::{self, JsonSchema};
///
/// #[derive(JsonSchema)]
/// # #[schemars(crate = "pointapi::openapi::schemars")]
/// #[schemars(transform = pointapi::openapi::null_where_marked)]
/// struct Order {
///     note: Option<String>,
///     #[schemars(extend("nullable" = true, "present" = true))]
///     shipped: Option<String>,
/// }
///
/// let schema = schemars::schema_for!(Order);
/// assert_eq!(schema.get("properties").unwrap()["note"]["type"], "string");
/// assert_eq!(schema.get("properties").unwrap()["shipped"]["type"], serde_json::json!(["string", "null"]));
/// assert_eq!(*schema.get("required").unwrap(), serde_json::json!(["shipped"]));
/// ```
pub fn null_where_marked(schema: &mut Schema) {
    let mut present = Vec::new();
    let members = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, member) in members.into_iter().flatten() {
        let mut is_marked = |mark| member.as_object_mut().and_then(|schema| schema.remove(mark)).is_some();
        let (is_nullable, is_present) = (is_marked("nullable"), is_marked("present"));
        present.extend(is_present.then(|| Value::from(name.as_str())));
        // What stands beside the types, such as a description, stays there.
        let (schema, _) = without_null(member.take());
        *member = if is_nullable { or_null(schema) } else { schema };
    }
    if present.is_empty() {
        return;
    }
    match schema.get_mut("required").and_then(Value::as_array_mut) {
        Some(required) => required.extend(present),
        None => drop(schema.insert("required".to_owned(), present.into())),
    }
}

/// Adds `null` to the values of a schema.
fn or_null(mut schema: Value) -> Value {
    if schema.get("type").is_some_and(Value::is_string) {
        schema["type"] = json!([schema["type"], "null"]);
        if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
            values.push(Value::Null);
        }
        return schema;
    }
    let annotations = ["description", "deprecated", "readOnly", "writeOnly"];
    let mut outer = Map::new();
    if let Some(members) = schema.as_object_mut() {
        outer.extend(annotations.iter().filter_map(|name| members.remove_entry(*name)));
    }
    outer.insert("anyOf".to_owned(), json!([schema, { "type": "null" }]));
    outer.into()
}

/// Returns the schema of an enum of strings, described by lines of docs.
///
/// ```
/// let schema = pointapi::openapi::string_enum(&[" The state of an order."], &["open", "shipped"]);
/// assert_eq!(schema.get("description").unwrap(), "The state of an order.");
/// assert_eq!(*schema.get("enum").unwrap(), serde_json::json!(["open", "shipped"]));
/// ```
#[must_use]
pub fn string_enum(docs: &[&str], values: &[&str]) -> Schema {
    let mut schema = json_schema!({ "type": "string", "enum": values });
    let lines: Vec<&str> = docs.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let description = lines.join("\n");
    if !description.trim().is_empty() {
        schema.insert("description".to_owned(), description.trim().into());
    }
    schema
}

impl JsonSchema for Secret {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Secret".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "password" })
    }
}
