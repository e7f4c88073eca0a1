//! The arguments of a path template.

use crate::cursor::Cursor;
use crate::endpoint::declared::Parameter;
use crate::endpoint::path::{PathStyle, Piece, Template};
use crate::lower::{Lowering, Naming};
use crate::model::{Argument, Declared, Passing, Role, Type};
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
        let Piece::Placeholder { wire, name, is_rest, style } = piece else { continue };
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
        let form = form(declared, operation, style);
        let docs = declared.map(Parameter::docs).unwrap_or_default();
        let role = Role::Path { wire: name.clone() };
        arguments.push(Argument {
            name: identifier(name),
            role,
            ty,
            is_optional: false,
            passing: Passing::Slice,
            is_sensitive: false,
            docs,
            declared: Some(form),
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

/// The form of a value; a style that is declared wins over the one of the path.
fn form(declared: Option<&Parameter<'_>>, operation: &Cursor<'_>, style: &mut PathStyle) -> Declared {
    let of_path = style.name();
    let Some(declared) = declared else {
        let place = operation.place();
        return Declared { place, style: of_path.to_owned(), explode: None, is_deprecated: false, default: None };
    };
    let form = declared.declared(of_path);
    *style = PathStyle::of(&form.style);
    form
}
