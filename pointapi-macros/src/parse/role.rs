//! The attributes of an argument: its role with its details, and whether it is sensitive.

use proc_macro2::{Span, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned as _;
use syn::{Attribute, FnArg, LitStr, Meta, Signature, Token};

use crate::errors::Errors;
use crate::model::param::{BODY_FORMATS, BodyFormat, Detail, Format, KINDS, Kind, LIST_FORMATS, ListFormat};
use crate::model::spanned::Spanned;
use crate::parse::arguments::{Argument, parse_arguments, take_value};
use crate::parse::conditions::{conditional_attributes, without_docs};
use crate::parse::values;
use crate::suggest;

/// Attributes of lints, which the compiler accepts on an argument.
const LINT_LEVELS: &[&str] = &["allow", "expect", "warn", "deny", "forbid"];

/// One role, as written.
pub(crate) struct Role {
    pub(crate) kind: &'static Kind,
    pub(crate) wire: Option<Spanned<String>>,
    pub(crate) format: Format,
    pub(crate) span: Span,
}

/// The content of an argument's attributes.
#[derive(Default)]
pub(crate) struct Roles {
    pub(crate) roles: Vec<Role>,
    pub(crate) sensitive: Option<Span>,
    /// The doc comment.
    pub(crate) docs: Vec<Attribute>,
    /// Attributes that the compiler accepts on an argument.
    pub(crate) others: Vec<Attribute>,
    /// True if an attribute could not be parsed; a missing role is then not reported as well.
    pub(crate) is_incomplete: bool,
}

/// The roles of each argument behind `self`.
pub(crate) fn parse_arguments_roles(signature: &Signature, errors: &mut Errors) -> Vec<Roles> {
    signature
        .inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(argument) => Some(parse_roles(&argument.attrs, errors)),
            FnArg::Receiver(_) => None,
        })
        .collect()
}

fn parse_roles(attributes: &[Attribute], errors: &mut Errors) -> Roles {
    let mut roles = Roles::default();
    for attribute in attributes {
        let before = errors.count();
        sort_in(attribute, &mut roles, errors);
        roles.is_incomplete |= errors.count() > before;
    }
    roles
}

fn sort_in(attribute: &Attribute, roles: &mut Roles, errors: &mut Errors) {
    let path = attribute.path();
    let name = path.get_ident().map(ToString::to_string).unwrap_or_default();
    match name.as_str() {
        // The compiler rejects docs on an argument; a document of the API shows them.
        "doc" => roles.docs.push(attribute.clone()),
        "cfg" => roles.others.push(attribute.clone()),
        level if LINT_LEVELS.contains(&level) => roles.others.push(attribute.clone()),
        "cfg_attr" => {
            forbid_hidden_role(attribute, roles, errors);
        }
        "sensitive" => match &attribute.meta {
            Meta::Path(path) => roles.sensitive = Some(path.span()),
            Meta::List(_) | Meta::NameValue(_) => errors.on(attribute, "write just `#[sensitive]`"),
        },
        _ => match KINDS.iter().find(|kind| kind.role == name) {
            Some(kind) => {
                if let Some(role) = parse_role(kind, attribute, errors) {
                    roles.roles.push(role);
                }
            }
            None => forbid_unknown_role(attribute, errors),
        },
    }
}

/// Keeps the lints of a `cfg_attr`, and drops the docs, which the compiler rejects on an argument; anything else could be
/// a role.
fn forbid_hidden_role(attribute: &Attribute, roles: &mut Roles, errors: &mut Errors) {
    let may_be_role = |name: &String| name != "doc" && !LINT_LEVELS.contains(&name.as_str());
    if conditional_attributes(&attribute.meta).iter().any(may_be_role) {
        let message = "the macro does not evaluate `cfg_attr`, and a role in it decides what is sent; \
                       put a `#[cfg(...)]` on the argument instead";
        errors.on(attribute, message);
    } else if let Some(meta) = without_docs(&attribute.meta) {
        roles.others.push(Attribute { meta, ..attribute.clone() });
    }
}

