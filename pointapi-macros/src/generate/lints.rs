//! Lints that would blame the user for code that is not theirs, or twice for code that is.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::api_trait::{ApiTrait, Member};

/// On the trait: callers of the client never touch it, callers of it rarely use all, and an endpoint has as many
/// arguments as its server wants.
pub(super) fn on_trait() -> TokenStream {
    quote!(#[allow(dead_code, clippy::too_many_arguments)])
}

/// On the client: nobody has to use it, and what is wrong with its visibility or its bounds was said of the trait.
pub(super) fn on_client() -> TokenStream {
    quote!(#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)])
}

/// On the client's methods: nobody calls every endpoint, and what is wrong with a name, a type or a missing comment
/// was said of the trait.
pub(super) fn on_methods(api: &ApiTrait) -> TokenStream {
    let of_bodies = on_bodies(api);
    quote! {
        #[allow(
            dead_code, deprecated, impl_trait_redundant_captures, missing_docs, non_snake_case, non_upper_case_globals,
            private_bounds, private_interfaces, single_use_lifetimes, unreachable_pub, clippy::all, clippy::pedantic,
            clippy::nursery, #of_bodies
        )]
    }
}

/// On the trait's implementation, whose methods are the trait's.
pub(super) fn on_implementation(api: &ApiTrait) -> TokenStream {
    let of_bodies = on_bodies(api);
    quote! {
        #[allow(
            deprecated, non_snake_case, private_interfaces, clippy::all, clippy::pedantic, clippy::nursery, #of_bodies
        )]
    }
}

/// What the bodies may leave unused: a `#[cfg]` can take away every argument, and a broken endpoint uses none.
fn on_bodies(api: &ApiTrait) -> TokenStream {
    let is_conditional = |member: &Member| match member {
        Member::Endpoint(endpoint) => endpoint.request.params.iter().any(|param| !param.conditions.is_empty()),
        Member::Broken(_) => true,
        Member::Helper(_) => false,
    };
    if api.members.iter().any(is_conditional) { quote!(unused_mut, unused_variables) } else { TokenStream::new() }
}
