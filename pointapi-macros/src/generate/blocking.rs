//! The blocking client: the methods of the client, without `async`.
//!
//! The runtime's `if_blocking!` drops it where the feature is off for the runtime: Cargo may build this crate once for
//! two builds of the runtime, of which only one has the feature.

use proc_macro2::TokenStream;
use quote::quote;

use crate::generate::client::{generate_debug_and_clone, generate_fields, generate_handles, generate_struct_of};
use crate::generate::generics::ImplGenerics;
use crate::generate::lints;
use crate::generate::request_doc::generate_request_doc;
use crate::generate::signature::{generate_parameters, generate_values};
use crate::model::api_trait::{ApiTrait, Member};
use crate::model::endpoint::Endpoint;
use crate::model::signature::Signature;
use crate::names;

/// Output: `if_blocking! { pub struct OrdersBlocking { api: Api } ... }`
pub(super) fn generate_blocking_client(api: &ApiTrait) -> TokenStream {
    let name = names::blocking(&api.ident);
    let if_blocking = api.runtime.absolute("if_blocking");
    let doc = format!(" The blocking client of [`{}`].", api.ident);
    let item = generate_struct_of(api, &name, &doc);
    let conditions = &api.attributes.conditions;
    let lints = lints::on_implementations(api);
    let import = api.runtime.generate_import();
    let methods = generate_methods(api);
    let standard_traits = generate_debug_and_clone(api, &name);
    quote! {
        #if_blocking! {
            #item
            #(#conditions)*
            #lints
            const _: () = {
                #import
                #methods
                #standard_traits
            };
        }
    }
}

fn generate_methods(api: &ApiTrait) -> TokenStream {
    let ApiTrait { visibility, ident, client, runtime, .. } = api;
    let name = names::blocking(ident);
    let ImplGenerics { params, arguments, predicates } = ImplGenerics::of(api);
    let state = runtime.item("Api");
    let fields = generate_fields(api, &quote!(<#state as __pointapi::Clone>::clone(&self.api)));
    let doc = " The same client with methods that block the thread; within an async runtime they return an error.";
    let handles = generate_handles(api);
    let methods = api.members.iter().filter_map(|member| match member {
        Member::Endpoint(endpoint) => Some(generate_method(api, endpoint)),
        Member::Broken(_) | Member::Helper(_) => None,
    });
    quote! {
        impl #params #client #arguments where #predicates {
            #[doc = #doc]
            #[must_use]
            #visibility fn blocking(&self) -> #name #arguments {
                #name #fields
            }
        }

        impl #params #name #arguments where #predicates {
            #handles
            #(#methods)*
        }
    }
}

/// Output: `fn report(&self, id: &str) -> Result<Report> { OrdersClient::__call_report(&self.api, id).wait() }`
fn generate_method(api: &ApiTrait, endpoint: &Endpoint) -> TokenStream {
    let ApiTrait { visibility, client, generics: of_trait, .. } = api;
    let Signature { fn_token, ident, generics, receiver, arguments, output } = &endpoint.signature;
    let (_, client_arguments, _) = of_trait.split_for_impl();
    let attributes = &endpoint.attributes.on_client;
    let request_doc = generate_request_doc(endpoint);
    let (declared, self_token) = (&receiver.declared, &receiver.self_token);
    let preparation = names::preparation(ident);
    let parameters = generate_parameters(arguments);
    let values = generate_values(&endpoint.signature);
    let where_clause = &generics.where_clause;
    quote! {
        #(#attributes)*
        #request_doc
        #visibility #fn_token #ident #generics(#declared #parameters) -> #output #where_clause {
            <#client #client_arguments>::#preparation(&#self_token.api #values).wait()
        }
    }
}
