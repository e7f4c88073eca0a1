//! The kind of value that a schema describes.

use crate::cursor::Cursor;
use crate::node::Node;

/// The kinds that the `type` keyword allows, without `null`.
pub(crate) fn kinds<'d>(schema: &Cursor<'d>) -> Vec<&'d str> {
    match schema.node.get("type") {
        Some(Node::String(kind)) => vec![kind.as_str()],
        Some(Node::List(kinds)) => kinds.iter().filter_map(Node::as_str).filter(|kind| *kind != "null").collect(),
        _ => Vec::new(),
    }
}

/// The kind of a schema without the `type` keyword.
pub(super) fn implied_kind(schema: &Cursor<'_>) -> &'static str {
    let has_any = |names: &[&str]| names.iter().any(|name| schema.has(name));
    if has_any(&["properties", "additionalProperties", "patternProperties", "unevaluatedProperties"]) {
        "object"
    } else if has_any(&["items", "prefixItems"]) {
        "array"
    } else if has_any(&["format", "pattern", "minLength", "maxLength"]) {
        "string"
    } else {
        ""
    }
}
