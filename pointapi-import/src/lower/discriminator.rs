//! The member by which the variants of a schema differ.

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
    if schema.has("discriminator") {
        return Some(schema.clone());
    }
    schema.items_of("allOf").iter().filter(|part| part.reference().is_none()).find_map(discriminated)
}
