//! Objects: structs, and maps where no member is declared.

use crate::cursor::Cursor;
use crate::lower::union_members::is_restriction;
use crate::lower::{Lowering, Naming};
use crate::model::{Access, DEEPEST, Field, Shape, Struct, Type};
use crate::names::words;
use crate::node::Node;

impl<'d> Lowering<'d> {
    pub(super) fn lower_object(&mut self, schema: &Cursor<'d>, naming: &Naming) -> Type {
        let properties = schema.members_of("properties");
        let additional = self.lower_additional(schema, naming);
        if properties.is_empty() {
            return Type::map(additional.unwrap_or(Type::Any));
        }
        let required = schema.strings_of("required");
        let fields = properties
            .into_iter()
            .map(|(name, property)| self.lower_field(name, &property, required.contains(&name), naming))
            .collect();
        self.define(naming, schema, Shape::Struct(Struct { fields, additional, is_query: false }))
    }

    pub(super) fn lower_field(&mut self, name: &str, schema: &Cursor<'d>, is_required: bool, naming: &Naming) -> Field {
        let ty = self.lower(schema, &naming.child(name));
        field(name, ty, schema, is_required)
    }

    /// The type of members that are not declared. `additionalProperties: true` is the default and means nothing.
    pub(super) fn lower_additional(&mut self, schema: &Cursor<'d>, naming: &Naming) -> Option<Type> {
        let additional = typed_additional(schema);
        if additional.len() > 1 {
            self.findings
                .add(schema, "members that are not declared have several types; all are read as the first of them");
        }
        Some(self.lower(additional.first()?, &naming.child("value")))
    }
}

/// True for a schema that says of which type members are that it does not declare.
pub(super) fn has_typed_additional(schema: &Cursor<'_>) -> bool {
    !typed_additional(schema).is_empty()
}

/// The schemas of members that are not declared, without those that say nothing.
fn typed_additional<'d>(schema: &Cursor<'d>) -> Vec<Cursor<'d>> {
    let others = ["additionalProperties", "unevaluatedProperties"].iter().filter_map(|name| schema.get(name));
    let patterns = schema.members_of("patternProperties").into_iter().map(|(_, pattern)| pattern);
    others.filter(|additional| !is_trivial(additional.node)).chain(patterns).collect()
}

/// A field with what its schema says besides the type.
pub(crate) fn field(name: &str, ty: Type, schema: &Cursor<'_>, is_required: bool) -> Field {
    let (ty, is_nullable) = ty.without_null();
    let is = |keyword: &str| said(schema, keyword).and_then(Node::as_bool) == Some(true);
    let access = match (is("readOnly"), is("writeOnly")) {
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        _ => Access::Both,
    };
    Field {
        wire: name.to_owned(),
        ty,
        is_required,
        is_nullable,
        is_deprecated: without_docs(schema).iter().any(|layer| layer.is("deprecated")),
        access,
        docs: docs(name, schema),
        default: default(schema),
    }
}

/// The description, or the title if it is not the name in words; of what the schema refers to, the description.
pub(crate) fn docs(name: &str, schema: &Cursor<'_>) -> String {
    let of_target = || without_docs(schema).iter().find_map(|layer| layer.str("description"));
    let title = schema.str("title").filter(|title| words(title) != words(name));
    let docs = schema.str("description").or(title).or_else(of_target);
    docs.unwrap_or_default().trim().to_owned()
}

/// The value of a keyword that describes a value: the schema's own, or that of what it refers to.
pub(crate) fn said<'d>(schema: &Cursor<'d>, keyword: &str) -> Option<&'d Node> {
    layers(schema).iter().find_map(|layer| layer.node.get(keyword))
}

/// The schema, and of what it refers to the parts that have no type with docs of its own.
fn without_docs<'d>(schema: &Cursor<'d>) -> Vec<Cursor<'d>> {
    const TYPES: [&str; 5] = ["properties", "oneOf", "anyOf", "enum", "const"];
    let merges = |layer: &Cursor<'_>| layer.items_of("allOf").iter().filter(|part| !is_restriction(part)).count() > 1;
    let has_type = |layer: &Cursor<'_>| merges(layer) || TYPES.iter().any(|name| layer.has(name));
    let (first, others) = (schema.clone(), layers(schema).into_iter().skip(1));
    std::iter::once(first).chain(others.filter(|layer| !has_type(layer))).collect()
}

/// The schema, what its `allOf` only says about it, and the one schema that it refers to or extends, and so on.
fn layers<'d>(schema: &Cursor<'d>) -> Vec<Cursor<'d>> {
    let mut layers = Vec::new();
    let mut next = Some(schema.clone());
    while let Some(schema) = next.take().filter(|_| layers.len() < DEEPEST) {
        let (remarks, mut typed): (Vec<_>, Vec<_>) = schema.items_of("allOf").into_iter().partition(is_restriction);
        next = match schema.reference() {
            Some(reference) => schema.follow(reference).ok(),
            None => typed.pop().filter(|_| typed.is_empty()),
        };
        layers.push(schema);
        layers.extend(remarks);
    }
    layers
}

/// A short default; the server applies it, the client does not.
pub(crate) fn default(schema: &Cursor<'_>) -> Option<String> {
    let default = said(schema, "default")?;
    match default {
        Node::String(text) if !text.is_empty() && text.len() < 40 && !text.contains(['`', '\n']) => Some(text.clone()),
        Node::Spelled(text, value) if !matches!(**value, Node::Float(_)) => Some(text.clone()),
        Node::Bool(value) => Some(value.to_string()),
        Node::Integer(value) => Some(value.to_string()),
        _ => match default.value() {
            Node::Float(value) if value.is_finite() => Some(value.to_string()),
            _ => None,
        },
    }
}

fn is_trivial(additional: &Node) -> bool {
    match additional.value() {
        Node::Bool(_) => true,
        Node::Object(members) => members.is_empty(),
        _ => true,
    }
}
