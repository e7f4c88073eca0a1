//! `allOf`, merged into one struct.

use indexmap::{IndexMap, IndexSet};

use crate::cursor::Cursor;
use crate::lower::object::field;
use crate::lower::union_members::{is_restriction, members};
use crate::lower::{Lowering, Naming, kinds};
use crate::model::{Field, Shape, Struct, Type};

/// The parts of an `allOf`, and of those inside them.
#[derive(Default)]
struct Parts<'d> {
    /// Each property, with every schema that declares it.
    properties: IndexMap<&'d str, Vec<Cursor<'d>>>,
    required: IndexSet<&'d str>,
    additional: Option<Cursor<'d>>,
    unions: Vec<Vec<Cursor<'d>>>,
    /// Schemas that are not objects.
    others: Vec<Cursor<'d>>,
    /// The schemas visited, by file and pointer; an `allOf` may lead back to itself.
    visited: IndexSet<(usize, String)>,
}

impl<'d> Parts<'d> {
    fn add(&mut self, schema: &Cursor<'d>) {
        let Ok(schema) = schema.resolve() else { return };
        if !self.visited.insert((schema.file, schema.pointer.clone())) {
            return;
        }
        for (name, property) in schema.members_of("properties") {
            self.properties.entry(name).or_default().push(property);
        }
        self.required.extend(schema.strings_of("required"));
        if let Some(additional) = schema.get("additionalProperties").filter(|node| node.node.as_bool().is_none()) {
            self.additional = Some(schema.clone()).filter(|_| additional.node.members().next().is_some());
        }
        for part in schema.items_of("allOf") {
            self.add(&part);
        }
        self.unions.extend(members(&schema));
        let is_scalar = kinds(&schema).first().is_some_and(|kind| *kind != "object") || schema.has("enum");
        if is_scalar {
            self.others.push(schema);
        }
    }
}

impl<'d> Lowering<'d> {
    pub(super) fn lower_all_of(&mut self, schema: &Cursor<'d>, naming: &Naming) -> Type {
        let parts: Vec<Cursor<'d>> =
            schema.items_of("allOf").into_iter().filter(|part| !is_restriction(part)).collect();
        let has_own = !schema.members_of("properties").is_empty() || members(schema).is_some();
        if let ([only], false) = (parts.as_slice(), has_own) {
            return self.lower(only, naming);
        }
        self.forbid_dangling(&parts);
        let mut merged = Parts::default();
        merged.add(schema);
        self.lower_parts(merged, schema, naming)
    }

    fn forbid_dangling(&mut self, parts: &[Cursor<'d>]) {
        for part in parts {
            if let Err(dangling) = part.resolve() {
                self.findings.add(part, format!("{}; its fields are missing", dangling.reason));
            }
        }
    }

    fn lower_parts(&mut self, mut parts: Parts<'d>, schema: &Cursor<'d>, naming: &Naming) -> Type {
        if parts.properties.is_empty() {
            match (parts.unions.as_slice(), parts.others.as_slice()) {
                ([members], _) => {
                    let members = members.clone();
                    return self.lower_union(schema, &members, naming);
                }
                ([], [only, ..]) => {
                    let only = only.clone();
                    return self.lower_without_parts(&only, naming);
                }
                _ => {}
            }
        }
        let unions = std::mem::take(&mut parts.unions);
        if !unions.is_empty() {
            self.findings.add(schema, "the variants of a union beside properties are merged: each field is optional");
        }
        for (name, schemas) in optional_properties(unions) {
            parts.properties.entry(name).or_insert(schemas);
        }
        if parts.properties.is_empty() {
            return Type::map(Type::Any);
        }
        let additional = parts.additional.take().and_then(|holder| self.lower_additional(&holder, naming));
        let fields = self.lower_merged_fields(&parts, naming);
        self.define(naming, schema, Shape::Struct(Struct { fields, additional, is_query: false }))
    }

    /// A scalar or a list, whose own `allOf` is merged already.
    fn lower_without_parts(&mut self, schema: &Cursor<'d>, naming: &Naming) -> Type {
        match kinds(schema).first() {
            Some(kind) if !schema.has("enum") => self.lower_kind(kind, schema, naming),
            _ => self.lower_enumeration(schema, naming),
        }
    }

    fn lower_merged_fields(&mut self, parts: &Parts<'d>, naming: &Naming) -> Vec<Field> {
        let mut fields = Vec::new();
        for (name, schemas) in &parts.properties {
            let is_required = parts.required.contains(name);
            let typed: Vec<&Cursor<'d>> = schemas.iter().filter(|schema| !is_restriction(schema)).collect();
            let field = match typed.as_slice() {
                [] => schemas.first().map(|schema| self.lower_field(name, schema, is_required, naming)),
                [only] => Some(self.lower_field(name, only, is_required, naming)),
                [.., last] if typed.iter().all(|schema| has_properties(schema)) => {
                    let mut merged = Parts::default();
                    typed.iter().for_each(|schema| merged.add(schema));
                    let ty = self.lower_parts(merged, last, &naming.child(name));
                    Some(self::field(name, ty, last, is_required))
                }
                [first, .., last] => {
                    if kinds(first) != kinds(last) {
                        let reason = format!("`{name}` is declared twice with different types; the last one counts");
                        self.findings.add(last, reason);
                    }
                    Some(self.lower_field(name, last, is_required, naming))
                }
            };
            fields.extend(field);
        }
        fields
    }
}

/// The properties of the members of unions, and of the unions inside them; none of them is required.
fn optional_properties(unions: Vec<Vec<Cursor<'_>>>) -> IndexMap<&str, Vec<Cursor<'_>>> {
    let mut optional = Parts::default();
    let mut next = unions;
    while !next.is_empty() {
        next.iter().flatten().for_each(|member| optional.add(member));
        next = std::mem::take(&mut optional.unions);
    }
    optional.properties
}

fn has_properties(schema: &Cursor<'_>) -> bool {
    schema.resolve().is_ok_and(|schema| schema.has("properties") || schema.has("allOf"))
}
