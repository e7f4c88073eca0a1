//! The signature of a method, as every output repeats it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{Generics, Lifetime, Path, Token, Type};

use crate::forwarded::Forwarded;

/// `async fn name<..>(&self, arguments) -> output`: the one form that an endpoint has.
pub(crate) struct Signature {
    /// The user's own, since lints point at it.
    pub(crate) fn_token: Token![fn],
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) receiver: Receiver,
    pub(crate) arguments: Vec<Argument>,
    /// The return type, with the user's tokens.
    pub(crate) output: TokenStream,
}

/// `&self`, in the user's own tokens, since `self` is hygienic.
pub(crate) struct Receiver {
    pub(crate) declared: TokenStream,
    /// The lifetime between `&` and `self`.
    pub(crate) lifetime: Option<Lifetime>,
    pub(crate) self_token: TokenStream,
}

/// One argument besides `self`.
pub(crate) struct Argument {
    pub(crate) attributes: Forwarded,
    /// As the trait declares it.
    pub(crate) ident: Ident,
    /// As a function with a body can declare it: there, `Some` would be a pattern.
    pub(crate) local: Ident,
    pub(crate) ty: Type,
    pub(crate) ty_range: Range,
}

/// Where tokens start and end; stable Rust has no span that covers both.
#[derive(Clone, Copy)]
pub(crate) struct Range {
    pub(crate) start: Span,
    pub(crate) end: Span,
}

/// A path, and where it stands.
#[derive(Clone)]
pub(crate) struct Placed {
    pub(crate) path: Path,
    pub(crate) range: Range,
}

impl Placed {
    pub(crate) fn new(path: Path) -> Self {
        Self { range: Range::of(&path), path }
    }
}

impl Range {
    pub(crate) fn of(tokens: &impl ToTokens) -> Self {
        let mut tokens = tokens.to_token_stream().into_iter();
        let first = tokens.next();
        let start = first.as_ref().map_or_else(Span::call_site, proc_macro2::TokenTree::span);
        let end = tokens.last().map_or(start, |last| last.span());
        Self { start, end }
    }
}
