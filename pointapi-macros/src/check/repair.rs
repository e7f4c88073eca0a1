//! Signatures as every output repeats them; a wrong one becomes what its author most likely meant, so that the
//! message about it is the only one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{
    FnArg, GenericParam, Generics, Pat, PatType, ReceiverKind, ReturnType, Type, TypeParamBound, WhereClause,
    WherePredicate, parse_quote,
};

use crate::forwarded::Forwarded;
use crate::model::signature::{Argument, Range, Receiver, Signature};
use crate::names;
use crate::parse::role::Roles;
use crate::runtime_path::RuntimePath;
use crate::syntax::{is_future, is_opaque, is_shared, mentions_self};

/// The signature of an endpoint: `async`, with `&self`, named arguments and a return type.
pub(crate) fn endpoint_signature(mut source: syn::Signature, roles: &[Roles], runtime: &RuntimePath) -> Signature {
    source.inputs.iter_mut().for_each(|input| accept_any_value(input, runtime));
    let receiver = receiver(&source);
    let generics = usable_generics(&source, runtime);
    let output = match &source.output {
        ReturnType::Type(_, ty) if !is_future(ty) && !mentions_self(ty) => ty.to_token_stream(),
        ReturnType::Type(..) | ReturnType::Default => {
            let result = runtime.absolute("Result");
            quote!(#result<()>)
        }
    };
    let arguments = source
        .inputs
        .into_iter()
        .filter_map(|input| match input {
            FnArg::Typed(argument) => Some(argument),
            FnArg::Receiver(_) => None,
        })
        .zip(roles)
        .enumerate()
        .map(|(position, (source, roles))| argument(source, roles, position, runtime))
        .collect();
    Signature { fn_token: source.fn_token, ident: source.ident, generics, receiver, arguments, output }
}

/// The signature of a helper, changed so that the trait stays usable as `dyn`.
///
/// Input: `fn each<F: Fn()>(&self, f: F)`
///
/// Output: `fn each<F: Fn()>(&self, f: F) where Self: Sized`
pub(crate) fn keep_dispatchable(mut signature: syn::Signature, runtime: &RuntimePath) -> syn::Signature {
    let has_opaque_type = signature.inputs.iter().any(is_opaque) || is_opaque(&signature.output);
    if has_type_parameters(&signature.generics) || has_opaque_type || signature.receiver().is_none() {
        require_sized(&mut signature.generics, runtime);
    }
    signature
}

fn receiver(source: &syn::Signature) -> Receiver {
    let shared = |self_token: TokenStream| Receiver { declared: quote!(&#self_token), lifetime: None, self_token };
    match source.receiver() {
        Some(receiver) if is_shared(receiver) => Receiver {
            declared: receiver.to_token_stream(),
            lifetime: match &receiver.kind {
                ReceiverKind::Reference(_, lifetime, _) => lifetime.clone(),
                _ => None,
            },
            self_token: receiver.self_token.to_token_stream(),
        },
        Some(receiver) => shared(receiver.self_token.to_token_stream()),
        None => shared(Ident::new("self", Span::mixed_site()).into_token_stream()),
    }
}

/// Input: `like: Self`, for which callers pass whatever they have in mind
///
/// Output: `like: impl Sized`
fn accept_any_value(input: &mut FnArg, runtime: &RuntimePath) {
    if let FnArg::Typed(argument) = input
        && mentions_self(&argument.ty)
    {
        let sized = runtime.absolute("Sized");
        *argument.ty = parse_quote!(impl #sized);
    }
}

fn argument(source: PatType, roles: &Roles, position: usize, runtime: &RuntimePath) -> Argument {
    let ident = match *source.pat {
        Pat::Ident(pattern) => pattern.ident,
        _ => names::unnamed_argument(position),
    };
    let local = if names::may_be_a_constant(&ident) { names::unnamed_argument(position) } else { ident.clone() };
    let ty_range = Range::of(&source.ty);
    let mut ty = *source.ty;
    if let (Type::ImplTrait(opaque), Ok(bound)) = (&mut ty, syn::parse2(runtime.absolute("Send"))) {
        opaque.bounds.push(bound);
    }
    let docs = Forwarded::of(roles.docs.clone()).docs;
    let attributes = Forwarded { docs, ..Forwarded::of(roles.others.clone()) };
    Argument { attributes, ident, local, ty, ty_range }
}

/// The generics, changed so that those of a broken endpoint do not break the rest of the trait.
fn usable_generics(source: &syn::Signature, runtime: &RuntimePath) -> Generics {
    let mut generics = source.generics.clone();
    if let Ok(send) = syn::parse2::<TypeParamBound>(runtime.absolute("Send")) {
        for param in generics.type_params_mut() {
            param.bounds.push(send.clone());
        }
    }
    if has_type_parameters(&generics) || source.inputs.iter().any(is_opaque) {
        require_sized(&mut generics, runtime);
    }
    generics
}

fn require_sized(generics: &mut Generics, runtime: &RuntimePath) {
    let sized = runtime.absolute("Sized");
    if let Ok(predicate) = syn::parse2::<WherePredicate>(quote!(Self: #sized)) {
        let clause: &mut WhereClause = generics.make_where_clause();
        clause.predicates.push(predicate);
    }
}

fn has_type_parameters(generics: &Generics) -> bool {
    generics.params.iter().any(|param| !matches!(param, GenericParam::Lifetime(_)))
}
