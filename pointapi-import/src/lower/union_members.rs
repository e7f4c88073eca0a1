//! The members of a `oneOf` or `anyOf`, before they are lowered.

use crate::cursor::Cursor;

/// Keywords that restrict a value and give it no type.
const RESTRICTIONS: [&str; 4] = ["required", "not", "minProperties", "maxProperties"];

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
    if members.iter().all(is_restriction) {
        return None;
    }
    Some(members.into_iter().filter(|member| !is_restriction(member) || is_anything(member)).collect())
}

pub(super) fn is_restriction(schema: &Cursor<'_>) -> bool {
    schema.node.members().all(|(name, _)| RESTRICTIONS.contains(&name) || is_annotation(name))
}

/// True for `{}`, also with annotations. `{nullable: true}` is meant as `null`.
fn is_anything(schema: &Cursor<'_>) -> bool {
    schema.node.members().all(|(name, _)| is_annotation(name)) && !schema.is("nullable")
}

fn is_annotation(name: &str) -> bool {
    ANNOTATIONS.contains(&name) || name.starts_with("x-")
}
