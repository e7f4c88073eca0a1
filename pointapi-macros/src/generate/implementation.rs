//! The trait's implementation, for the client and for the clients of all traits that have this one as a supertrait.
//!
//! `trait Point: Orders {}` does not see the methods of `Orders`, so `Orders` brings them along: it is implemented for
//! each generated client whose trait object is an `Orders`. The compiler knows that of `dyn Point` by itself.
//!
//! The price: a user cannot implement `Orders` for all `Box<T>` or all `&T`, which downstream crates might make clients.
//! `Arc<T>`, and every type of the user's own, generic or not, are free.

use proc_macro2::TokenStream;
use quote::quote;

use crate::generate::boxed::generate_boxed_definition;
use crate::generate::generics::{ImplGenerics, trait_object};
use crate::generate::lints;
use crate::generate::signature::generate_values;
use crate::model::api_trait::{ApiTrait, Member};
use crate::names;

/// What makes the client a generated one, and the trait an API trait.
///
/// The client is a `GeneratedClient<Key>` for every key; each implementation asks with a key of its own crate, so that
/// others may still implement the trait for types of theirs.
pub(super) fn generate_identity(api: &ApiTrait) -> TokenStream {
    let ApiTrait { client, runtime, .. } = api;
    let conditions = &api.attributes.conditions;
    let key = names::key();
    let object = trait_object(api);
    let ImplGenerics { params, arguments, predicates } = ImplGenerics::of(api);
    let with_key = ImplGenerics::with_parameter(api, Some(&key)).params;
    let [generated, api_trait, state] = ["GeneratedClient", "ApiTrait", "Api"].map(|name| runtime.item(name));
    let endpoint = runtime.item("Endpoint");
    let sized = runtime.item("Sized");
    quote! {
        #(#conditions)*
        #[allow(deprecated, private_interfaces)]
        impl #with_key #generated<#key> for #client #arguments where #predicates #key: ?#sized {
            type Trait = #object;

            fn api(&self) -> &#state {
                &self.api
            }
        }

        #(#conditions)*
        #[allow(deprecated, private_interfaces)]
        // A list of all APIs helps nobody who misspelt a supertrait.
        #[diagnostic::do_not_recommend]
        impl #params #api_trait for #object where #predicates {
            const ENDPOINTS: &'static [&'static #endpoint] = <#client #arguments>::ENDPOINTS;
        }
    }
}

/// Output: `impl<C: GeneratedClient<dyn Orders>> Orders for C where C::Trait: Orders { ... }`
pub(super) fn generate_implementation(api: &ApiTrait) -> TokenStream {
    let ApiTrait { ident, runtime, bounds, .. } = api;
    let conditions = &api.attributes.conditions;
    let lints = lints::on_implementation(api);
    let implementor = names::implementor();
    let object = trait_object(api);
    let ImplGenerics { params, arguments, predicates } = ImplGenerics::with_parameter(api, Some(&implementor));
    let generated = runtime.item("GeneratedClient");
    let methods = api.members.iter().map(|member| generate_method(api, member));
    quote! {
        #(#conditions)*
        #lints
        // Whoever lacks an `impl Orders for Fake` wants to hear of that one.
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
    let definition = generate_boxed_definition(signature, runtime);
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
