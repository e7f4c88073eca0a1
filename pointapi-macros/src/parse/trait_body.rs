//! A trait, parsed item by item, so that a half-typed method does not affect the others.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, Generics, Signature, Token, TraitItem, TypeParamBound, Visibility, braced, token};

use crate::errors::Errors;
use crate::parse::endpoint_attribute::is_endpoint_attribute;
use crate::syntax::mentions;

/// An API trait, as written.
pub(crate) struct TraitSource {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) trait_token: Token![trait],
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) bounds: Vec<TypeParamBound>,
    pub(crate) methods: Vec<MethodSource>,
}

/// A method of it; the body is not parsed.
pub(crate) struct MethodSource {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) signature: Signature,
    pub(crate) body: Option<TokenStream>,
}

/// Parses `item`; `None` if it is not a trait.
pub(crate) fn parse_trait(item: TokenStream, errors: &mut Errors) -> Option<TraitSource> {
    let read = |input: ParseStream<'_>| {
        let mut source = parse_head(input)?;
        let body;
        braced!(body in input);
        source.methods = parse_items(&body, errors)?;
        Ok(source)
    };
    let outcome = read.parse2(item);
    errors.ok(outcome)
}

/// Parses up to the braces.
fn parse_head(input: ParseStream<'_>) -> syn::Result<TraitSource> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility: Visibility = input.parse()?;
    if input.peek(Token![unsafe]) || input.peek(Token![auto]) {
        let modifier: TokenTree = input.parse()?;
        return Err(syn::Error::new(modifier.span(), format!("an API trait cannot be `{modifier}`; remove this")));
    }
    if !input.peek(Token![trait]) {
        let keyword = input.span();
        // The item is emitted unchanged.
        let item: TokenStream = input.parse()?;
        let message = match is_of_a_mock(&item) {
            true => "`#[automock]` stands above `#[point_api]`, which has not written the trait yet; put it below",
            false => "`#[point_api]` can only be applied to a trait; put it on a `trait`",
        };
        return Err(syn::Error::new(keyword, message));
    }
    let trait_token = input.parse()?;
    let ident: Ident = input.parse()?;
    let mut generics: Generics = input.parse()?;
    let bounds = parse_bounds(input)?;
    generics.where_clause = input.parse()?;
    Ok(TraitSource { attributes, visibility, trait_token, ident, generics, bounds, methods: Vec::new() })
}

/// True for what `mockall` generates: it repeats the attributes of the trait in the implementation of the mock.
fn is_of_a_mock(item: &TokenStream) -> bool {
    let text = item.to_string();
    text.contains("_expectations") || text.contains(" for Mock")
}

fn parse_bounds(input: ParseStream<'_>) -> syn::Result<Vec<TypeParamBound>> {
    let mut bounds = Vec::new();
    if input.peek(Token![:]) {
        input.parse::<Token![:]>()?;
        while !input.peek(Token![where]) && !input.peek(token::Brace) {
            bounds.push(input.parse()?);
            if !input.peek(Token![+]) {
                break;
            }
            input.parse::<Token![+]>()?;
        }
    }
    Ok(bounds)
}

