//! The trait itself, for fakes and for `dyn`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::generate::boxed::{generate_boxed_declaration, generate_boxed_definition};
use crate::generate::lints;
use crate::generate::request_doc::generate_request_doc;
use crate::model::api_trait::{ApiTrait, Helper, Member};
use crate::model::endpoint::Endpoint;
use crate::runtime_path::RuntimePath;

/// Input: `trait Orders { #[point_endpoint(...)] async fn report(&self, #[query] id: &str) -> Result<Report>; }`
///
/// Output: `trait Orders: Send + Sync { fn report<..>(&self, id: &str) -> BoxFuture<'async_trait, Result<Report>>; }`
pub(super) fn generate_trait(api: &ApiTrait) -> TokenStream {
    let ApiTrait { visibility, trait_token, ident, generics, bounds, .. } = api;
    let attributes = &api.attributes.on_trait;
    let where_clause = &generics.where_clause;
    let [send, sync] = ["Send", "Sync"].map(|name| api.runtime.absolute(name));
    let members = api.members.iter().map(|member| generate_member(member, &api.runtime));
    let async_trait = generate_async_trait(api);
    let lints = lints::on_trait();
    quote! {
        #(#attributes)*
        #lints
        #async_trait
        #visibility #trait_token #ident #generics: #send + #sync #(+ #bounds)* #where_clause {
            #(#members)*
        }
    }
}

/// Output: `#[async_trait]`, where there is an `async` helper
fn generate_async_trait(api: &ApiTrait) -> Option<TokenStream> {
    let is_async = |member: &Member| matches!(member, Member::Helper(helper) if helper.signature.asyncness.is_some());
    let async_trait = api.runtime.absolute("async_trait");
    api.members.iter().any(is_async).then(|| quote!(#[#async_trait]))
}

fn generate_member(member: &Member, runtime: &RuntimePath) -> TokenStream {
    let (attributes, signature, request_doc) = match member {
        Member::Endpoint(endpoint) if endpoint.is_client_only() => return generate_client_only(endpoint, runtime),
        Member::Endpoint(endpoint) => (&endpoint.attributes, &endpoint.signature, generate_request_doc(endpoint)),
        Member::Broken(broken) => (&broken.attributes, &broken.signature, TokenStream::new()),
        Member::Helper(Helper { attributes, signature, body }) => return quote!(#(#attributes)* #signature #body),
    };
    let attributes = &attributes.on_trait;
    let signature = generate_boxed_declaration(signature, &runtime.absolute("BoxFuture"));
    quote!(#(#attributes)* #request_doc #signature;)
}

/// Output: `fn next<..>(&self, link: &str) -> BoxFuture<'async_trait, Result<Page>> { client_only(<decoder>, "next") }`
fn generate_client_only(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let attributes = &endpoint.attributes.on_trait;
    let request_doc = generate_request_doc(endpoint);
    let signature = generate_boxed_definition(&endpoint.signature, &runtime.absolute("BoxFuture"));
    let output = &endpoint.signature.output;
    let name = &endpoint.request.name.value;
    let [client_only, decoder_for] = ["client_only", "DecoderFor"].map(|name| runtime.absolute(name));
    quote! {
        #(#attributes)*
        #request_doc
        #[allow(unused_variables)]
        #signature {
            #client_only(#decoder_for::<#output>::SELECT.__select(), #name)
        }
    }
}
