//! An `async` method in the form that `#[async_trait]` gives it. The trait and its implementation are generated in that
//! form directly: expanding `#[async_trait]` costs the compiler more than everything else that is generated, and wraps
//! each future in another one.
//!
//! The lifetimes of a trait method and of each implementation, a user's with `#[async_trait]` included, must agree one
//! by one: a name for each elided one, in the order of the text, and `'async_trait` for the future, which all others
//! outlive.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{GenericArgument, GenericParam, Generics, Lifetime, LifetimeParam, TypeReference};

use crate::generate::signature::generate_parameter;
use crate::model::signature::{Argument, Signature};

/// Input: `async fn report(&self, id: &str) -> Result<Report>`
///
/// Output:
/// ```text
/// fn report<'life0, 'life1, 'async_trait>(&'life0 self, id: &'life1 str) -> BoxFuture<'async_trait, Result<Report>>
/// where 'life0: 'async_trait, 'life1: 'async_trait, Self: 'async_trait
/// ```
///
/// without a body.
pub(super) fn generate_boxed_declaration(signature: &Signature, future: &TokenStream) -> TokenStream {
    generate_boxed(signature, future, |argument| &argument.ident)
}

/// The same for a method with a body.
pub(super) fn generate_boxed_definition(signature: &Signature, future: &TokenStream) -> TokenStream {
    generate_boxed(signature, future, |argument| &argument.local)
}

fn generate_boxed(signature: &Signature, future: &TokenStream, name: fn(&Argument) -> &Ident) -> TokenStream {
    let Signature { fn_token, ident, generics, receiver, arguments, output } = signature;
    let mut names = Names::default();
    let of_self = names.named(receiver.lifetime.clone());
    let self_token = &receiver.self_token;
    let mut parameters = TokenStream::new();
    for argument in arguments {
        let mut ty = argument.ty.clone();
        names.visit_type_mut(&mut ty);
        parameters.extend(generate_parameter(argument, name(argument), &ty));
    }
    let of_future = lifetime("async_trait");
    let mut generics = with_lifetimes(generics, names.given);
    let outlives = take_bounds(&mut generics, &of_future);
    generics.params.push(GenericParam::Lifetime(LifetimeParam::new(of_future.clone())));
    let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    quote! {
        #fn_token #ident #generics(&#of_self #self_token #parameters) -> #future<#of_future, #output>
        where #(#predicates,)* #(#outlives,)* Self: #of_future
    }
}

fn lifetime(name: &str) -> Lifetime {
    Lifetime { apostrophe: Span::call_site(), ident: format_ident!("{name}") }
}

fn with_lifetimes(generics: &Generics, given: Vec<Lifetime>) -> Generics {
    let mut generics = generics.clone();
    generics.params.extend(given.into_iter().map(|lifetime| GenericParam::Lifetime(LifetimeParam::new(lifetime))));
    generics
}

/// Input: `<'a, 'b: 'a>`
///
/// Output: `'a: 'async_trait` and `'b: 'async_trait + 'a`, since clippy blames bounds that stand in two places
fn take_bounds(generics: &mut Generics, of_future: &Lifetime) -> Vec<TokenStream> {
    let take = |LifetimeParam { lifetime, colon_token, bounds, .. }: &mut LifetimeParam| {
        *colon_token = None;
        let bounds = std::mem::take(bounds).into_iter();
        quote!(#lifetime: #of_future #(+ #bounds)*)
    };
    generics.lifetimes_mut().map(take).collect()
}

/// Gives names to the lifetimes that have none.
#[derive(Default)]
struct Names {
    given: Vec<Lifetime>,
}

impl Names {
    fn named(&mut self, declared: Option<Lifetime>) -> Lifetime {
        declared.filter(|lifetime| lifetime.ident != "_").unwrap_or_else(|| {
            let name = lifetime(&format!("life{}", self.given.len()));
            self.given.push(name.clone());
            name
        })
    }
}

impl VisitMut for Names {
    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        reference.lifetime = Some(self.named(reference.lifetime.take()));
        visit_mut::visit_type_mut(self, &mut reference.elem);
    }

    fn visit_generic_argument_mut(&mut self, argument: &mut GenericArgument) {
        match argument {
            GenericArgument::Lifetime(lifetime) => *lifetime = self.named(Some(lifetime.clone())),
            argument => visit_mut::visit_generic_argument_mut(self, argument),
        }
    }
}
