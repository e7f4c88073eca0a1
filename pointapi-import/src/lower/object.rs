//! Objects: structs, and maps where no member is declared.

use crate::cursor::Cursor;
use crate::lower::{Lowering, Naming};
use crate::model::{Access, Field, Shape, Struct, Type};
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
        let patterns = schema.members_of("patternProperties");
        let declared = schema.get("additionalProperties").filter(|additional| !is_trivial(additional.node));
        if patterns.len() + usize::from(declared.is_some()) > 1 {
            self.findings
                .add(schema, "members that are not declared have several types; all are read as the first of them");
        }
        let additional = declared.or_else(|| patterns.into_iter().next().map(|(_, pattern)| pattern))?;
        Some(self.lower(&additional, &naming.child("value")))
    }
}

/// A field with what its schema says besides the type.
pub(crate) fn field(name: &str, ty: Type, schema: &Cursor<'_>, is_required: bool) -> Field {
    let (ty, is_nullable) = ty.without_null();
    let access = match (schema.is("readOnly"), schema.is("writeOnly")) {
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        _ => Access::Both,
    };
    Field {
        wire: name.to_owned(),
        ty,
        is_required,
        is_nullable,
        is_deprecated: schema.is("deprecated"),
        access,
        docs: docs(schema),
        default: default(schema),
    }
}

/// The description, or the title.
pub(crate) fn docs(schema: &Cursor<'_>) -> String {
    schema.str("description").or_else(|| schema.str("title")).unwrap_or_default().trim().to_owned()
}

/// A short default; the server applies it, the client does not.
pub(crate) fn default(schema: &Cursor<'_>) -> Option<String> {
    match schema.node.get("default")? {
        Node::String(text) if !text.is_empty() && text.len() < 40 && !text.contains(['`', '\n']) => Some(text.clone()),
        Node::Bool(value) => Some(value.to_string()),
        Node::Integer(value) => Some(value.to_string()),
        Node::Float(value) => Some(value.to_string()),
        _ => None,
    }
}

fn is_trivial(additional: &Node) -> bool {
    match additional {
        Node::Bool(_) => true,
        Node::Object(members) => members.is_empty(),
        _ => true,
    }
}
