//! `enum` and `const`.

use indexmap::IndexSet;

use crate::cursor::Cursor;
use crate::lower::kind::kinds;
use crate::lower::{Lowering, Naming};
use crate::model::{Scalar, Shape, Type};
use crate::node::Node;

impl<'d> Lowering<'d> {
    pub(super) fn lower_enumeration(&mut self, schema: &Cursor<'d>, naming: &Naming) -> Type {
        let values = values(schema);
        // Some documents write the values of a number or of an item as the texts of their parameters.
        if let [kind @ ("array" | "boolean" | "integer" | "number")] = kinds(schema).as_slice() {
            return self.lower_kind(kind, schema, naming);
        }
        let is_text = kinds(schema) == ["string"];
        let strings: Option<Vec<String>> = values.iter().map(|value| spelled(value, is_text)).collect();
        if let Some(strings) = strings.filter(|strings| !strings.is_empty()) {
            let unique: IndexSet<String> = strings.into_iter().collect();
            return self.define(naming, schema, Shape::Enum(unique.into_iter().collect()));
        }
        if let [kind] = kinds(schema).as_slice() {
            if is_text && !values.is_empty() {
                self.findings.add(schema, "the enum of strings has values of another type; any string is valid");
            }
            return self.lower_kind(kind, schema, naming);
        }
        if values.is_empty() {
            return Type::Any;
        }
        let values: Vec<&Node> = values.into_iter().map(Node::value).collect();
        if values.iter().all(|value| matches!(value, Node::Bool(_))) {
            return Type::Scalar(Scalar::Bool);
        }
        if values.iter().all(|value| matches!(value, Node::Integer(_))) {
            return Type::Scalar(Scalar::I64);
        }
        if values.iter().all(|value| matches!(value, Node::Integer(_) | Node::Float(_))) {
            return Type::Scalar(Scalar::F64);
        }
        self.findings.add(schema, "the values of the enum have different types; the value is untyped");
        Type::Any
    }
}

/// The text of a value, also of a boolean or number where a string is expected.
fn spelled(value: &Node, is_text: bool) -> Option<String> {
    match value {
        Node::String(text) => Some(text.clone()),
        Node::Spelled(text, _) if is_text => Some(text.clone()),
        Node::Bool(value) if is_text => Some(value.to_string()),
        Node::Integer(value) if is_text => Some(value.to_string()),
        // JSON has lost how a whole number was written.
        Node::Float(value) if is_text && value.fract() != 0.0 => Some(value.to_string()),
        _ => None,
    }
}

/// The values without `null`.
fn values<'d>(schema: &Cursor<'d>) -> Vec<&'d Node> {
    let values: Vec<&Node> = match (schema.node.get("const"), schema.node.get("enum")) {
        (Some(value), _) => vec![value],
        (None, Some(values)) => values.items().iter().collect(),
        (None, None) => Vec::new(),
    };
    values.into_iter().filter(|value| !matches!(value, Node::Null)).collect()
}
