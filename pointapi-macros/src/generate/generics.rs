//! The generics of the trait, as the items around the client repeat them.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, TypeParam};

use crate::model::api_trait::ApiTrait;

/// `<T: Bound>`, `<T>` and `where ...`, as an `impl` needs them.
pub(super) struct ImplGenerics {
    pub(super) params: TokenStream,
    pub(super) arguments: TokenStream,
    pub(super) predicates: TokenStream,
}

impl ImplGenerics {
    /// Those of the trait, with the bounds that an `async` method needs on its type parameters.
    pub(super) fn of(api: &ApiTrait) -> Self {
        Self::with_parameter(api, None)
    }

    /// As [`Self::of`], with one more type parameter; `predicates` may then name it.
    pub(super) fn with_parameter(api: &ApiTrait, parameter: Option<&Ident>) -> Self {
        let mut generics: Generics = api.generics.clone();
        if let Some(parameter) = parameter {
            generics.params.push(GenericParam::Type(TypeParam::from(parameter.clone())));
        }
        let [send, sync] = ["Send", "Sync"].map(|name| api.runtime.item(name));
        let (params, ..) = generics.split_for_impl();
        let (_, arguments, where_clause) = api.generics.split_for_impl();
        let own = where_clause.into_iter().flat_map(|clause| &clause.predicates);
        let needed = api.generics.type_params().map(|param| &param.ident);
        Self {
            params: params.to_token_stream(),
            arguments: arguments.to_token_stream(),
            predicates: quote!(#(#own,)* #(#needed: #send + #sync + 'static,)*),
        }
    }
}

/// The type that stands for the trait as a whole.
pub(super) fn trait_object(api: &ApiTrait) -> TokenStream {
    let ident = &api.ident;
    let (_, arguments, _) = api.generics.split_for_impl();
    quote!(dyn #ident #arguments)
}
