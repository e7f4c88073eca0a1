//! A document as text.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};

/// Returns a document as JSON, indented by two spaces.
///
/// ```
/// let document = serde_json::json!({ "paths": {}, "openapi": "3.1.1" });
/// let text = pointapi::openapi::to_json(&document)?;
/// assert_eq!(text, "{\n  \"openapi\": \"3.1.1\",\n  \"paths\": {}\n}\n");
/// # Ok::<(), pointapi::Error>(())
/// ```
///
/// Members come in the order in which people write them.
///
/// # Errors
///
/// [`ErrorKind::Serialize`] if the value cannot be written.
pub fn to_json(document: &Value) -> Result<String> {
    let mut text = serde_json::to_string_pretty(&InOrder(document)).map_err(|error| failed(error.into()))?;
    text.push('\n');
    Ok(text)
}

/// Returns a document as YAML.
///
/// ```
/// let document = serde_json::json!({ "info": { "version": "1.0", "title": "Orders" }, "openapi": "3.1.1" });
/// let text = pointapi::openapi::to_yaml(&document)?;
/// assert_eq!(text, "openapi: \"3.1.1\"\ninfo:\n  title: Orders\n  version: \"1.0\"\n");
/// # Ok::<(), pointapi::Error>(())
/// ```
///
/// Members come in the order in which people write them.
///
/// # Errors
///
/// [`ErrorKind::Serialize`] if the value cannot be written.
pub fn to_yaml(document: &Value) -> Result<String> {
    serde_saphyr::to_string(&InOrder(document)).map_err(|error| failed(error.into()))
}

fn failed(source: crate::BoxError) -> Error {
    Error::new(ErrorKind::Serialize, "the OpenAPI document could not be written").with_source(source)
}

/// The members that come first, in this order; others follow in alphabetical order.
const FIRST: [&str; 24] = [
    "openapi",
    "info",
    "title",
    "version",
    "servers",
    "tags",
    "paths",
    "components",
    "name",
    "in",
    "summary",
    "description",
    "operationId",
    "deprecated",
    "security",
    "parameters",
    "requestBody",
    "responses",
    "required",
    "$ref",
    "type",
    "style",
    "explode",
    "schema",
];

/// A value whose objects have a fixed order.
struct InOrder<'a>(&'a Value);

impl Serialize for InOrder<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(members) => {
                let rank = |name: &str| FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
                let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
                sorted.sort_by_key(|(name, _)| (rank(name), *name));
                let mut map = serializer.serialize_map(Some(sorted.len()))?;
                for (name, value) in sorted {
                    map.serialize_entry(name, &InOrder(value))?;
                }
                map.end()
            }
            Value::Array(items) => {
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    seq.serialize_element(&InOrder(item))?;
                }
                seq.end()
            }
            scalar => scalar.serialize(serializer),
        }
    }
}