/// Parses item after item; after one that syn rejects, continues at the next.
fn parse_items(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Vec<MethodSource>> {
    let mut methods = Vec::new();
    while !input.is_empty() {
        let attempt = input.fork();
        let item = parse_item(&attempt, errors);
        match errors.ok(item) {
            Some(method) => {
                input.advance_to(&attempt);
                methods.push(method);
            }
            None => methods.extend(skip_item(input, errors)?),
        }
    }
    Ok(methods)
}

fn parse_item(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<MethodSource> {
    let attributes = parse_attributes(input, errors)?;
    forbid_visibility(&input.parse()?, errors);
    if !starts_method(input) {
        return Err(forbid_other_item(input, &attributes));
    }
    let signature: Signature = input.parse()?;
    let body = if input.peek(Token![;]) {
        input.parse::<Token![;]>()?;
        None
    } else if input.peek(token::Brace) {
        let body: TokenTree = input.parse()?;
        Some(body.into())
    } else {
        return Err(input.error("expected `;` after the method"));
    };
    Ok(MethodSource { attributes, signature, body })
}

/// Parses each attribute for itself; the item survives a broken one that does not declare it.
fn parse_attributes(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Vec<Attribute>> {
    let mut attributes = Vec::new();
    while input.peek(Token![#]) && input.peek2(token::Bracket) {
        let (mark, content): (TokenTree, TokenTree) = (input.parse()?, input.parse()?);
        let is_declaration = mentions(content.to_token_stream(), "point_endpoint");
        match Attribute::parse_outer.parse2([mark, content].into_iter().collect()) {
            // Without its declaration, the method would be reported as undeclared too.
            Err(error) if is_declaration => return Err(error),
            parsed => attributes.extend(errors.ok(parsed).into_iter().flatten()),
        }
    }
    Ok(attributes)
}

fn starts_method(input: ParseStream<'_>) -> bool {
    let is_const_item = input.peek(Token![const]) && input.peek2(Ident::peek_any) && {
        let next_is_method = input.peek2(Token![fn])
            || input.peek2(Token![async])
            || input.peek2(Token![unsafe])
            || input.peek2(Token![extern]);
        !next_is_method
    };
    !is_const_item
        && (input.peek(Token![fn])
            || input.peek(Token![async])
            || input.peek(Token![const])
            || input.peek(Token![unsafe])
            || input.peek(Token![extern]))
}

fn forbid_visibility(visibility: &Visibility, errors: &mut Errors) {
    if !matches!(visibility, Visibility::Inherited) {
        errors.on(visibility, "a method of a trait has the visibility of the trait; remove this");
    }
}

/// The mistake of an item that is not a method.
fn forbid_other_item(input: ParseStream<'_>, attributes: &[Attribute]) -> syn::Error {
    if let Some(attribute) = attributes.iter().find(|attribute| is_endpoint_attribute(attribute)) {
        return syn::Error::new_spanned(attribute, "only a method can be an endpoint; put this on an `async fn`");
    }
    let item = match input.parse() {
        Ok(TraitItem::Const(item)) => item.ident.span(),
        Ok(TraitItem::Type(item)) => item.ident.span(),
        Ok(TraitItem::Macro(item)) => item.mac.path.span(),
        Ok(_) => input.span(),
        Err(error) => return error,
    };
    syn::Error::new(item, "an API trait can have only methods, so that it is usable as `dyn`; move this item out of it")
}

/// Advances to the next item: after `;` or `{...}`, or before tokens that can only begin another item. Returns the
/// methods that an open bracket holds.
fn skip_item(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Vec<MethodSource>> {
    let mut methods = Vec::new();
    let (mut is_past_attributes, mut is_past_keyword) = (false, false);
    while !input.is_empty() {
        let is_attribute = input.peek(Token![#]) && input.peek2(token::Bracket);
        if (is_past_attributes && is_attribute) || (is_past_keyword && begins_method(input)) {
            break;
        }
        is_past_keyword |= input.peek(Token![fn]);
        if is_attribute {
            input.parse::<Token![#]>()?;
            methods.extend(methods_inside(input.parse()?, errors)?);
            continue;
        }
        is_past_attributes = true;
        match input.parse()? {
            TokenTree::Punct(punct) if punct.as_char() == ';' => break,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => break,
            token => methods.extend(methods_inside(token, errors)?),
        }
    }
    Ok(methods)
}

/// Parses the methods inside of a bracket. While its end is not typed yet, an editor puts it at the end of the trait;
/// the compiler does not call a macro then.
fn methods_inside(token: TokenTree, errors: &mut Errors) -> syn::Result<Vec<MethodSource>> {
    let TokenTree::Group(group) = token else { return Ok(Vec::new()) };
    let read = |input: ParseStream<'_>| {
        let mut methods = Vec::new();
        while !input.is_empty() && !begins_item(input)? {
            methods.extend(methods_inside(input.parse()?, errors)?);
        }
        methods.extend(parse_items(input, errors)?);
        Ok(methods)
    };
    read.parse2(group.stream())
}

/// True before a method and its attributes.
fn begins_item(input: ParseStream<'_>) -> syn::Result<bool> {
    let ahead = input.fork();
    while ahead.peek(Token![#]) && ahead.peek2(token::Bracket) {
        let (_, _): (TokenTree, TokenTree) = (ahead.parse()?, ahead.parse()?);
    }
    Ok(begins_method(&ahead))
}

fn begins_method(input: ParseStream<'_>) -> bool {
    input.peek(Token![async]) || (input.peek(Token![fn]) && input.peek2(Ident::peek_any))
}
