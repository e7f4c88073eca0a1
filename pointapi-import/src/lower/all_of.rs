//! `allOf`, merged into one struct.

use crate::cursor::Cursor;
use crate::lower::kind::{are_disjoint, kinds};
use crate::lower::merged::{Merged, distinct, typed};
use crate::lower::object::{field, has_typed_additional};
use crate::lower::union_members::{is_restriction, members};
use crate::lower::{Lowering, Naming};
use crate::model::{Field, Shape, Struct, Type};

impl<'d> Lowering<'d> {
    pub(super) fn lower_all_of(&mut self, schema: &Cursor<'d>, naming: &Naming) -> Type {
        let subschemas: Vec<Cursor<'d>> =
            schema.items_of("allOf").into_iter().filter(|subschema| !is_restriction(subschema)).collect();
        let has_own = !schema.members_of("properties").is_empty()
            || members(schema).is_some()
            || has_typed_additional(schema)
            || schema.is_extended_reference();
        if let ([only], false) = (subschemas.as_slice(), has_own)
            && !self.extends(schema, only)
            && !self.requires_more(schema, only)
        {
            return self.lower(only, naming);
        }
        self.forbid_dangling(&subschemas);
        if let Some(Err(dangling)) = schema.reference().map(|reference| schema.follow(reference)) {
            self.findings.add(schema, format!("{}; its fields are missing", dangling.reason));
        }
        self.lower_together(&[schema], schema, naming)
    }

    /// True if the schema requires properties that `only` leaves optional. One that others extend is a union of them all,
    /// which has no place for that.
    fn requires_more(&self, schema: &Cursor<'d>, only: &Cursor<'d>) -> bool {
        if only.resolve().is_ok_and(|parent| self.subtypes.contains_key(&parent.place())) {
            return false;
        }
        let merged = Merged::of([only]);
        let is_optional = |name: &&str| merged.properties.contains_key(name) && !merged.required.contains(name);
        schema.strings_of("required").iter().any(is_optional)
    }

    fn forbid_dangling(&mut self, subschemas: &[Cursor<'d>]) {
        for subschema in subschemas {
            if let Err(dangling) = subschema.resolve() {
                self.findings.add(subschema, format!("{}; its fields are missing", dangling.reason));
            }
        }
    }

    /// The type of a value that satisfies all the schemas. Schemas that lead back to themselves mention the same type.
    fn lower_together(&mut self, schemas: &[&Cursor<'d>], schema: &Cursor<'d>, naming: &Naming) -> Type {
        let mut key: Vec<_> = distinct(schemas).into_keys().collect();
        key.sort();
        if let Some(recursive) = self.merging.get(&key).copied() {
            let id = recursive.unwrap_or_else(|| self.pending());
            self.merging.insert(key, Some(id));
            return Type::Named(id);
        }
        self.merging.insert(key.clone(), None);
        let ty = self.lower_merged(Merged::of(schemas.iter().copied()), schema, naming);
        if let Some(definition) = self.merging.remove(&key).flatten().and_then(|id| self.types.get_mut(id.0)) {
            definition.shape = Shape::Alias(ty.clone());
        }
        ty
    }

    fn lower_merged(&mut self, mut merged: Merged<'d>, schema: &Cursor<'d>, naming: &Naming) -> Type {
        if !self.can_merge(&merged, schema) {
            return Type::Any;
        }
        if merged.properties.is_empty() {
            match (merged.unions.as_slice(), merged.others.as_slice()) {
                ([(holder, members)], _) => {
                    let (holder, members) = (holder.clone(), members.clone());
                    return self.lower_union(schema, &holder, &members, naming);
                }
                ([], [first, ..]) => {
                    let narrowest = merged.others.iter().find(|other| is_narrow(other)).unwrap_or(first).clone();
                    return self.lower_without_subschemas(&narrowest, naming);
                }
                _ => {}
            }
        }
        let unions = std::mem::take(&mut merged.unions);
        if !unions.is_empty() {
            self.findings.add(schema, "the variants of a union beside properties are merged: each field is optional");
        }
        let (mut alternatives, size) = Merged::alternatives(unions, self.room());
        if !self.has_room(size, schema) {
            return Type::Any;
        }
        alternatives.retain(|name, _| !merged.properties.contains_key(name));
        let additional = merged.additional.take().and_then(|holder| self.lower_additional(&holder, naming));
        if merged.properties.is_empty() && alternatives.is_empty() {
            return Type::map(additional.unwrap_or(Type::Any));
        }
        let mut fields = self.lower_merged_fields(&merged, naming);
        for (name, schemas) in alternatives {
            fields.extend(self.lower_alternatives(name, &schemas, naming));
        }
        self.define(naming, schema, Shape::Struct(Struct { fields, additional, is_query: false }))
    }

    /// A scalar or a list, whose own `allOf` is merged already.
    fn lower_without_subschemas(&mut self, schema: &Cursor<'d>, naming: &Naming) -> Type {
        match kinds(schema).first() {
            Some(kind) if !schema.has("enum") => self.lower_kind(kind, schema, naming),
            None if schema.has("items") => self.lower_kind("array", schema, naming),
            _ => self.lower_enumeration(schema, naming),
        }
    }

    fn lower_merged_fields(&mut self, merged: &Merged<'d>, naming: &Naming) -> Vec<Field> {
        let mut fields = Vec::new();
        for (name, schemas) in &merged.properties {
            let is_required = merged.required.contains(name);
            let typed = typed(schemas);
            let field = match typed.as_slice() {
                [] => schemas.first().map(|schema| self.lower_field(name, schema, is_required, naming)),
                [only] => Some(self.lower_field(name, only, is_required, naming)),
                [.., last] if typed.iter().all(has_properties) => {
                    let all: Vec<&Cursor<'d>> = typed.iter().collect();
                    let naming = naming.child(name);
                    let ty = self.nested(last, |lowering| lowering.lower_together(&all, last, &naming));
                    Some(self::field(name, ty, last, is_required))
                }
                [first, .., last] => {
                    if are_disjoint(first, last) {
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

/// True for a schema that says which strings or items are valid, and not only that it is a string or a list.
fn is_narrow(schema: &Cursor<'_>) -> bool {
    let strings = schema.strings_of("enum");
    let is_enum = !strings.is_empty() && schema.node.get("enum").is_some_and(|of| of.items().len() == strings.len());
    is_enum || schema.str("const").is_some() || schema.has("items")
}

fn has_properties(schema: &Cursor<'_>) -> bool {
    schema.resolve().is_ok_and(|schema| schema.has("properties") || schema.has("allOf"))
}
