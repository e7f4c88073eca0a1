//! The parts of a multipart body.

use crate::cursor::Cursor;
use crate::endpoint::content::is_binary;
use crate::endpoint::parameter;
use crate::lower::merged::Merged;
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
        let mut docs = object::docs(schema);
        let encoding = content.get("encoding").and_then(|encoding| encoding.get(name));
        if let Some(media_type) = encoding.as_ref().and_then(|encoding| encoding.str("contentType")) {
            // Text is sent as `text/plain`; the caller chooses the media type of a part.
            if passing == Passing::Slice && !media_type.starts_with("text/plain") {
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

/// Text is passed as text, and everything else as a part whose media type the caller chooses.
fn part<'d>(schema: &Cursor<'d>, lowering: &mut Lowering<'d>, naming: &Naming) -> (Type, Passing) {
    let (ty, _) = lowering.lower(schema, naming).without_null();
    let resolved = schema.resolve();
    match ty {
        _ if resolved.as_ref().is_ok_and(is_binary) => (Type::Unit, Passing::Part),
        Type::Scalar(Scalar::String | Scalar::Secret) => (ty, Passing::Slice),
        Type::List(_) => (Type::Unit, Passing::Parts),
        _ if resolved.is_ok_and(|schema| schema.str("type") == Some("array")) => (Type::Unit, Passing::Parts),
        _ => (Type::Unit, Passing::Part),
    }
}

fn argument(name: &str, ty: Type, passing: Passing, is_optional: bool, docs: String) -> Argument {
    let role = Role::Part { wire: name.to_owned() };
    Argument { passing, docs, ..parameter::argument(name, role, ty, is_optional) }
}
