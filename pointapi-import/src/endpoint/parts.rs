//! The parts of a multipart body.

use crate::cursor::Cursor;
use crate::endpoint::content::is_binary;
use crate::endpoint::parameter;
use crate::endpoint::values::describe_values;
use crate::lower::kind::kinds;
use crate::lower::merged::Merged;
use crate::lower::null::only;
use crate::lower::{Lowering, Naming, object};
use crate::model::{Argument, Passing, Role, Scalar, Type};

/// One argument for each property of the schema, and of its `allOf` and its variants.
pub(super) fn arguments<'d>(content: &Cursor<'d>, lowering: &mut Lowering<'d>, naming: &Naming) -> Vec<Argument> {
    let merged = Merged::of(content.get("schema").as_ref()).with_alternatives();
    if let Some(holder) = &merged.additional {
        lowering.findings.add(holder, "parts that are not declared have no argument; they are left out");
    }
    if merged.properties.is_empty() {
        let reason = "the multipart body declares no parts; the argument `file` is one part of that name";
        lowering.findings.add(content, reason);
        return vec![argument("file", Type::Unit, Passing::Part, false, String::new())];
    }
    let mut arguments = Vec::new();
    for (name, schemas) in &merged.properties {
        let Some(schema) = schemas.last() else { continue };
        if name.is_empty() {
            lowering.findings.add(schema, "the part has no name; it is left out");
            continue;
        }
        let (mut ty, mut passing) = part(schema, lowering, &naming.child(name));
        let mut docs = object::docs(name, schema);
        if passing == Passing::Slice {
            let values = only(schema).strings_of("enum").into_iter().map(str::to_owned).collect::<Vec<_>>();
            describe_values(&values, &mut docs);
        }
        let encoding = content.get("encoding").and_then(|encoding| encoding.get(name));
        if let Some(media_type) = encoding.as_ref().and_then(|encoding| encoding.str("contentType")) {
            // Text is sent as `text/plain`; the caller chooses the media type of a part.
            if matches!(passing, Passing::Slice | Passing::Value) && !media_type.starts_with("text/plain") {
                (ty, passing) = (Type::Unit, Passing::Part);
            }
            let separator = if docs.is_empty() { "" } else { "\n\n" };
            docs.push_str(&format!("{separator}Its media type is `{media_type}`."));
        }
        // A list without items sends no part.
        let is_optional = !merged.required.contains(name) && passing != Passing::Parts;
        arguments.push(argument(name, ty, passing, is_optional, docs));
    }
    arguments.sort_by_key(|argument| argument.is_optional);
    arguments
}

/// Text, numbers and booleans are passed as they are, and sent as text; everything else is a part whose media type the
/// caller chooses.
fn part<'d>(schema: &Cursor<'d>, lowering: &mut Lowering<'d>, naming: &Naming) -> (Type, Passing) {
    let schema = only(schema);
    // The type of an object would not be used.
    let is_object = kinds(&schema) == ["object"] || schema.has("properties");
    let ty = if is_object { Type::Unit } else { lowering.lower(&schema, naming).without_null().0 };
    let is_text = || kinds(&schema) == ["string"] || !schema.strings_of("enum").is_empty();
    match ty {
        _ if is_binary(&schema) => (Type::Unit, Passing::Part),
        Type::Scalar(Scalar::String | Scalar::Secret) => (ty, Passing::Slice),
        Type::Scalar(ref scalar) if parameter::scalar_passing(scalar) == Passing::Value => (ty, Passing::Value),
        Type::List(_) => (Type::Unit, Passing::Parts),
        _ if is_text() => (Type::string(), Passing::Slice),
        _ => (Type::Unit, Passing::Part),
    }
}

fn argument(name: &str, ty: Type, passing: Passing, is_optional: bool, docs: String) -> Argument {
    let role = Role::Part { wire: name.to_owned() };
    Argument { passing, docs, ..parameter::argument(name, role, ty, is_optional) }
}
