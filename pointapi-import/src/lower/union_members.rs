//! The members of a `oneOf` or `anyOf`, before they are lowered.

use crate::cursor::Cursor;
use crate::lower::kind::{implied_kind, kinds};
use crate::node::Node;

/// Keywords that restrict a value and give it no type.
const RESTRICTIONS: [&str; 4] = ["required", "not", "minProperties", "maxProperties"];

/// Keywords that restrict a value of the type that stands beside them; alone some of them imply one.
const VALIDATIONS: [&str; 13] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "dependentRequired",
];

/// Keywords that do not change which values are valid, but for `nullable`, which adds one.
const ANNOTATIONS: [&str; 10] = [
    "description",
    "title",
    "nullable",
    "deprecated",
    "example",
    "examples",
    "default",
    "readOnly",
    "writeOnly",
    "externalDocs",
];

/// The members of the schema's union, if it is one. Members that only restrict the schema beside them are left out; one
/// that restricts nothing is any value.
pub(super) fn members<'d>(schema: &Cursor<'d>) -> Option<Vec<Cursor<'d>>> {
    let members: Vec<Cursor<'d>> = ["oneOf", "anyOf"].iter().flat_map(|name| schema.items_of(name)).collect();
    let has_type = !kinds(schema).is_empty() || !implied_kind(schema).is_empty();
    if members.iter().all(|member| is_restriction(member) || (has_type && is_validation(member))) {
        return None;
    }
    Some(members.into_iter().filter(|member| !is_restriction(member) || is_anything(member)).collect())
}

/// The members, with those of a union among them that is nothing else and has no name: it would be a type and a variant
/// that have only their position as a name.
pub(super) fn lifted<'d>(members: &[Cursor<'d>]) -> Vec<Cursor<'d>> {
    let mut lifted = Vec::new();
    let mut next: Vec<Cursor<'d>> = members.iter().rev().cloned().collect();
    while let Some(member) = next.pop() {
        let inner = if is_only_union(&member) { self::members(&member) } else { None };
        match inner {
            Some(inner) => next.extend(inner.into_iter().rev()),
            None => lifted.push(member),
        }
    }
    lifted
}

/// True for a union without a discriminator or a title, whose members stand in it: a reference in place of them may
/// lead back to the union.
fn is_only_union(schema: &Cursor<'_>) -> bool {
    let is_remark = |name: &str| is_annotation(name) && !["title", "nullable"].contains(&name);
    let is_written = |name: &str| schema.get(name).is_some_and(|members| members.reference().is_none());
    let mut names = schema.node.members().map(|(name, _)| name);
    names.all(|name| is_remark(name) || ["oneOf", "anyOf"].contains(&name) && is_written(name))
}

pub(super) fn is_restriction(schema: &Cursor<'_>) -> bool {
    schema.node.members().all(|(name, _)| RESTRICTIONS.contains(&name) || is_annotation(name))
}

/// True for a schema that restricts the values of a type which it does not say.
pub(super) fn is_validation(schema: &Cursor<'_>) -> bool {
    schema.node.members().all(|(name, _)| is_validating(name))
}

/// True for a member of a union that has the type of the schema beside it, perhaps in a format of its own.
pub(super) fn inherits_type(member: &Cursor<'_>) -> bool {
    let is_object = matches!(member.node, Node::Object(_));
    is_object && member.node.members().all(|(name, _)| is_validating(name) || name == "format")
}

/// True for `{type: object}`, also with annotations.
pub(super) fn is_bare_object(schema: &Cursor<'_>) -> bool {
    schema.str("type") == Some("object") && schema.node.members().all(|(name, _)| name == "type" || is_annotation(name))
}

fn is_validating(name: &str) -> bool {
    RESTRICTIONS.contains(&name) || VALIDATIONS.contains(&name) || is_annotation(name)
}

/// True for `{}`, also with annotations. `{nullable: true}` is meant as `null`.
fn is_anything(schema: &Cursor<'_>) -> bool {
    schema.node.members().all(|(name, _)| is_annotation(name)) && !schema.is("nullable")
}

fn is_annotation(name: &str) -> bool {
    ANNOTATIONS.contains(&name) || name.starts_with("x-")
}
