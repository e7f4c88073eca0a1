//! The keywords of a schema and of the subschemas of its `allOf`.

use std::collections::VecDeque;

use indexmap::{IndexMap, IndexSet};

use crate::cursor::{Cursor, Place};
use crate::lower::kind::kinds;
use crate::lower::object::has_typed_additional;
use crate::lower::union_members::{is_restriction, is_validation, members};
use crate::lower::unread::may_be_unread;
use crate::model::DEEPEST;

/// The most schemas and properties that the `allOf`s of a document merge, each as often as it is merged. Few schemas can
/// merge each other in as many ways as they have subsets; large real documents merge about 600.
pub(super) const MOST_MERGED: usize = 50_000;

/// The keywords of schemas that a value must satisfy at once, and of the subschemas of their `allOf`.
#[derive(Debug, Default)]
pub(crate) struct Merged<'d> {
    /// Each property, with every schema that declares it.
    pub(crate) properties: IndexMap<&'d str, Vec<Cursor<'d>>>,
    pub(crate) required: IndexSet<&'d str>,
    pub(crate) additional: Option<Cursor<'d>>,
    /// The members of each union, behind the schema that declares it.
    pub(crate) unions: Vec<(Cursor<'d>, Vec<Cursor<'d>>)>,
    /// Schemas that may have more than is merged.
    pub(super) unread: Vec<Cursor<'d>>,
    /// Schemas that are not objects.
    pub(super) others: Vec<Cursor<'d>>,
    /// The first subschema that is left out because it is nested too deep.
    pub(super) too_deep: Option<Cursor<'d>>,
    /// The schemas visited; an `allOf` may lead back to itself.
    visited: IndexSet<Place>,
}

impl<'d> Merged<'d> {
    pub(crate) fn of<'a>(schemas: impl IntoIterator<Item = &'a Cursor<'d>>) -> Self
    where
        'd: 'a,
    {
        let mut merged = Self::default();
        schemas.into_iter().for_each(|schema| merged.add(schema, 0));
        merged
    }

    /// The number of schemas and of properties, each as often as it is declared.
    pub(super) fn size(&self) -> usize {
        self.visited.len() + self.properties.values().map(Vec::len).sum::<usize>()
    }

    /// The same with the properties of the members of unions, of which none is required, up to the most that are merged.
    pub(crate) fn with_alternatives(mut self) -> Self {
        let (alternatives, _) = Self::alternatives(std::mem::take(&mut self.unions), MOST_MERGED);
        for (name, schemas) in alternatives {
            self.properties.entry(name).or_insert(schemas);
        }
        self
    }

    /// The properties of the members of unions, and of the unions inside them, each with its alternatives; and the number
    /// of schemas and properties merged for them, which ends behind `room`.
    pub(super) fn alternatives(
        unions: Vec<(Cursor<'d>, Vec<Cursor<'d>>)>,
        room: usize,
    ) -> (IndexMap<&'d str, Vec<Cursor<'d>>>, usize) {
        let mut alternatives: IndexMap<&str, Vec<Cursor<'d>>> = IndexMap::new();
        let mut seen = IndexSet::new();
        let mut size = 0;
        let mut next: VecDeque<Cursor<'d>> = unions.into_iter().flat_map(|(_, members)| members).collect();
        while let Some(member) = next.pop_front().filter(|_| size <= room) {
            if !seen.insert(member.place()) {
                continue;
            }
            let merged = Self::of([&member]);
            size += merged.size();
            next.extend(merged.unions.into_iter().flat_map(|(_, members)| members));
            for (name, mut schemas) in merged.properties {
                alternatives.entry(name).or_default().extend(schemas.pop());
            }
        }
        (alternatives, size)
    }

    fn add(&mut self, schema: &Cursor<'d>, depth: usize) {
        let Ok(schema) = schema.resolve() else { return };
        if !self.visited.insert(schema.place()) {
            return;
        }
        if depth > DEEPEST {
            self.too_deep.get_or_insert(schema);
            return;
        }
        let properties = schema.members_of("properties");
        // The fields stand before inherited ones, and their schemas, of which the last one counts, behind.
        for (name, _) in &properties {
            self.properties.entry(name).or_default();
        }
        let target = schema.reference().and_then(|reference| schema.follow(reference).ok());
        for subschema in target.into_iter().chain(schema.items_of("allOf")) {
            self.add(&subschema, depth + 1);
        }
        for (name, property) in properties {
            self.properties.entry(name).or_default().push(property);
        }
        self.required.extend(schema.strings_of("required"));
        if has_typed_additional(&schema) {
            self.additional = Some(schema.clone());
        } else if schema.node.get("additionalProperties").is_some_and(|additional| additional.as_bool().is_none()) {
            self.additional = None;
        }
        if let Some(members) = members(&schema) {
            self.unions.push((schema.clone(), members));
        }
        if may_be_unread(&schema) {
            self.unread.push(schema.clone());
        }
        let is_scalar = kinds(&schema).first().is_some_and(|kind| *kind != "object")
            || ["enum", "const", "items"].iter().any(|name| schema.has(name));
        if is_scalar {
            self.others.push(schema);
        }
    }
}

/// The schemas that are more than restrictions, each once. If none has a type, the first that may imply one.
pub(super) fn typed<'d>(schemas: &[Cursor<'d>]) -> Vec<Cursor<'d>> {
    let typed: Vec<&Cursor<'d>> = schemas.iter().filter(|schema| !is_validation(schema)).collect();
    if typed.is_empty() {
        return schemas.iter().find(|schema| !is_restriction(schema)).cloned().into_iter().collect();
    }
    distinct(&typed).into_values().collect()
}

/// The schemas without those that are another one's target or repeat it.
pub(super) fn distinct<'d>(schemas: &[&Cursor<'d>]) -> IndexMap<Place, Cursor<'d>> {
    let resolved = |schema: &&Cursor<'d>| {
        let place = schema.resolve().as_ref().map_or_else(|_| schema.place(), Cursor::place);
        (place, (*schema).clone())
    };
    schemas.iter().map(resolved).collect()
}