fn forbid_unknown_role(attribute: &Attribute, errors: &mut Errors) {
    let written: Vec<String> = attribute.path().segments.iter().map(|segment| segment.ident.to_string()).collect();
    let written = written.join("::");
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.role).chain(["sensitive"]).collect();
    let instead = suggest::instead_of(&written, &names);
    errors.on(attribute.path(), format!("unknown argument role `{written}`; {instead}"));
}

fn parse_role(kind: &'static Kind, attribute: &Attribute, errors: &mut Errors) -> Option<Role> {
    let role = Role { kind, wire: None, format: Format::Default, span: attribute.path().span() };
    let list = match &attribute.meta {
        Meta::List(list) if !list.tokens.is_empty() => list.tokens.clone(),
        Meta::Path(_) | Meta::List(_) if kind.detail == Detail::HeaderName => {
            errors.on(attribute, format!("the name of the header is missing; write `{}`", kind.example));
            return None;
        }
        Meta::Path(_) | Meta::List(_) => return Some(role),
        Meta::NameValue(_) => {
            errors.on(attribute, format!("write it as `{}`", kind.example));
            return None;
        }
    };
    let read = |input: ParseStream<'_>| read_detail(input, role, errors);
    let outcome = read.parse2(list);
    errors.ok(outcome).flatten()
}

/// Parses the parentheses of a role.
fn read_detail(input: ParseStream<'_>, mut role: Role, errors: &mut Errors) -> syn::Result<Option<Role>> {
    if role.kind.detail == Detail::BodyFormat {
        return Ok(read_body_format(input, role, errors));
    }
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        role.wire = errors.ok(wire_name(role.kind, &literal));
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        if input.peek(LitStr) {
            return Err(input.error(format!("`#[{}]` takes one name; remove this", role.kind.role)));
        }
    }
    let before = errors.count();
    for argument in parse_arguments(input, errors) {
        let format = match role.kind.detail {
            Detail::WireNameAndListFormat => list_format(&role, &argument).map(Format::List),
            _ => Err(unexpected(role.kind, argument.name.span())),
        };
        if let Some(format) = errors.ok(format) {
            role.format = format;
        }
    }
    Ok((errors.count() == before).then_some(role))
}

fn second_format(kind: &Kind, first: &str, second: &Argument) -> syn::Error {
    let message = format!("`#[{}]` already has the format `{first}`; remove one of the two", kind.role);
    syn::Error::new(second.name.span(), message)
}

fn unexpected(kind: &Kind, span: Span) -> syn::Error {
    syn::Error::new(span, format!("unexpected argument of `#[{}]`; write `{}`", kind.role, kind.example))
}

fn wire_name(kind: &Kind, literal: &LitStr) -> syn::Result<Spanned<String>> {
    match kind.detail {
        Detail::HeaderName => values::header_name(literal),
        Detail::WireName | Detail::WireNameAndListFormat if literal.value().is_empty() => {
            Err(syn::Error::new(literal.span(), format!("the name is empty; write `{}`", kind.example)))
        }
        Detail::WireName | Detail::WireNameAndListFormat => Ok(Spanned::new(literal.value(), literal.span())),
        Detail::Nothing | Detail::BodyFormat => Err(unexpected(kind, literal.span())),
    }
}

/// `format = csv`, for the role `before` it.
fn list_format(before: &Role, argument: &Argument) -> syn::Result<&'static ListFormat> {
    const EXAMPLE: &str = "format = csv";
    if argument.name != "format" {
        return Err(unknown_option(before.kind, argument));
    }
    if let Format::List(first) | Format::Form(first) = &before.format {
        return Err(second_format(before.kind, first.name, argument));
    }
    let word: syn::Ident = values::assigned(argument, EXAMPLE)?;
    let written = word.to_string();
    LIST_FORMATS.iter().find(|format| format.name == written).ok_or_else(|| {
        let names: Vec<&str> = LIST_FORMATS.iter().map(|format| format.name).collect();
        let instead = suggest::instead_of(&written, &names);
        syn::Error::new(word.span(), format!("unknown list format `{written}`; {instead}"))
    })
}

