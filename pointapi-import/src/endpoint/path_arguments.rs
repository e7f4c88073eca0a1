//! The arguments of a path template.

use crate::cursor::Cursor;
use crate::endpoint::declared::Parameter;
use crate::endpoint::parameter::scalar_passing;
use crate::endpoint::path::{Piece, Template};
use crate::lower::{Lowering, Naming};
use crate::model::{Argument, Passing, Role, Type};
use crate::names::identifier;

/// An argument for each placeholder; one that is not declared is text.
pub(super) fn arguments<'d>(
    template: &mut Template,
    parameters: &[Parameter<'d>],
    operation: &Cursor<'d>,
    lowering: &mut Lowering<'d>,
    naming: &Naming,
) -> Vec<Argument> {
    let mut arguments = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for piece in &mut template.segments {
        let Piece::Placeholder { wire, name, is_rest } = piece else { continue };
        if seen.contains(wire) {
            lowering
                .findings
                .add(operation, format!("`{{{wire}}}` appears twice in the path; each has an argument of its own"));
        }
        seen.push(wire.clone());
        let declared = parameters.iter().find(|parameter| parameter.place == "path" && parameter.name == wire);
        *is_rest |= declared
            .is_some_and(|parameter| parameter.schema.is("x-multi-segment") || parameter.schema.is("allowReserved"));
        let ty = declared.map_or_else(Type::string, |parameter| parameter.ty(lowering, naming));
        let (ty, _) = ty.without_null();
        let docs = declared.map(Parameter::docs).unwrap_or_default();
        // The macro takes text and scalars as path values.
        let ty = match ty {
            Type::Scalar(scalar) if scalar_passing(&scalar) == Passing::Value && !scalar.is_float() => {
                Type::Scalar(scalar)
            }
            _ => Type::string(),
        };
        let passing = if ty == Type::string() { Passing::Slice } else { Passing::Value };
        let role = Role::Path { wire: name.clone() };
        arguments.push(Argument {
            name: identifier(name),
            role,
            ty,
            is_optional: false,
            passing,
            is_sensitive: false,
            docs,
        });
    }
    for parameter in parameters.iter().filter(|parameter| parameter.place == "path") {
        if !seen.iter().any(|wire| wire == parameter.name) {
            let reason = format!("the path parameter `{}` is not in the path; it is left out", parameter.name);
            lowering.findings.add(&parameter.schema, reason);
        }
    }
    arguments
}
