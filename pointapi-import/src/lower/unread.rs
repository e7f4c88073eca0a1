//! Schemas that say more than is read.

use crate::cursor::Cursor;

/// The maps and lists of a schema that a reference may stand for.
pub(super) const REFERABLE: [&str; 5] = ["properties", "patternProperties", "allOf", "oneOf", "anyOf"];

/// True for a schema that may have more than is read.
pub(super) fn may_be_unread(schema: &Cursor<'_>) -> bool {
    ["then", "else", "dependentSchemas"].iter().any(|name| schema.has(name))
        || REFERABLE.iter().any(|name| schema.has(name) && schema.part(name).is_none())
}
