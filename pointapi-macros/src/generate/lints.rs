//! Lints that would warn about generated code, or twice about the user's own.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::api_trait::{ApiTrait, Member};
use crate::model::endpoint::Endpoint;

/// On the trait: a program may use the client alone, or a part of the methods, and the number of arguments is the
/// server's choice.
pub(super) fn on_trait() -> TokenStream {
    quote!(#[allow(dead_code, clippy::too_many_arguments)])
}

/// On the client: it may be unused, and its visibility and bounds are those of the trait, where the lint fires.
pub(super) fn on_client() -> TokenStream {
    quote!(#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)])
}

/// On the implementations: endpoints may be unused, and their names and types are those of the trait, where the lint
/// fires. `missing_docs` is not among them, since a crate may `forbid` it, and generated items have docs.
pub(super) fn on_implementations(api: &ApiTrait) -> TokenStream {
    let of_bodies = on_bodies(api);
    quote! {
        #[allow(
            dead_code, deprecated, impl_trait_redundant_captures, non_snake_case, non_upper_case_globals, private_bounds,
            private_interfaces, single_use_lifetimes, unreachable_pub, clippy::all, clippy::pedantic,
            clippy::nursery, #of_bodies
        )]
    }
}

/// A `#[cfg]` can take away every argument of a body. The body of a broken endpoint uses none, and its docs do not name
/// the request.
fn on_bodies(api: &ApiTrait) -> TokenStream {
    let has_conditions = |endpoint: &Endpoint| endpoint.request.params.iter().any(|param| !param.conditions.is_empty());
    if api.members.iter().any(|member| matches!(member, Member::Broken(_))) {
        quote!(missing_docs, unused_variables)
    } else if api.endpoints().any(has_conditions) {
        quote!(unused_variables)
    } else {
        TokenStream::new()
    }
}
