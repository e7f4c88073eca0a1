//! From the model to tokens. The user's own tokens are repeated and never inspected.

mod boxed;
mod call;
mod client;
mod endpoints;
mod generics;
mod implementation;
mod lints;
mod request_doc;
mod signature;
mod trait_def;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::api_trait::ApiTrait;

/// The items that users name, the trait first: editors take the first item for the definition.
const ITEMS: &[fn(&ApiTrait) -> TokenStream] = &[trait_def::generate_trait, client::generate_struct];

/// Implementations for them.
const IMPLEMENTATIONS: &[fn(&ApiTrait) -> TokenStream] = &[
    client::generate_methods,
    client::generate_standard_traits,
    implementation::generate_identity,
    implementation::generate_implementation,
];

/// Output:
/// ```text
/// pub trait Orders { ... }
/// pub struct OrdersClient { ... }
/// const _: () = {
///     use ::pointapi::__private as __pointapi;
///     impl OrdersClient { ... }
/// };
/// ```
pub(crate) fn generate_api(api: &ApiTrait) -> TokenStream {
    let items = ITEMS.iter().map(|generate| generate(api));
    let implementations = IMPLEMENTATIONS.iter().map(|generate| generate(api));
    let conditions = &api.attributes.conditions;
    let lints = lints::on_implementations(api);
    let import = api.runtime.generate_import();
    quote! {
        #(#items)*
        #(#conditions)*
        #lints
        const _: () = {
            #import
            #(#implementations)*
        };
    }
}
