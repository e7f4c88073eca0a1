//! `enum` and `const`.

use crate::cursor::Cursor;
use crate::lower::{Lowering, Naming, kinds};
use crate::model::{Scalar, Shape, Type};
use crate::node::Node;

impl<'d> Lowering<'d> {
    pub(super) fn lower_enumeration(&mut self, schema: &Cursor<'d>, naming: &Naming) -> Type {
        let values = values(schema);
        // Some documents write the values of a number or of an item as the texts of their parameters.
        if let [kind @ ("array" | "boolean" | "integer" | "number")] = kinds(schema).as_slice() {
            return self.lower_kind(kind, schema, naming);
        }
        let strings: Vec<&str> = values.iter().filter_map(|value| value.as_str()).collect();
        if strings.len() == values.len() && !strings.is_empty() {
            let mut unique: Vec<String> = Vec::new();
            for value in strings {
                if !unique.iter().any(|earlier| earlier == value) {
                    unique.push(value.to_owned());
                }
            }
            return self.define(naming, schema, Shape::Enum(unique));
        }
        if let [kind] = kinds(schema).as_slice() {
            return self.lower_kind(kind, schema, naming);
        }
        if values.is_empty() {
            return Type::Any;
        }
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

/// The values without `null`.
fn values<'d>(schema: &Cursor<'d>) -> Vec<&'d Node> {
    let values: Vec<&Node> = match (schema.node.get("const"), schema.node.get("enum")) {
        (Some(value), _) => vec![value],
        (None, Some(values)) => values.items().iter().collect(),
        (None, None) => Vec::new(),
    };
    values.into_iter().filter(|value| !matches!(value, Node::Null)).collect()
}
