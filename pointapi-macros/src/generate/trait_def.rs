//! The trait itself, for fakes and for `dyn`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::generate::lints;
use crate::generate::signature::generate_declaration;
use crate::model::api_trait::{ApiTrait, Helper, Member};

/// Input: `trait Orders { #[point_endpoint(...)] async fn report(&self, #[query] id: &str) -> Result<Report>; }`
///
/// Output: `#[async_trait] trait Orders: Send + Sync { async fn report(&self, id: &str) -> Result<Report>; }`
pub(super) fn generate_trait(api: &ApiTrait) -> TokenStream {
    let ApiTrait { visibility, trait_token, ident, generics, bounds, .. } = api;
    let attributes = &api.attributes.on_trait;
    let where_clause = &generics.where_clause;
    let [async_trait, send, sync] = ["async_trait", "Send", "Sync"].map(|name| api.runtime.item(name));
    let members = api.members.iter().map(generate_member);
    let lints = lints::on_trait();
    quote! {
        #(#attributes)*
        #lints
        #[#async_trait]
        #visibility #trait_token #ident #generics: #send + #sync #(+ #bounds)* #where_clause {
            #(#members)*
        }
    }
}

fn generate_member(member: &Member) -> TokenStream {
    let (attributes, signature) = match member {
        Member::Endpoint(endpoint) => (&endpoint.attributes, &endpoint.signature),
        Member::Broken(broken) => (&broken.attributes, &broken.signature),
        Member::Helper(Helper { attributes, signature, body }) => return quote!(#(#attributes)* #signature #body),
    };
    let attributes = &attributes.on_trait;
    let signature = generate_declaration(signature);
    quote!(#(#attributes)* #signature;)
}
