//! From the model to tokens. The user's own tokens are repeated and never inspected.

mod blocking;
mod boxed;
mod call;
mod client;
mod endpoints;
mod from_response;
mod generics;
mod held;
mod implementation;
mod lints;
mod openapi;
mod reading;
mod request_doc;
mod response_outputs;
mod server;
mod signature;
mod trait_def;

pub(crate) use from_response::generate_from_response;

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
/// `has_blocking_client` is true under the feature `blocking`.
pub(crate) fn generate_api(api: &ApiTrait, has_blocking_client: bool) -> TokenStream {
    let items = ITEMS.iter().map(|generate| generate(api));
    let implementations = IMPLEMENTATIONS.iter().map(|generate| generate(api));
    let conditions = &api.attributes.conditions;
    let lints = lints::on_implementations(api);
    let import = api.runtime.generate_import();
    let import_beside_trait = api.runtime.generate_import_beside_trait().map(|import| quote!(#(#conditions)* #import));
    let server = api.outputs.server.map(|asked| server::generate_server(api, asked));
    let description = api.outputs.openapi.map(|asked| openapi::generate_description(api, asked));
    let blocking_client = has_blocking_client.then(|| blocking::generate_blocking_client(api));
    quote! {
        #(#items)*
        #import_beside_trait
        #(#conditions)*
        #lints
        const _: () = {
            #import
            #(#implementations)*
        };
        #server
        #description
        #blocking_client
    }
}
