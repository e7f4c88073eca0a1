//! Types with one plain meaning that the compiler rejects wherever the signature is repeated: each is reported once,
//! and corrected.

use std::collections::HashSet;

use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{
    BoundLifetimes, FnArg, GenericArgument, Generics, Lifetime, PathArguments, ReturnType, Signature, Type,
    parse_quote_spanned,
};

use crate::errors::Errors;
use crate::syntax::as_lifetime;

/// Corrects the signature of an endpoint of a trait with the generics `of_trait`.
pub(crate) fn correct_types(signature: &mut Signature, of_trait: &Generics, errors: &mut Errors) {
    correct_lifetimes(signature, of_trait, errors);
    signature.inputs.iter_mut().for_each(|input| correct_argument(input, errors));
    correct_response(&mut signature.output, errors);
}

/// Input: `name: str`
///
/// Output: `name: &str`
fn correct_argument(input: &mut FnArg, errors: &mut Errors) {
    if let FnArg::Typed(argument) = input
        && is_unsized(&argument.ty)
    {
        let ty = &argument.ty;
        errors.on(ty, "an argument must have a known size; write `&` in front of this type");
        *argument.ty = parse_quote_spanned!(ty.span()=> &#ty);
    }
}

/// Input: `Result<[Order]>`
///
/// Output: `Result<Vec<Order>>`
fn correct_response(output: &mut ReturnType, errors: &mut Errors) {
    if let Some(ty) = response(output)
        && is_unsized(ty)
    {
        errors.on(&*ty, "a response must have a known size; return `String` for `str`, and `Vec<T>` for `[T]`");
        // As the user would write it.
        *ty = match &*ty {
            Type::Slice(slice) => {
                let item = &slice.elem;
                parse_quote_spanned!(ty.span()=> Vec<#item>)
            }
            _ => parse_quote_spanned!(ty.span()=> String),
        };
    }
}

/// The `T` of `Result<T>`.
fn response(output: &mut ReturnType) -> Option<&mut Type> {
    let ReturnType::Type(_, output) = output else { return None };
    let Type::Path(path) = &mut **output else { return None };
    // An alias may take other types than that of the value.
    let segment = path.path.segments.last_mut().filter(|segment| segment.ident == "Result")?;
    let PathArguments::AngleBracketed(arguments) = &mut segment.arguments else { return None };
    match arguments.args.first_mut()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

fn is_unsized(ty: &Type) -> bool {
    match ty {
        Type::Slice(_) => true,
        Type::Path(ty) => ty.path.is_ident("str"),
        _ => false,
    }
}

/// Replaces undeclared lifetimes by `'_`. That a response borrows has a message of its own.
fn correct_lifetimes(signature: &mut Signature, of_trait: &Generics, errors: &mut Errors) {
    let params = signature.generics.params.iter().chain(&of_trait.params);
    let builtin = ["static", "_"].map(|name| Ident::new(name, Span::call_site()));
    let declared = params.filter_map(as_lifetime).chain(builtin);
    let mut lifetimes = Lifetimes { declared: declared.collect(), undeclared: Vec::new() };
    signature.inputs.iter_mut().for_each(|input| lifetimes.visit_fn_arg_mut(input));
    let mut names = HashSet::new();
    for lifetime in lifetimes.undeclared.iter().filter(|lifetime| names.insert(&lifetime.ident)) {
        let message =
            format!("`{lifetime}` is not declared; remove it, or write `async fn {}<{lifetime}>`", signature.ident);
        errors.on(lifetime, message);
    }
    lifetimes.visit_return_type_mut(&mut signature.output);
}

struct Lifetimes {
    declared: Vec<Ident>,
    undeclared: Vec<Lifetime>,
}

impl VisitMut for Lifetimes {
    /// The binder of a function or trait stands in front of the types in it.
    fn visit_bound_lifetimes_mut(&mut self, binder: &mut BoundLifetimes) {
        self.declared.extend(binder.lifetimes.iter().filter_map(as_lifetime));
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if !self.declared.contains(&lifetime.ident) {
            self.undeclared.push(std::mem::replace(lifetime, Lifetime::new("'_", lifetime.span())));
        }
    }
}
