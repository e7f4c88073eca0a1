//! The attributes of an argument: its role with its details, and whether it is sensitive.

use proc_macro2::Span;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned as _;
use syn::{Attribute, FnArg, LitStr, Meta, Signature, Token};

use crate::errors::Errors;
use crate::model::param::{Detail, Format, KINDS, Kind};
use crate::model::spanned::Spanned;
use crate::parse::arguments::parse_arguments;
use crate::parse::conditions::{conditional_attributes, without_docs};
use crate::parse::formats::{list_format, read_body_format, unexpected};
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
        let format = read_body_format(input, role.kind, errors);
        return Ok(format.map(|format| Role { format, ..role }));
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
            Detail::WireNameAndListFormat => list_format(role.kind, &role.format, &argument).map(Format::List),
            _ => Err(unexpected(role.kind, argument.name.span())),
        };
        if let Some(format) = errors.ok(format) {
            role.format = format;
        }
    }
    Ok((errors.count() == before).then_some(role))
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
