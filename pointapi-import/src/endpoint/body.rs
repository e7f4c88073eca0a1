//! Request bodies.

use crate::cursor::Cursor;
use crate::endpoint::choices::Choices;
use crate::lower::{Lowering, Naming};
use crate::model::{Argument, Passing, Role, Scalar, Type};
use crate::names::{identifier, snake};
use crate::node::Node;

/// The media types of a body in the order of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Media {
    Json,
    Form,
    Multipart,
    Text,
    Xml,
    Bytes,
}

/// Which kind a media type is; `application/json; charset=utf-8` and `application/vnd.x+json` are JSON.
pub(super) fn media(name: &str) -> Media {
    let essence = name.split(';').next().unwrap_or(name).trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" | "application/*" | "*/*" | "*" => Media::Json,
        "application/x-www-form-urlencoded" => Media::Form,
        "application/xml" | "text/xml" => Media::Xml,
        other if other.ends_with("+json") => Media::Json,
        other if other.ends_with("+xml") && other != "image/svg+xml" => Media::Xml,
        other if other.starts_with("multipart/") => Media::Multipart,
        other if other.starts_with("text/") => Media::Text,
        "json" => Media::Json,
        _ => Media::Bytes,
    }
}

/// The preferred media type, with its member of `content`.
pub(super) fn choose<'d>(content: &Cursor<'d>, choices: &Choices) -> Option<(&'d str, Cursor<'d>)> {
    let rank = |name: &str| {
        let chosen = choices.media_types.iter().position(|media| media == name).unwrap_or(usize::MAX);
        let is_plain = !name.starts_with("application/json") || name.contains(';');
        (chosen, media(name), is_plain)
    };
    content.members().filter(|(name, _)| !name.starts_with("x-")).min_by_key(|(name, _)| rank(name))
}

/// The arguments of the body, and the options that go with them.
pub(super) fn arguments<'d>(
    method: &str,
    operation: &Cursor<'d>,
    lowering: &mut Lowering<'d>,
    choices: &Choices,
    naming: &Naming,
) -> (Vec<Argument>, Vec<String>) {
    let none = (Vec::new(), Vec::new());
    let Some(declared) = operation.get("requestBody") else { return none };
    let body = match declared.resolve() {
        Ok(body) => body,
        Err(dangling) => {
            lowering.findings.add(&declared, format!("{}; the body is left out", dangling.reason));
            return none;
        }
    };
    let Some((name, content)) = body.get("content").and_then(|content| choose(&content, choices)) else { return none };
    if is_empty(&content) {
        return none;
    }
    if matches!(method, "GET" | "HEAD" | "TRACE") {
        lowering.findings.add(&declared, format!("a {method} request has no body; it is left out"));
        return none;
    }
    let description = body.str("description").unwrap_or_default().to_owned();
    let naming = naming.child("request");
    let ty = content.get("schema").map_or(Type::Any, |schema| lowering.lower(&schema, &naming));
    match media(name) {
        Media::Json if is_wildcard(name) && is_bytes(&content) => stream(name, &description),
        Media::Json => (vec![json(name, ty, &description)], Vec::new()),
        Media::Form => (vec![whole(Some(form_format(&content)), ty, &description)], Vec::new()),
        Media::Xml => (vec![whole(Some("xml".to_owned()), ty, &description)], Vec::new()),
        Media::Text => text(name, &description),
        Media::Bytes => stream(name, &description),
        Media::Multipart => (parts(&content, lowering, &naming), Vec::new()),
    }
}

/// True for an object that declares no member and allows none.
fn is_empty(content: &Cursor<'_>) -> bool {
    let Some(Ok(schema)) = content.get("schema").map(|schema| schema.resolve()) else { return false };
    schema.node.get("additionalProperties").and_then(Node::as_bool) == Some(false)
        && schema.members_of("properties").is_empty()
        && !["allOf", "oneOf", "anyOf", "$ref"].iter().any(|name| schema.has(name))
}

fn is_wildcard(name: &str) -> bool {
    name.contains('*')
}

fn is_bytes(content: &Cursor<'_>) -> bool {
    let schema = content.get("schema").and_then(|schema| schema.resolve().ok());
    schema.is_some_and(|schema| is_binary(&schema))
}

pub(super) fn is_binary(schema: &Cursor<'_>) -> bool {
    matches!(schema.str("format"), Some("binary"))
        || schema.str("type") == Some("file")
        || schema.has("contentMediaType")
}

fn whole(format: Option<String>, ty: Type, docs: &str) -> Argument {
    let (ty, _) = ty.without_null();
    let passing = match &ty {
        Type::Scalar(Scalar::String | Scalar::Secret) | Type::List(_) => Passing::Slice,
        _ => Passing::Reference,
    };
    let role = Role::Body { format };
    Argument {
        name: "body".to_owned(),
        role,
        ty,
        is_optional: false,
        passing,
        is_sensitive: false,
        docs: docs.to_owned(),
    }
}

