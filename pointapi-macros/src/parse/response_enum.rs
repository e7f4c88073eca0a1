//! An enum with `#[derive(FromResponse)]`.

use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Fields, Item, LitInt, Meta, Path, Token, Type, Variant};

use crate::errors::Errors;
use crate::model::response_enum::{ResponseEnum, ResponseVariant, StatusPattern};
use crate::model::spanned::Spanned;
use crate::runtime_path::RuntimePath;

const STATUS: &str = "#[status(200)]";

/// Parses the item of the derive; `None` if it is not such an enum.
pub(crate) fn parse_response_enum(item: TokenStream, errors: &mut Errors) -> Option<ResponseEnum> {
    let Item::Enum(input) = errors.ok(syn::parse2(item))? else {
        let message = "`FromResponse` is derived for an enum with one variant for each success status; \
                       for a single response type derive `serde::Deserialize`";
        errors.at(Span::call_site(), message);
        return None;
    };
    let runtime = runtime_path(&input.attrs, errors);
    let count = input.variants.len();
    let variants: Vec<_> = input.variants.into_iter().filter_map(|variant| parse_variant(variant, errors)).collect();
    let is_incomplete = variants.len() < count;
    let runtime = RuntimePath::new(runtime.as_ref(), &input.ident);
    Some(ResponseEnum { runtime, ident: input.ident, generics: input.generics, variants, is_incomplete })
}

/// `#[from_response(crate = path::to::pointapi)]`
fn runtime_path(attributes: &[Attribute], errors: &mut Errors) -> Option<Path> {
    let attribute = attributes.iter().find(|attribute| attribute.path().is_ident("from_response"))?;
    let read = |input: ParseStream<'_>| {
        input.parse::<Token![crate]>()?;
        input.parse::<Token![=]>()?;
        Path::parse_mod_style(input)
    };
    let path = attribute.parse_args_with(read).map_err(|error| {
        syn::Error::new(error.span(), "invalid option; write `#[from_response(crate = path::to::pointapi)]`")
    });
    errors.ok(path)
}

fn parse_variant(variant: Variant, errors: &mut Errors) -> Option<ResponseVariant> {
    let statuses = parse_statuses(&variant, errors);
    let body = parse_body(&variant, errors);
    let is_condition = |attribute: &Attribute| attribute.path().is_ident("cfg");
    let conditions = variant.attrs.into_iter().filter(is_condition).collect();
    Some(ResponseVariant { ident: variant.ident, conditions, statuses: statuses?, body: body? })
}

fn parse_statuses(variant: &Variant, errors: &mut Errors) -> Option<Vec<Spanned<StatusPattern>>> {
    let mut attributes = variant.attrs.iter().filter(|attribute| attribute.path().is_ident("status"));
    let Some(attribute) = attributes.next() else {
        let message = format!("`{}` has no status; add `{STATUS}` or `#[status(default)]`", variant.ident);
        errors.at(variant.ident.span(), message);
        return None;
    };
    if let Some(second) = attributes.next() {
        errors.on(second, "a variant has one `#[status(...)]`; list all statuses in the first one");
    }
    if !matches!(attribute.meta, Meta::List(_)) {
        errors.on(attribute, format!("the statuses are in parentheses; write `{STATUS}`"));
        return None;
    }
    let patterns = attribute
        .parse_args_with(Punctuated::<StatusItem, Token![,]>::parse_terminated)
        .map(|items| items.into_iter().map(|item| item.0).collect::<Vec<_>>());
    let patterns = errors.ok(patterns)?;
    if patterns.is_empty() {
        errors.on(attribute, format!("the list of statuses is empty; write `{STATUS}`"));
        return None;
    }
    Some(patterns)
}

/// `Some(None)` for a variant without a body.
fn parse_body(variant: &Variant, errors: &mut Errors) -> Option<Option<Type>> {
    match &variant.fields {
        Fields::Unit => Some(None),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            Some(fields.unnamed.first().map(|field| field.ty.clone()))
        }
        fields => {
            let message = format!(
                "a variant holds one response type; write `{0}(Type)`, or `{0}` alone to ignore the body",
                variant.ident
            );
            errors.on(fields, message);
            None
        }
    }
}

struct StatusItem(Spanned<StatusPattern>);

impl Parse for StatusItem {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let at = |span: Span, pattern| Ok(Self(Spanned::new(pattern, span)));
        let mistake = |span| syn::Error::new(span, "a status is a number from 100 to 599, `2XX`, or `default`");
        if input.peek(Ident::peek_any) {
            let word = Ident::parse_any(input)?;
            return if word == "default" { at(word.span(), StatusPattern::Default) } else { Err(mistake(word.span())) };
        }
        let literal: LitInt = input.parse().map_err(|error: syn::Error| mistake(error.span()))?;
        match (literal.base10_parse::<u16>(), literal.base10_digits(), literal.suffix()) {
            (Ok(code @ 100..=599), _, "") => at(literal.span(), StatusPattern::Code(code)),
            (_, "2", "XX" | "xx") => at(literal.span(), StatusPattern::Class),
            // The client decodes a status of another class only if it is one of `none_on`.
            (_, "1" | "3" | "4" | "5", "XX" | "xx") => Err(syn::Error::new(
                literal.span(),
                "the only class of successes is `2XX`; write the statuses of `none_on`: `#[status(404, 410)]`",
            )),
            _ => Err(mistake(literal.span())),
        }
    }
}
