//! The trait's implementation, for the client and for the clients of all traits that have this one as a supertrait.
//!
//! `trait Point: Orders {}` does not see the methods of `Orders`, so `Orders` brings them along: it is implemented for
//! each generated client whose trait object is an `Orders`. The compiler knows that of `dyn Point` by itself.
//!
//! The price: a user cannot implement `Orders` for every `Box<T>` or every `&T`, because downstream crates might make
//! those generated clients. `Arc<T>` and all types of the crate itself, generic or not, remain possible.

use proc_macro2::TokenStream;
use quote::quote;

use crate::generate::boxed::generate_boxed_definition;
use crate::generate::generics::{ImplGenerics, trait_object};
use crate::generate::signature::generate_values;
use crate::model::api_trait::{ApiTrait, Member};
use crate::names;

/// Marks the client as generated, and the trait as an API trait.
///
/// The client is a `GeneratedClient<Key>` for every key. Each implementation asks with a key of its own crate, so that
/// other crates can still implement the trait for their types.
pub(super) fn generate_identity(api: &ApiTrait) -> TokenStream {
    let ApiTrait { client, runtime, .. } = api;
    let key = names::key();
    let object = trait_object(api);
    let ImplGenerics { params, arguments, predicates } = ImplGenerics::of(api);
    let with_key = ImplGenerics::with_parameter(api, Some(&key)).params;
    let [generated, api_trait, state] = ["GeneratedClient", "ApiTrait", "Api"].map(|name| runtime.item(name));
    let endpoint = runtime.item("Endpoint");
    let sized = runtime.item("Sized");
    quote! {
        impl #with_key #generated<#key> for #client #arguments where #predicates #key: ?#sized {
            type Trait = #object;

            fn api(&self) -> &#state {
                &self.api
            }
        }

        // Without this, a misspelt supertrait gets a list of all APIs.
        #[diagnostic::do_not_recommend]
        impl #params #api_trait for #object where #predicates {
            const ENDPOINTS: &'static [&'static #endpoint] = <#client #arguments>::ENDPOINTS;
        }
    }
}

/// Output: `impl<C: GeneratedClient<dyn Orders>> Orders for C where C::Trait: Orders { ... }`
pub(super) fn generate_implementation(api: &ApiTrait) -> TokenStream {
    let ApiTrait { ident, runtime, bounds, .. } = api;
    let implementor = names::implementor();
    let object = trait_object(api);
    let ImplGenerics { params, arguments, predicates } = ImplGenerics::with_parameter(api, Some(&implementor));
    let generated = runtime.item("GeneratedClient");
    let methods = api.members.iter().map(|member| generate_method(api, member));
    quote! {
        // Without this, a missing `impl Orders for Fake` is reported as a missing `GeneratedClient`.
        #[diagnostic::do_not_recommend]
        impl #params #ident #arguments for #implementor
        where
            #predicates
            #implementor: #generated<#object> #(+ #bounds)*,
            <#implementor as #generated<#object>>::Trait: #ident #arguments,
        {
            #(#methods)*
        }
    }
}

/// Output:
/// ```text
/// fn report(..) -> BoxFuture<'async_trait, Result<Report>> { OrdersClient::__call_report(api_of(self), id).boxed() }
/// ```
fn generate_method(api: &ApiTrait, member: &Member) -> TokenStream {
    let ApiTrait { client, runtime, .. } = api;
    let (attributes, signature) = match member {
        Member::Endpoint(endpoint) => (&endpoint.attributes, &endpoint.signature),
        Member::Broken(broken) => (&broken.attributes, &broken.signature),
        Member::Helper(_) => return TokenStream::new(),
    };
    let attributes = &attributes.on_implementation;
    let definition = generate_boxed_definition(signature, &runtime.item("BoxFuture"));
    let body = match member {
        Member::Endpoint(_) => {
            let object = trait_object(api);
            let (_, arguments, _) = api.generics.split_for_impl();
            let api_of = runtime.item("api_of");
            let preparation = names::preparation(&signature.ident);
            let self_token = &signature.receiver.self_token;
            let values = generate_values(signature);
            quote!(<#client #arguments>::#preparation(#api_of::<#object, _>(#self_token) #values).boxed())
        }
        Member::Broken(_) | Member::Helper(_) => {
            let stub = runtime.item("broken");
            quote!(#stub())
        }
    };
    quote!(#(#attributes)* #definition { #body })
}
