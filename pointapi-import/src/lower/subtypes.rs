//! The components that extend a schema with a discriminator.

use std::collections::{HashMap, HashSet};

use crate::cursor::{Cursor, Place};

/// For each schema that others extend, the components that do, themselves or through others.
pub(super) type Subtypes<'d> = HashMap<Place, Vec<Cursor<'d>>>;

pub(super) fn subtypes<'d>(root: &Cursor<'d>) -> Subtypes<'d> {
    let components = root.get("components").map(|components| components.members_of("schemas")).unwrap_or_default();
    let mut subtypes = Subtypes::new();
    for (_, component) in components {
        let mut seen = HashSet::from([component.place()]);
        let mut next = parents(&component);
        while let Some(parent) = next.pop().filter(|parent| seen.insert(parent.place())) {
            next.extend(parents(&parent));
            if is_extensible(&parent) {
                subtypes.entry(parent.place()).or_default().push(component.clone());
            }
        }
    }
    subtypes
}

/// The targets of the references of an `allOf`, and of a reference that the schema extends.
fn parents<'d>(schema: &Cursor<'d>) -> Vec<Cursor<'d>> {
    let extended = schema.reference().filter(|_| schema.is_extended_reference());
    let extended = extended.and_then(|reference| schema.follow(reference).ok()).into_iter();
    let references = schema.items_of("allOf").into_iter().filter(|subschema| subschema.reference().is_some());
    extended.chain(references).filter_map(|parent| parent.resolve().ok()).collect()
}

/// True for a schema that says by which member its subtypes differ, and does not list them.
fn is_extensible(schema: &Cursor<'_>) -> bool {
    let discriminator = schema.get("discriminator");
    discriminator.is_some_and(|discriminator| discriminator.str("propertyName").is_some())
        && !schema.has("oneOf")
        && !schema.has("anyOf")
}
