//! Request bodies.

use crate::cursor::Cursor;
use crate::endpoint::choices::Choices;
use crate::endpoint::content::{choose, is_any_text, is_binary, report_other_bytes, report_others};
use crate::endpoint::media_type::{Media, MediaType};
use crate::endpoint::{parts, xml};
use crate::lower::kind::possible_kinds;
use crate::lower::merged::Merged;
use crate::lower::{Lowering, Naming};
use crate::model::{Argument, BodyFormat, EndpointOption, Passing, Role, Scalar, Type};
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
    lowering.findings.forbid_dangling(&body, "content");
    let all = body.part("content");
    let content = all.as_ref().and_then(|content| choose(content, choices, &mut lowering.findings));
    all.iter().zip(&content).for_each(|(all, chosen)| report_others(all, chosen, "body", &mut lowering.findings));
    let Some((media_type, content)) = content else {
        lowering.findings.add(&declared, "the body declares no media type; it is left out");
        return Body::default();
    };
    let is_empty = is_empty(&content);
    if matches!(method, "GET" | "HEAD" | "TRACE") {
        if !is_empty {
            let reason = format!("a `{method}` request carries no body; the request body is left out");
            lowering.findings.add(&declared, reason);
        }
        return Body::default();
    }
    report_approximations(&body, media_type, lowering);
    all.iter().for_each(|all| report_other_bytes(all, media_type, &mut lowering.findings));
    if is_empty {
        if media_type.media() == Media::Json {
            lowering.findings.add(&content, "the body is an object without members; it is left out");
        }
        return Body::default();
    }
    let description = body.str("description").unwrap_or_default().to_owned();
    let naming = naming.child("request");
    let is_typed = matches!(media_type.media(), Media::Json | Media::Form | Media::Xml);
    let schema = content.get("schema").filter(|_| is_typed);
    let ty = schema.map_or(Type::Any, |schema| lowering.lower_content(&schema, operation, &naming));
    let mut sent = match media_type.media() {
        Media::Json if media_type.is_range() && is_bytes(&content) => stream(media_type, &description),
        Media::Json if is_any_text(media_type, &content) => text(media_type, &description),
        Media::Json => whole(json(media_type), ty, &description).into(),
        Media::Form => {
            let format = form_format(&content);
            report_encoding(&content, &format, lowering);
            whole(format, ty, &description).into()
        }
        Media::Xml => {
            xml::report(&content, &mut lowering.findings);
            whole(BodyFormat::Xml, ty, &description).into()
        }
        Media::Text => text(media_type, &description),
        Media::Bytes => stream(media_type, &description),
        Media::Multipart => Body { arguments: parts::arguments(&content, lowering, &naming), option: None },
    };
    if can_be_absent(&body) && media_type.media() != Media::Multipart && !is_form_without_required(media_type, &content)
    {
        sent.arguments.iter_mut().for_each(|argument| argument.is_optional = true);
    }
    sent
}

/// True for a body that the document says may be absent. Without `required` it may be too, but many documents leave that
/// out.
fn can_be_absent(body: &Cursor<'_>) -> bool {
    body.node.get("required").and_then(Node::as_bool) == Some(false)
}

/// True for a form without a required field: an empty one is as good as none.
fn is_form_without_required(media_type: MediaType<'_>, content: &Cursor<'_>) -> bool {
    media_type.media() == Media::Form && Merged::of(content.get("schema").as_ref()).required.is_empty()
}

/// True for an object that declares no member and allows none.
fn is_empty(content: &Cursor<'_>) -> bool {
    let Some(Ok(schema)) = content.get("schema").map(|schema| schema.resolve()) else { return false };
    schema.node.get("additionalProperties").and_then(Node::as_bool) == Some(false)
        && schema.members_of("properties").is_empty()
        && !["patternProperties", "allOf", "oneOf", "anyOf"].iter().any(|name| schema.has(name))
}

