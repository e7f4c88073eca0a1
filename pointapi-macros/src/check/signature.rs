//! Signatures that an endpoint cannot have.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{FnArg, GenericParam, Pat, ReturnType, Safety, Signature, Type};

use crate::errors::Errors;
use crate::names::{self, RESERVED_PREFIX, TAKEN_BY_THE_CLIENT};
use crate::suggest;
use crate::syntax::{is_future, is_opaque, is_shared, mentions, mentions_self};

/// Types that a `Cow` with an elided lifetime borrows, by the last part of their path.
const BORROWED: &[&str] = &["str", "Path", "OsStr", "CStr"];

pub(crate) fn forbid_taken_name(signature: &Signature, errors: &mut Errors) {
    if names::is_taken_by_the_client(&signature.ident) {
        let name = &signature.ident;
        let taken = suggest::alternatives(TAKEN_BY_THE_CLIENT);
        let message = format!("`{name}` is already an item of the client; choose a name other than {taken}");
        errors.at(signature.ident.span(), message);
    }
}

pub(crate) fn forbid_reserved_name(signature: &Signature, errors: &mut Errors) {
    if names::is_reserved(&signature.ident) {
        let name = &signature.ident;
        let message =
            format!("names that begin with `{RESERVED_PREFIX}` are reserved for generated code; rename `{name}`");
        errors.at(signature.ident.span(), message);
    }
}

pub(crate) fn forbid_blocking(signature: &Signature, errors: &mut Errors) {
    if signature.asyncness.is_none() {
        let message = format!("an endpoint is asynchronous; write `async fn {}`", signature.ident);
        errors.on(signature.fn_token, message);
    }
}

pub(crate) fn forbid_modifiers(signature: &Signature, errors: &mut Errors) {
    let mut forbid = |tokens: &dyn ToTokens, word: &str| {
        errors.on(tokens.to_token_stream(), format!("an endpoint cannot be {word}; remove this"));
    };
    if let Some(constness) = &signature.constness {
        forbid(constness, "`const`");
    }
    if !matches!(signature.safety, Safety::Default) {
        forbid(&signature.safety, "`unsafe`");
    }
    if let Some(abi) = &signature.abi {
        forbid(abi, "`extern`");
    }
    if let Some(variadic) = &signature.variadic {
        forbid(variadic, "variadic");
    }
}

pub(crate) fn forbid_type_parameters(signature: &Signature, errors: &mut Errors) {
    for param in &signature.generics.params {
        let name = match param {
            GenericParam::Type(param) => &param.ident,
            GenericParam::Const(param) => &param.ident,
            GenericParam::Lifetime(_) => continue,
        };
        let message = format!(
            "`{name}` would make the trait unusable as `dyn`; take a concrete type, or make `{name}` a parameter of the trait"
        );
        errors.at(name.span(), message);
    }
}

pub(crate) fn forbid_other_receivers(signature: &Signature, errors: &mut Errors) {
    const FIX: &str = "a client is shared between tasks; take `&self`";
    match signature.receiver() {
        Some(receiver) if is_shared(receiver) => {}
        Some(receiver) => errors.on(receiver, FIX),
        None => errors.at(signature.paren_token.span.open(), FIX),
    }
}

pub(crate) fn forbid_patterns(signature: &Signature, errors: &mut Errors) {
    for input in &signature.inputs {
        let FnArg::Typed(argument) = input else { continue };
        match &*argument.pat {
            Pat::Ident(pattern)
                if pattern.by_ref.is_none() && pattern.mutability.is_none() && pattern.subpat.is_none() => {}
            Pat::Ident(pattern) => {
                errors.on(pattern, format!("an argument must be a plain name; write `{}`", pattern.ident));
            }
            pattern => errors.on(pattern, "an argument needs a name, which goes on the wire; write `name: Type`"),
        }
    }
}

pub(crate) fn forbid_opaque_arguments(signature: &Signature, errors: &mut Errors) {
    const FIX: &str = "`impl Trait` would make the trait unusable as `dyn`; take a concrete type such as `&str`";
    forbid_in_arguments(signature, errors, is_opaque, FIX);
}

/// The trait is implemented for its client, for fakes and for servers, which are different types.
pub(crate) fn forbid_self_types(signature: &Signature, errors: &mut Errors) {
    const FIX: &str = "`Self` is the client here, or a fake; name a type";
    forbid_in_arguments(signature, errors, mentions_self, FIX);
    if let ReturnType::Type(_, ty) = &signature.output
        && mentions_self(ty)
    {
        errors.on(ty, FIX);
    }
}

/// Reports each argument whose type is of this kind.
pub(crate) fn forbid_in_arguments(signature: &Signature, errors: &mut Errors, is_wrong: fn(&Type) -> bool, fix: &str) {
    for input in &signature.inputs {
        if let FnArg::Typed(argument) = input
            && is_wrong(&argument.ty)
        {
            errors.on(&argument.ty, fix);
        }
    }
}

pub(crate) fn forbid_no_return_type(signature: &Signature, errors: &mut Errors) {
    if matches!(signature.output, ReturnType::Default) {
        let message = "the return type is missing; add `-> Result<()>`, or `-> Result<T>` for a response of type `T`";
        errors.at(signature.paren_token.span.close(), message);
    }
}

pub(crate) fn forbid_futures(signature: &Signature, errors: &mut Errors) {
    let ReturnType::Type(_, ty) = &signature.output else { return };
    if is_future(ty) {
        let message = if is_opaque(ty) && !mentions(ty.to_token_stream(), "Future") {
            "the return type must be named; write it out, such as `Result<Order>`"
        } else {
            "`async fn` already returns a future; return `Result<T>`"
        };
        errors.on(ty, message);
    }
}

pub(crate) fn forbid_borrowed_responses(signature: &Signature, errors: &mut Errors) {
    if let ReturnType::Type(_, ty) = &signature.output
        && !is_future(ty)
        && borrows(ty.to_token_stream())
    {
        errors.on(ty, "a response cannot be borrowed; return owned data, such as `String` for `&str`");
    }
}

/// True if `tokens` hold `&`, a lifetime other than `'static`, or a `Cow` whose lifetime is left out.
fn borrows(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_borrowed = match &token {
            TokenTree::Punct(punct) if punct.as_char() == '&' => true,
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                !matches!(tokens.peek(), Some(TokenTree::Ident(lifetime)) if lifetime == "static")
            }
            TokenTree::Ident(ident) if ident == "Cow" => borrows_silently(tokens.clone()),
            TokenTree::Group(group) => borrows(group.stream()),
            _ => false,
        };
        if is_borrowed {
            return true;
        }
    }
    false
}

/// True if the tokens after `Cow` have no lifetime and a borrowed type: `<str>`, `<[u8]>`, `<std::path::Path>`.
fn borrows_silently(behind: impl Iterator<Item = TokenTree>) -> bool {
    let is_open = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '<');
    let mut behind = behind.skip_while(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':'));
    if !behind.next().is_some_and(|token| is_open(&token)) {
        return false;
    }
    let is_of_path = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() == ':',
        token => matches!(token, TokenTree::Ident(_) | TokenTree::Group(_)),
    };
    match behind.take_while(is_of_path).last() {
        Some(TokenTree::Ident(ident)) => BORROWED.iter().any(|borrowed| ident == borrowed),
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Bracket,
        _ => false,
    }
}
