//! The formats of lists and bodies in the parentheses of a role.

use proc_macro2::{Span, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Token};

use crate::errors::Errors;
use crate::model::param::{BODY_FORMATS, BodyFormat, Format, Kind, LIST_FORMATS, ListFormat};
use crate::parse::arguments::{Argument, parse_arguments, take_value};
use crate::parse::values;
use crate::suggest;

/// `format = csv`, beside the format `before` it.
pub(super) fn list_format(kind: &Kind, before: &Format, argument: &Argument) -> syn::Result<&'static ListFormat> {
    const EXAMPLE: &str = "format = csv";
    if argument.name != "format" {
        return Err(unknown_option(kind, argument));
    }
    if let Format::List(first) | Format::Form(first) = before {
        return Err(second_format(kind, first.name, argument));
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
pub(super) fn read_body_format(input: ParseStream<'_>, kind: &Kind, errors: &mut Errors) -> Option<Format> {
    let before = errors.count();
    let mut whole = Format::Default;
    // The word of the format, or the one that a media type alone implies.
    let mut chosen = None;
    for part in split_at_commas(input) {
        let is_json = matches!(whole, Format::Default);
        let format = match syn::parse2::<LitStr>(part.clone()) {
            Ok(literal) if is_json => {
                chosen.get_or_insert("json".to_owned());
                json_of(&literal)
            }
            Ok(literal) => Err(unexpected(kind, literal.span())),
            Err(_) => {
                (|input: ParseStream<'_>| Ok(parse_arguments(input, errors))).parse2(part).and_then(|arguments| {
                    let Some(argument) = arguments.first() else { return Ok(Format::Default) };
                    let format = body_format(kind, &whole, chosen.as_deref(), argument)?;
                    chosen.get_or_insert(argument.name.to_string());
                    Ok(format)
                })
            }
        };
        if let Some(format) = errors.ok(format) {
            whole = format;
        }
    }
    (errors.count() == before).then_some(whole)
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
fn body_format(kind: &Kind, before: &Format, chosen: Option<&str>, argument: &Argument) -> syn::Result<Format> {
    let written = argument.name.to_string();
    if written == "format" && matches!(before, Format::Form(_) | Format::Body(BodyFormat { name: "form", .. })) {
        return list_format(kind, before, argument).map(Format::Form);
    }
    if let Some(first) = chosen.filter(|_| written != "format") {
        return Err(second_format(kind, first, argument));
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

fn second_format(kind: &Kind, first: &str, second: &Argument) -> syn::Error {
    let message = format!("`#[{}]` already has the format `{first}`; remove one of the two", kind.role);
    syn::Error::new(second.name.span(), message)
}

pub(super) fn unexpected(kind: &Kind, span: Span) -> syn::Error {
    syn::Error::new(span, format!("unexpected argument of `#[{}]`; write `{}`", kind.role, kind.example))
}