fn json(name: &str, ty: Type, docs: &str) -> Argument {
    let essence = name.split(';').next().unwrap_or(name).trim();
    let format = (!essence.eq_ignore_ascii_case("application/json") && !is_wildcard(essence) && essence.contains('/'))
        .then(|| format!("json, \"{essence}\""));
    whole(format, ty, docs)
}

/// `form`, or the nested format where a member is an object.
fn form_format(content: &Cursor<'_>) -> String {
    let schema = content.get("schema").and_then(|schema| schema.resolve().ok());
    let properties = schema.map(|schema| schema.members_of("properties")).unwrap_or_default();
    let is_nested = |property: &Cursor<'_>| {
        let Ok(property) = property.resolve() else { return false };
        let item = property.get("items").and_then(|items| items.resolve().ok());
        [Some(property), item].into_iter().flatten().any(|schema| {
            schema.str("type") == Some("object")
                || ["properties", "additionalProperties", "allOf", "anyOf", "oneOf"].iter().any(|name| schema.has(name))
        })
    };
    let is_deep =
        content.members_of("encoding").iter().any(|(_, encoding)| encoding.str("style") == Some("deepObject"));
    if is_deep || properties.iter().any(|(_, property)| is_nested(property)) {
        "form, format = deep".to_owned()
    } else {
        "form".to_owned()
    }
}

fn content_type(name: &str) -> Vec<String> {
    let is_plain = name.is_ascii() && !name.contains(['*', '"', '\\']) && name.contains('/');
    if is_plain { vec![format!("headers(\"Content-Type\" = \"{name}\")")] } else { Vec::new() }
}

fn text(name: &str, docs: &str) -> (Vec<Argument>, Vec<String>) {
    let argument = whole(Some("text".to_owned()), Type::string(), docs);
    let options = if name.starts_with("text/plain") { Vec::new() } else { content_type(name) };
    (vec![argument], options)
}

fn stream(name: &str, docs: &str) -> (Vec<Argument>, Vec<String>) {
    let argument = Argument {
        name: "body".to_owned(),
        role: Role::Body { format: Some("stream".to_owned()) },
        ty: Type::Unit,
        is_optional: false,
        passing: Passing::Stream,
        is_sensitive: false,
        docs: docs.to_owned(),
    };
    let options = if name == "application/octet-stream" { Vec::new() } else { content_type(name) };
    (vec![argument], options)
}

/// One argument for each property of a multipart body.
fn parts<'d>(content: &Cursor<'d>, lowering: &mut Lowering<'d>, naming: &Naming) -> Vec<Argument> {
    let schema = content.get("schema").and_then(|schema| schema.resolve().ok());
    let properties: Vec<(&str, Cursor<'d>)> = schema.iter().flat_map(all_properties).collect();
    let required: Vec<&str> = schema.iter().flat_map(|schema| schema.strings_of("required")).collect();
    if properties.is_empty() {
        let reason = "the multipart body declares no parts; the argument `file` is one part of that name";
        lowering.findings.add(content, reason);
        return vec![part("file", Type::Unit, Passing::Part, false, String::new())];
    }
    let mut arguments: Vec<Argument> = properties
        .into_iter()
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, property)| {
            let docs = crate::lower::object::docs(&property);
            let (ty, _) = lowering.lower(&property, &naming.child(name)).without_null();
            let is_file = property.resolve().is_ok_and(|property| is_binary(&property));
            let (ty, passing) = match ty {
                Type::Scalar(Scalar::String | Scalar::Secret) if !is_file => (ty, Passing::Slice),
                _ => (Type::Unit, Passing::Part),
            };
            part(name, ty, passing, !required.contains(&name), docs)
        })
        .collect();
    arguments.sort_by_key(|argument| argument.is_optional);
    arguments
}

/// The properties of the schema and of the parts of its `allOf`.
fn all_properties<'d>(schema: &Cursor<'d>) -> Vec<(&'d str, Cursor<'d>)> {
    let mut properties = schema.members_of("properties");
    for part in schema.items_of("allOf") {
        let part = part.resolve().map(|part| part.members_of("properties")).unwrap_or_default();
        properties.extend(part);
    }
    let mut seen = Vec::new();
    properties.retain(|(name, _)| {
        let is_new = !seen.contains(name);
        seen.push(*name);
        is_new
    });
    properties
}

fn part(name: &str, ty: Type, passing: Passing, is_optional: bool, docs: String) -> Argument {
    let role = Role::Part { wire: name.to_owned() };
    Argument { name: identifier(&snake(name)), role, ty, is_optional, passing, is_sensitive: false, docs }
}
