//! Lints that would warn about generated code, or twice about the user's own.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::api_trait::{ApiTrait, Member};

/// On the trait: a program may use the client alone, or a part of the methods, and the number of arguments is the
/// server's choice.
pub(super) fn on_trait() -> TokenStream {
    quote!(#[allow(dead_code, clippy::too_many_arguments)])
}

/// On the client: it may be unused, and its visibility and bounds are those of the trait, where the lint fires.
pub(super) fn on_client() -> TokenStream {
    quote!(#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)])
}

/// On the implementations: endpoints may be unused, and their names, types and docs are those of the trait, where the
/// lint fires.
pub(super) fn on_implementations(api: &ApiTrait) -> TokenStream {
    let of_bodies = on_bodies(api);
    quote! {
        #[allow(
            dead_code, deprecated, impl_trait_redundant_captures, missing_docs, non_snake_case, non_upper_case_globals,
            private_bounds, private_interfaces, single_use_lifetimes, unreachable_pub, clippy::all, clippy::pedantic,
            clippy::nursery, #of_bodies
        )]
    }
}

/// A `#[cfg]` can take away every argument of a body, and the body of a broken endpoint uses none.
fn on_bodies(api: &ApiTrait) -> TokenStream {
    let is_conditional = |member: &Member| match member {
        Member::Endpoint(endpoint) => endpoint.request.params.iter().any(|param| !param.conditions.is_empty()),
        Member::Broken(_) => true,
        Member::Helper(_) => false,
    };
    if api.members.iter().any(is_conditional) { quote!(unused_variables) } else { TokenStream::new() }
}
