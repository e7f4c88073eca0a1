//! Questions about the user's syntax that the compiler's grammar leaves open, asked by rules and repairs alike.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericArgument, GenericParam, Lifetime, Path, PathArguments, Receiver, ReceiverKind, Type, TypePath};

/// Names of types with parameters that are futures already.
const BOXED_FUTURES: &[&str] = &["BoxFuture", "LocalBoxFuture", "Pin"];

/// The beginnings of paths to `Option` and `Vec`: `std::option::Option`, `option::Option`.
const MODULES: &[&str] = &["std", "core", "alloc", "option", "vec"];

/// True for `&self`, also with a lifetime of the method.
pub(crate) fn is_shared(receiver: &Receiver) -> bool {
    let is_static = |lifetime: &Option<Lifetime>| lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static");
    matches!(&receiver.kind, ReceiverKind::Reference(_, lifetime, None) if !is_static(lifetime))
        && receiver.mutability.is_none()
}

/// The name of a lifetime among generic parameters.
pub(crate) fn as_lifetime(param: &GenericParam) -> Option<Ident> {
    match param {
        GenericParam::Lifetime(param) => Some(param.lifetime.ident.clone()),
        GenericParam::Type(_) | GenericParam::Const(_) => None,
    }
}

/// True for `impl Future` and for the names of a boxed future.
pub(crate) fn is_future(ty: &Type) -> bool {
    let is_boxed = |path: &Path| {
        path.segments.last().is_some_and(|segment| {
            !segment.arguments.is_none() && BOXED_FUTURES.iter().any(|boxed| segment.ident == boxed)
        })
    };
    is_opaque(ty) || matches!(ty, Type::Path(ty) if is_boxed(&ty.path))
}

/// True if `impl` stands somewhere in `tokens`.
pub(crate) fn is_opaque(tokens: &impl ToTokens) -> bool {
    mentions(tokens.to_token_stream(), "impl")
}

/// True if `Self` stands somewhere in `tokens`.
pub(crate) fn mentions_self(tokens: &impl ToTokens) -> bool {
    mentions(tokens.to_token_stream(), "Self")
}

/// True if the identifier or keyword `word` stands somewhere in `tokens`.
pub(crate) fn mentions(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => mentions(group.stream(), word),
        _ => false,
    })
}

/// The `T` of `Option<T>`, or of another type of the standard library with one parameter.
pub(crate) fn content_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(TypePath { qself: None, path, .. }) = ty else { return None };
    let segment = path.segments.last().filter(|segment| segment.ident == name)?;
    let module = path.segments.first().filter(|_| path.segments.len() > 1);
    if module.is_some_and(|module| !MODULES.iter().any(|standard| module.ident == standard)) {
        return None;
    }
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(content) => Some(content),
        _ => None,
    }
}