/// The mistake of an option that should have been a name on the wire, or the value of `format`.
fn unknown_option(kind: &Kind, argument: &Argument) -> syn::Error {
    let (name, role) = (&argument.name, kind.role);
    let fix = match LIST_FORMATS.iter().any(|format| name == format.name) {
        true => format!("`format = {name}`"),
        false => format!("`#[{role}(\"name\")]` for a name, or `format = csv` for lists"),
    };
    syn::Error::new(name.span(), format!("unknown option `{name}` of `#[{role}]`; write {fix}"))
}

/// `text`, `form, format = deep`, `json, "application/merge-patch+json"` or `codec = path::To::Codec`.
fn read_body_format(input: ParseStream<'_>, mut role: Role, errors: &mut Errors) -> Option<Role> {
    let before = errors.count();
    // The word of the format, or the one that a media type alone implies.
    let mut chosen = None;
    for part in split_at_commas(input) {
        let is_json = matches!(&role.format, Format::Default);
        let format = match syn::parse2::<LitStr>(part.clone()) {
            Ok(literal) if is_json => {
                chosen.get_or_insert("json".to_owned());
                json_of(&literal)
            }
            Ok(literal) => Err(unexpected(role.kind, literal.span())),
            Err(_) => {
                (|input: ParseStream<'_>| Ok(parse_arguments(input, errors))).parse2(part).and_then(|arguments| {
                    let Some(argument) = arguments.first() else { return Ok(Format::Default) };
                    let format = body_format(&role, chosen.as_deref(), argument)?;
                    chosen.get_or_insert(argument.name.to_string());
                    Ok(format)
                })
            }
        };
        if let Some(format) = errors.ok(format) {
            role.format = format;
        }
    }
    (errors.count() == before).then_some(role)
}

fn split_at_commas(input: ParseStream<'_>) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    while !input.is_empty() {
        parts.push(take_value(input));
        // Absent only at the end.
        let _comma: Option<Token![,]> = input.parse().ok();
    }
    parts
}

fn json_of(literal: &LitStr) -> syn::Result<Format> {
    const EXAMPLE: &str = "#[body(json, \"application/merge-patch+json\")]";
    values::media_type(literal, EXAMPLE).map(|media_type| Format::Json(media_type.value))
}

/// The format that `argument` chooses, or adds to the one before it.
fn body_format(before: &Role, chosen: Option<&str>, argument: &Argument) -> syn::Result<Format> {
    let written = argument.name.to_string();
    if written == "format" && matches!(before.format, Format::Form(_) | Format::Body(BodyFormat { name: "form", .. })) {
        return list_format(before, argument).map(Format::Form);
    }
    if let Some(first) = chosen.filter(|_| written != "format") {
        return Err(second_format(before.kind, first, argument));
    }
    if written == "codec" {
        return values::assigned(argument, "codec = path::To::Codec").map(Format::Codec);
    }
    if written == "json" {
        return values::flag(argument).map(|_| Format::Default);
    }
    if written == "format" {
        let message = "the format of a body is a word of its own; write `#[body(json)]`, or `#[body(form, format = csv)]` \
                       for the lists of a form";
        return Err(syn::Error::new(argument.name.span(), message));
    }
    if let Some(format) = BODY_FORMATS.iter().find(|format| format.name == written) {
        return values::flag(argument).map(|_| Format::Body(format));
    }
    let names: Vec<&str> = BODY_FORMATS.iter().map(|format| format.name).chain(["json", "codec"]).collect();
    let instead = suggest::instead_of(&written, &names);
    Err(syn::Error::new(argument.name.span(), format!("unknown body format `{written}`; {instead}")))
}
