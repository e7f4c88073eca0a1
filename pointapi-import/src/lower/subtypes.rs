//! The components that extend a schema with a discriminator.

use std::collections::{HashMap, HashSet};

use crate::cursor::{Cursor, Place};
use crate::lower::component::components;
use crate::lower::discriminator::{discriminated, discriminator};

/// For each schema that others extend, the components that do, themselves or through others.
pub(super) type Subtypes<'d> = HashMap<Place, Vec<Cursor<'d>>>;

pub(super) fn subtypes<'d>(root: &Cursor<'d>) -> Subtypes<'d> {
    let mut subtypes = Subtypes::new();
    let mut visited = HashSet::new();
    for (_, component) in components(root) {
        // Other names of a component are no further subtypes.
        let Ok(component) = component.resolve() else { continue };
        if !visited.insert(component.place()) {
            continue;
        }
        let mut seen = HashSet::from([component.place()]);
        let mut next = parents(&component);
        while let Some(parent) = next.pop() {
            if !seen.insert(parent.place()) {
                continue;
            }
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
    let extended = Some(schema).filter(|schema| schema.is_extended_reference()).cloned();
    let references = extended.into_iter().chain(schema.items_of("allOf"));
    let targets = references.filter_map(|reference| reference.follow(reference.reference()?).ok());
    targets.filter_map(|target| target.resolve().ok()).collect()
}

/// True for a schema that says by which member its subtypes differ, and does not list them.
fn is_extensible(schema: &Cursor<'_>) -> bool {
    let is_union = |schema: &Cursor<'_>| schema.has("oneOf") || schema.has("anyOf");
    let holder = discriminated(schema);
    holder.is_some_and(|holder| discriminator(&holder).is_some() && !is_union(&holder)) && !is_union(schema)
}
