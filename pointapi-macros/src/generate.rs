//! From the model to tokens. Nothing here looks into what the user wrote; it only repeats it.

mod call;
mod client;
mod endpoints;
mod generics;
mod implementation;
mod signature;
mod trait_def;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::api_trait::ApiTrait;

/// Every output, the user's own item first: editors take the first for the definition.
const OUTPUTS: &[fn(&ApiTrait) -> TokenStream] = &[
    trait_def::generate_trait,
    client::generate_struct,
    client::generate_methods,
    client::generate_standard_traits,
    implementation::generate_identity,
    implementation::generate_implementation,
];

pub(crate) fn generate_api(api: &ApiTrait) -> TokenStream {
    OUTPUTS.iter().map(|generate| generate(api)).collect()
}

/// Lints that would blame the user for code that is not theirs, or twice for code that is.
fn allowed_lints() -> TokenStream {
    quote! {
        #[allow(
            // Nobody calls every endpoint.
            dead_code,
            // The twin of a deprecated method calls it.
            deprecated,
            // Reported on the trait already.
            missing_docs, non_snake_case, private_bounds, private_interfaces, unreachable_pub,
            // A `#[cfg]` can take away every argument; a broken endpoint uses none.
            unused_mut, unused_variables,
            clippy::all, clippy::pedantic, clippy::nursery,
        )]
    }
}
