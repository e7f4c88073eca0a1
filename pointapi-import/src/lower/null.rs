//! Schemas of which `null` is a value.

use crate::cursor::Cursor;
use crate::lower::union_members::is_validation;
use crate::model::DEEPEST;
use crate::node::Node;

/// True if `null` is a value of the schema.
pub(super) fn is_nullable(schema: &Cursor<'_>) -> bool {
    let is_null = |node: &Node| matches!(node, Node::Null);
    let allows_null = match schema.node.get("type") {
        Some(Node::List(kinds)) => kinds.iter().any(|kind| kind.as_str() == Some("null")),
        _ => false,
    };
    schema.is("nullable")
        || schema.is("x-nullable")
        || allows_null
        || schema.node.get("enum").is_some_and(|values| values.items().iter().any(is_null))
        || ["oneOf", "anyOf"].iter().any(|name| schema.items_of(name).iter().any(is_only_null))
        || ["oneOf", "anyOf", "allOf"].iter().any(|name| schema.items_of(name).iter().any(adds_null))
}

/// True for `{nullable: true}`, perhaps with restrictions, which authors write beside the schema that they mean.
fn adds_null(schema: &Cursor<'_>) -> bool {
    is_validation(schema) && schema.is("nullable")
}

/// True for `{type: null}`, `{const: null}` and `{enum: [null]}`, also by a reference.
pub(super) fn is_only_null(schema: &Cursor<'_>) -> bool {
    let Ok(schema) = schema.resolve() else { return false };
    schema.str("type") == Some("null")
        || matches!(schema.node.get("const"), Some(Node::Null))
        || schema.node.get("enum").is_some_and(|values| matches!(values.items(), [Node::Null]))
}

/// The schema without the union with `null` or the `allOf` of one part around it.
pub(crate) fn only<'d>(schema: &Cursor<'d>) -> Cursor<'d> {
    let mut only = schema.clone();
    for _ in 0..DEEPEST {
        let Ok(schema) = only.resolve() else { break };
        let members = ["allOf", "oneOf", "anyOf"].iter().flat_map(|name| schema.items_of(name));
        let members: Vec<Cursor<'d>> = members.filter(|member| !is_only_null(member)).collect();
        let [member] = members.as_slice() else { return schema };
        if !schema.members_of("properties").is_empty() {
            return schema;
        }
        only = member.clone();
    }
    only
}
