//! The member by which the variants of a schema differ.

use std::collections::HashSet;

use crate::cursor::Cursor;

/// The name of the member, and the values that the document maps to components.
pub(super) struct Discriminator<'d> {
    pub(super) tag: &'d str,
    pub(super) mapping: Vec<(&'d str, Cursor<'d>)>,
}

/// The discriminator that the schema itself declares.
pub(super) fn discriminator<'d>(schema: &Cursor<'d>) -> Option<Discriminator<'d>> {
    let discriminator = schema.get("discriminator")?;
    Some(Discriminator { tag: discriminator.str("propertyName")?, mapping: discriminator.members_of("mapping") })
}

/// The schema with a discriminator: this one, or a part of its `allOf` that stands in the same place. One that the `allOf`
/// refers to has a discriminator of its own.
pub(super) fn discriminated<'d>(schema: &Cursor<'d>) -> Option<Cursor<'d>> {
    let mut next = vec![schema.clone()];
    // A reference in place of the list may lead back to it.
    let mut seen = HashSet::new();
    while let Some(schema) = next.pop() {
        if schema.has("discriminator") {
            return Some(schema);
        }
        if seen.insert(schema.place()) {
            let parts = schema.items_of("allOf").into_iter().rev();
            next.extend(parts.filter(|part| part.reference().is_none()));
        }
    }
    None
}
