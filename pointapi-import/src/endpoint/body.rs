//! Request bodies.

use crate::cursor::Cursor;
use crate::endpoint::choices::Choices;
use crate::endpoint::content::choose;
use crate::endpoint::media_type::{Media, MediaType};
use crate::lower::{Lowering, Naming};
use crate::model::{Argument, BodyFormat, EndpointOption, Passing, Role, Scalar, Type};
use crate::names::{identifier, snake};
use crate::node::Node;

/// The arguments of a body, and the option that goes with them.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) arguments: Vec<Argument>,
    pub(super) option: Option<EndpointOption>,
}

impl From<Argument> for Body {
    fn from(argument: Argument) -> Self {
        Self { arguments: vec![argument], option: None }
    }
}

/// The body of an operation; nothing if it declares none that can be sent.
pub(super) fn body<'d>(
    method: &str,
    operation: &Cursor<'d>,
    lowering: &mut Lowering<'d>,
    choices: &Choices,
    naming: &Naming,
) -> Body {
    let Some(declared) = operation.get("requestBody") else { return Body::default() };
    let body = match declared.resolve() {
        Ok(body) => body,
        Err(dangling) => {
            lowering.findings.add(&declared, format!("{}; the body is left out", dangling.reason));
            return Body::default();
        }
    };
    let content = body.get("content").and_then(|content| choose(&content, choices, &mut lowering.findings));
    let Some((media_type, content)) = content else { return Body::default() };
    if is_empty(&content) {
        return Body::default();
    }
    if matches!(method, "GET" | "HEAD" | "TRACE") {
        lowering.findings.add(&declared, format!("a {method} request has no body; it is left out"));
        return Body::default();
    }
    let description = body.str("description").unwrap_or_default().to_owned();
    let naming = naming.child("request");
    let ty = content.get("schema").map_or(Type::Any, |schema| lowering.lower(&schema, &naming));
    match media_type.media() {
        Media::Json if media_type.is_range() && is_bytes(&content) => stream(media_type, &description),
        Media::Json => whole(json(media_type), ty, &description).into(),
        Media::Form => whole(form_format(&content), ty, &description).into(),
        Media::Xml => whole(BodyFormat::Xml, ty, &description).into(),
        Media::Text => text(media_type, &description),
        Media::Bytes => stream(media_type, &description),
        Media::Multipart => Body { arguments: parts(&content, lowering, &naming), option: None },
    }
}

/// True for an object that declares no member and allows none.
fn is_empty(content: &Cursor<'_>) -> bool {
    let Some(Ok(schema)) = content.get("schema").map(|schema| schema.resolve()) else { return false };
    schema.node.get("additionalProperties").and_then(Node::as_bool) == Some(false)
        && schema.members_of("properties").is_empty()
        && !["allOf", "oneOf", "anyOf", "$ref"].iter().any(|name| schema.has(name))
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

fn whole(format: BodyFormat, ty: Type, docs: &str) -> Argument {
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

fn json(media_type: MediaType<'_>) -> BodyFormat {
    if media_type.is("application/json") || media_type.is_range() {
        BodyFormat::Json
    } else {
        BodyFormat::JsonOf(media_type.essence.to_owned())
    }
}

/// `form`, or the nested format where a member is an object.
fn form_format(content: &Cursor<'_>) -> BodyFormat {
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
        BodyFormat::DeepForm
    } else {
        BodyFormat::Form
    }
}

/// Sets the content type of a body whose format has `usual` by itself.
fn content_type(media_type: MediaType<'_>, usual: &str) -> Option<EndpointOption> {
    let is_set = !media_type.is_range() && !media_type.is(usual);
    is_set.then(|| EndpointOption::ContentType(media_type.text.to_owned()))
}

fn text(media_type: MediaType<'_>, docs: &str) -> Body {
    let argument = whole(BodyFormat::Text, Type::string(), docs);
    Body { arguments: vec![argument], option: content_type(media_type, "text/plain") }
}

fn stream(media_type: MediaType<'_>, docs: &str) -> Body {
    let argument = Argument {
        name: "body".to_owned(),
        role: Role::Body { format: BodyFormat::Stream },
        ty: Type::Unit,
        is_optional: false,
        passing: Passing::Stream,
        is_sensitive: false,
        docs: docs.to_owned(),
    };
    Body { arguments: vec![argument], option: content_type(media_type, "application/octet-stream") }
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
