//! `#[point_endpoint(METHOD "/path", options...)]`.

use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, LitStr, Meta, Token};

use crate::errors::Errors;
use crate::model::http_method::{HttpMethod, misspelt_standard_method, standard_method, standard_names};
use crate::model::options::EndpointOptions;
use crate::model::path_template::PathTemplate;
use crate::model::spanned::Spanned;
use crate::parse::arguments::{parse_arguments, take_value};
use crate::parse::options::parse_endpoint_options;
use crate::parse::path_template::parse_template;
use crate::suggest;

const SHAPE: &str = "write `#[point_endpoint(GET \"/path\")]`: a bare method, then the path";

/// The content of the attribute; a part that could not be parsed is absent, and its mistake is in the errors.
pub(crate) struct EndpointAttribute {
    pub(crate) http_method: Option<Spanned<HttpMethod>>,
    pub(crate) path: Option<PathTemplate>,
    pub(crate) options: EndpointOptions,
}

/// True for `#[point_endpoint(...)]`, also by a longer path.
pub(crate) fn is_endpoint_attribute(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|segment| segment.ident == "point_endpoint")
}

pub(crate) fn parse_endpoint_attribute(attribute: &Attribute, errors: &mut Errors) -> EndpointAttribute {
    let span = attribute.path().segments.last().map_or_else(Span::call_site, |segment| segment.ident.span());
    let nothing = EndpointAttribute { http_method: None, path: None, options: EndpointOptions::default() };
    let Meta::List(list) = &attribute.meta else {
        errors.at(span, format!("the method and the path are missing; {SHAPE}"));
        return nothing;
    };
    let read = |input: ParseStream<'_>| Ok(read_attribute(input, span, errors));
    let outcome = read.parse2(list.tokens.clone());
    errors.ok(outcome).unwrap_or(nothing)
}

fn read_attribute(input: ParseStream<'_>, span: Span, errors: &mut Errors) -> EndpointAttribute {
    let http_method = errors.ok(parse_http_method(input, span));
    forbid_comma_before_path(input, errors);
    let path = http_method.as_ref().and_then(|_| errors.ok(parse_path(input, span)));
    // The rest before the comma was reported with the method or the path.
    let rest = take_value(input);
    if path.is_some() && !rest.is_empty() {
        errors.on(rest, "expected `,` after the path");
    }
    let _comma: Option<Token![,]> = input.parse().ok();
    let options = parse_endpoint_options(&parse_arguments(input, errors), errors);
    EndpointAttribute { http_method, path, options }
}

/// Other attribute macros have a comma here.
fn forbid_comma_before_path(input: ParseStream<'_>, errors: &mut Errors) {
    if input.peek(Token![,])
        && input.peek2(LitStr)
        && let Ok(comma) = input.parse::<Token![,]>()
    {
        errors.on(comma, "the path follows the method without a comma; remove this");
    }
}

fn parse_http_method(input: ParseStream<'_>, span: Span) -> syn::Result<Spanned<HttpMethod>> {
    if input.is_empty() {
        return Err(syn::Error::new(span, format!("the method and the path are missing; {SHAPE}")));
    }
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        let upper = literal.value().to_uppercase();
        let message = match standard_method(&upper) {
            Some(method) => format!("the method is not a string; write it without quotes: `{} \"/path\"`", method.name),
            None => format!("the method comes first; {SHAPE}"),
        };
        return Err(syn::Error::new(literal.span(), message));
    }
    let word = Ident::parse_any(input).map_err(|_| input.error(format!("the method comes first; {SHAPE}")))?;
    if input.peek(Token![=]) || input.peek(Token![::]) {
        // The rest is in the shape of another macro; parsing it would only report the same mistake again.
        let _rest: TokenStream = input.parse()?;
        return Err(syn::Error::new(word.span(), SHAPE));
    }
    let mut name = word.to_string();
    // Some registered methods have a hyphen: `VERSION-CONTROL`.
    while input.peek(Token![-]) {
        input.parse::<Token![-]>()?;
        name = format!("{name}-{}", Ident::parse_any(input)?);
    }
    http_method(name).map(|method| Spanned::new(method, word.span())).map_err(|text| syn::Error::new(word.span(), text))
}

/// The method of that name, or the mistake in it.
fn http_method(name: String) -> Result<HttpMethod, String> {
    if let Some(method) = standard_method(&name) {
        return Ok(method.clone());
    }
    let upper = name.to_uppercase();
    let is_token = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_' || c == '-';
    if name == "CONNECT" {
        Err("CONNECT opens a tunnel, which an endpoint cannot do; choose another method".to_owned())
    } else if let Some(standard) = misspelt_standard_method(&upper) {
        Err(format!("unknown HTTP method `{name}`; did you mean `{standard}`?"))
    } else if name == upper && name.chars().all(is_token) {
        Ok(HttpMethod::extension(name))
    } else if standard_method(&upper).is_some() || upper.chars().all(is_token) {
        Err(format!("an HTTP method is written in upper case; write `{upper}`"))
    } else {
        Err(format!("unknown HTTP method `{name}`; {}", suggest::instead_of(&name, &standard_names())))
    }
}

fn parse_path(input: ParseStream<'_>, span: Span) -> syn::Result<PathTemplate> {
    if input.is_empty() || input.peek(Token![,]) {
        let span = if input.is_empty() { span } else { input.span() };
        return Err(syn::Error::new(span, format!("the path is missing; {SHAPE}")));
    }
    let literal: LitStr = input.parse().map_err(|error| {
        syn::Error::new(error.span(), "the path must be a string literal, so that it can be checked; write `\"/path\"`")
    })?;
    if literal.value().is_empty() {
        return Ok(PathTemplate::empty(literal.span()));
    }
    parse_template(&literal)
}
