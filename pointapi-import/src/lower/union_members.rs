//! The members of a `oneOf` or `anyOf`, before they are lowered.

use crate::cursor::Cursor;

/// Keywords that restrict a value and give it no type.
const RESTRICTIONS: [&str; 14] = [
    "required",
    "not",
    "description",
    "title",
    "minProperties",
    "maxProperties",
    "nullable",
    "deprecated",
    "example",
    "examples",
    "default",
    "readOnly",
    "writeOnly",
    "externalDocs",
];

/// The members of the schema's union, if it is one. Members that only restrict the schema beside them are left out.
pub(super) fn members<'d>(schema: &Cursor<'d>) -> Option<Vec<Cursor<'d>>> {
    let members: Vec<Cursor<'d>> = ["oneOf", "anyOf"].iter().flat_map(|name| schema.items_of(name)).collect();
    let members: Vec<Cursor<'d>> = members.into_iter().filter(|member| !is_restriction(member)).collect();
    (!members.is_empty()).then_some(members)
}

pub(super) fn is_restriction(schema: &Cursor<'_>) -> bool {
    schema.node.members().all(|(name, _)| RESTRICTIONS.contains(&name) || name.starts_with("x-"))
}