/// Reports what the formats of bodies do not express.
fn report_approximations(body: &Cursor<'_>, media_type: MediaType<'_>, lowering: &mut Lowering<'_>) {
    let sent = match media_type.media() {
        Media::Xml => "application/xml",
        Media::Multipart => "multipart/form-data",
        _ => media_type.essence,
    };
    if !media_type.is(sent) {
        lowering.findings.add(body, format!("`{}` is sent as `{sent}`", media_type.essence));
    }
    if can_be_absent(body) && media_type.media() == Media::Multipart {
        lowering.findings.add(body, "the body may be absent; the method always sends one");
    }
}

fn is_bytes(content: &Cursor<'_>) -> bool {
    let schema = content.get("schema").and_then(|schema| schema.resolve().ok());
    schema.is_some_and(|schema| is_binary(&schema))
}

fn whole(format: BodyFormat, ty: Type, docs: &str) -> Argument {
    let ty = if format.has_null() { ty } else { ty.without_null().0 };
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
        declared: None,
    }
}

fn json(media_type: MediaType<'_>) -> BodyFormat {
    if media_type.is_sent_as("application/json") || media_type.is_range() {
        BodyFormat::Json
    } else {
        BodyFormat::JsonOf(media_type.text.to_owned())
    }
}

/// Reports the forms of members that a form does not have.
fn report_encoding(content: &Cursor<'_>, format: &BodyFormat, lowering: &mut Lowering<'_>) {
    for (name, encoding) in content.members_of("encoding") {
        let has_style = encoding.str("style").is_some_and(|style| !matches!(style, "form" | "deepObject"));
        let explode = encoding.node.get("explode").and_then(Node::as_bool);
        let is_expressed = matches!(format, BodyFormat::JoinedForm(of_lists) if joined(&encoding) == Some(*of_lists));
        if !is_expressed && (has_style || explode == Some(false)) || encoding.has("contentType") {
            lowering.findings.add(&encoding, format!("the encoding of `{name}` is not expressed"));
        }
    }
}

/// The list format of an encoding that joins the values of a list, by its name.
fn joined(encoding: &Cursor<'_>) -> Option<&'static str> {
    let explode = encoding.node.get("explode").and_then(Node::as_bool);
    match encoding.str("style").unwrap_or("form") {
        "form" if explode == Some(false) => Some("csv"),
        "pipeDelimited" if explode != Some(true) => Some("pipes"),
        "spaceDelimited" if explode != Some(true) => Some("spaces"),
        _ => None,
    }
}

/// The format that joins the values of every list of a form; `None` if two lists differ.
fn joined_lists(content: &Cursor<'_>) -> Option<&'static str> {
    let encodings = content.members_of("encoding");
    let mut formats = Merged::of(content.get("schema").as_ref())
        .properties
        .iter()
        .filter(|(_, schemas)| schemas.last().is_some_and(|schema| possible_kinds(schema).contains("array")))
        .map(|(name, _)| encodings.iter().find(|(own, _)| own == name).and_then(|(_, encoding)| joined(encoding)))
        .collect::<Vec<_>>();
    formats.dedup();
    match formats.as_slice() {
        [format] => *format,
        _ => None,
    }
}

/// Pairs, with brackets where the encoding says so; a type with objects inside of it has brackets too.
fn form_format(content: &Cursor<'_>) -> BodyFormat {
    let is_deep =
        content.members_of("encoding").iter().any(|(_, encoding)| encoding.str("style") == Some("deepObject"));
    match joined_lists(content) {
        _ if is_deep => BodyFormat::DeepForm,
        Some(of_lists) => BodyFormat::JoinedForm(of_lists),
        None => BodyFormat::Form,
    }
}

/// Sets the content type of a body whose format has `usual` by itself.
fn content_type(media_type: MediaType<'_>, usual: &str) -> Option<EndpointOption> {
    let is_set = !media_type.is_range() && !media_type.is_sent_as(usual);
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
        declared: None,
    };
    Body { arguments: vec![argument], option: content_type(media_type, "application/octet-stream") }
}
