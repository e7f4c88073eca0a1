//! From the model to tokens. Nothing here looks into what the user wrote; it only repeats it.

mod boxed;
mod call;
mod client;
mod endpoints;
mod generics;
mod implementation;
mod lints;
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
    generate_import,
];

pub(crate) fn generate_api(api: &ApiTrait) -> TokenStream {
    OUTPUTS.iter().map(|generate| generate(api)).collect()
}

fn generate_import(api: &ApiTrait) -> TokenStream {
    let conditions = &api.attributes.conditions;
    let import = api.runtime.generate_import();
    quote!(#(#conditions)* #import)
}
