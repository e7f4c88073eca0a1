//! The kind of value that a schema describes.

use std::collections::HashSet;

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

/// True for schemas that no value satisfies at once, as far as their kinds say.
pub(super) fn are_disjoint(a: &Cursor<'_>, b: &Cursor<'_>) -> bool {
    let (a, b) = (possible_kinds(a), possible_kinds(b));
    !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
}

/// The kinds that a schema allows, also through references, an `allOf` or a union; none if it does not say. An integer
/// counts as a number.
pub(crate) fn possible_kinds<'d>(schema: &Cursor<'d>) -> HashSet<&'d str> {
    let mut possible = HashSet::new();
    let mut seen = HashSet::new();
    let mut next = vec![schema.clone()];
    while let Some(schema) = next.pop() {
        let Ok(schema) = schema.resolve() else { return HashSet::new() };
        if !seen.insert(schema.place()) {
            continue;
        }
        let kinds = match kinds(&schema).as_slice() {
            [] => vec![implied_kind(&schema)],
            kinds => kinds.to_vec(),
        };
        let parts = schema.items_of("allOf");
        let members: Vec<Cursor<'d>> = ["oneOf", "anyOf"].iter().flat_map(|name| schema.items_of(name)).collect();
        if kinds != [""] {
            possible.extend(kinds.into_iter().map(|kind| if kind == "integer" { "number" } else { kind }));
        } else if let Some(first) = parts.into_iter().next() {
            next.push(first);
        } else if members.is_empty() {
            return HashSet::new();
        } else {
            next.extend(members);
        }
    }
    possible
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
