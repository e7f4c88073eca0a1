//! The client: a struct with the endpoints as inherent methods, which need no box.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use crate::generate::call::generate_preparation;
use crate::generate::endpoints::generate_descriptors;
use crate::generate::generics::ImplGenerics;
use crate::generate::lints;
use crate::generate::request_doc::generate_request_doc;
use crate::generate::signature::{generate_definition, generate_parameters, generate_values};
use crate::model::api_trait::{ApiTrait, Broken, Member};
use crate::model::signature::{Receiver, Signature};
use crate::names;

/// Output: `pub struct OrdersClient { api: Api }`
pub(super) fn generate_struct(api: &ApiTrait) -> TokenStream {
    generate_struct_of(api, &api.client, &format!(" The client of [`{}`].", api.ident))
}

/// The struct of a client, which holds its state.
pub(super) fn generate_struct_of(api: &ApiTrait, name: &Ident, doc: &str) -> TokenStream {
    let ApiTrait { visibility, generics, .. } = api;
    let blank_line = (!api.attributes.docs.is_empty()).then(|| quote!(#[doc = ""]));
    let attributes = &api.attributes.on_client;
    let lints = lints::on_client();
    let where_clause = &generics.where_clause;
    let state = api.runtime.absolute("Api");
    let marker = generate_marker_type(api, &api.runtime.absolute("PhantomData")).map(|marker| quote!(marker: #marker,));
    quote! {
        #[doc = #doc]
        #blank_line
        #(#attributes)*
        #lints
        #visibility struct #name #generics #where_clause {
            api: #state,
            #marker
        }
    }
}

/// A use of each type parameter that keeps the client and the server `Send` and `Sync` for all types.
pub(super) fn generate_marker_type(api: &ApiTrait, phantom: &TokenStream) -> Option<TokenStream> {
    let types = api.generics.type_params().map(|param| &param.ident).map(|ident| quote!(#phantom<#ident>));
    // A lifetime is a mistake; unused, it would be two.
    let lifetimes = api.generics.lifetimes().map(|param| &param.lifetime).map(|lifetime| quote!(&#lifetime ()));
    let params: Vec<TokenStream> = lifetimes.chain(types).collect();
    (!params.is_empty()).then(|| quote!(#phantom<fn() -> (#(#params,)*)>))
}

/// Output: `{ api: <api>, marker: PhantomData }`
pub(super) fn generate_fields(api: &ApiTrait, state: &TokenStream) -> TokenStream {
    let phantom = api.runtime.item("PhantomData");
    let marker = generate_marker_type(api, &phantom).map(|_| quote!(marker: #phantom,));
    quote!({ api: #state, #marker })
}

/// The inherent methods and constants.
pub(super) fn generate_methods(api: &ApiTrait) -> TokenStream {
    let client = &api.client;
    let ImplGenerics { params, arguments, predicates } = ImplGenerics::of(api);
    let descriptors = generate_descriptors(api);
    let handles = generate_handles(api);
    let methods = api.members.iter().map(|member| generate_method(api, member));
    quote! {
        impl #params #client #arguments where #predicates {
            #handles
            #(#methods)*
            #descriptors
        }
    }
}

/// The constructor, the options and the inner client.
pub(super) fn generate_handles(api: &ApiTrait) -> TokenStream {
    let ApiTrait { visibility, ident, runtime, .. } = api;
    let state = runtime.item("Api");
    let [client_type, options_type] = ["Client", "CallOptions"].map(|name| runtime.item(name));
    let of_client = generate_fields(api, &quote!(#state::new(client)));
    let of_options = generate_fields(api, &quote!(#state::with(&self.api, options)));
    let doc = format!(" A client of [`{ident}`] on `client`.");
    quote! {
        #[doc = #doc]
        #[must_use]
        #visibility fn new(client: #client_type) -> Self {
            Self #of_client
        }

        /// The same client, with `options` for each of its calls.
        #[must_use]
        #visibility fn with(&self, options: #options_type) -> Self {
            Self #of_options
        }

        /// The client underneath.
        #[must_use]
        #visibility fn client(&self) -> &#client_type {
            #state::client(&self.api)
        }
    }
}

fn generate_method(api: &ApiTrait, member: &Member) -> TokenStream {
    let visibility = &api.visibility;
    match member {
        Member::Endpoint(endpoint) => {
            let attributes = &endpoint.attributes.on_client;
            let request_doc = generate_request_doc(endpoint);
            let method = generate_call(api, &endpoint.signature);
            let preparation = generate_preparation(endpoint, &api.runtime);
            quote!(#(#attributes)* #request_doc #visibility #method #preparation)
        }
        // The client has, or could have, an item of this name: that is the mistake.
        Member::Broken(Broken { signature: Signature { ident, .. }, .. })
            if names::is_taken_by_the_client(ident) || names::is_reserved(ident) =>
        {
            TokenStream::new()
        }
        Member::Broken(broken) => {
            let attributes = &broken.attributes.on_client;
            let signature = generate_definition(&broken.signature);
            let stub = api.runtime.item("broken");
            quote!(#(#attributes)* #visibility #signature { #stub() })
        }
        Member::Helper(_) => TokenStream::new(),
    }
}

/// Equivalent to an `async fn`, but the future holds the client and none of the arguments, and the compiler has no
/// coroutine to check and to build for each endpoint.
///
/// Output:
/// ```text
/// fn report(&self, id: &str) -> impl Future<Output = Result<Report>> + Send + use<'_> {
///     Self::__call_report(&self.api, id).send()
/// }
/// ```
fn generate_call(api: &ApiTrait, signature: &Signature) -> TokenStream {
    let Signature { fn_token, ident, generics, receiver, arguments, output } = signature;
    let Receiver { declared, lifetime, self_token } = receiver;
    let lifetime = lifetime.as_ref().map_or_else(|| quote!('_), ToTokens::to_token_stream);
    let types = api.generics.type_params().map(|param| &param.ident);
    let constants = api.generics.const_params().map(|param| &param.ident);
    let [future, send] = ["Future", "Send"].map(|name| api.runtime.item(name));
    let preparation = names::preparation(ident);
    let parameters = generate_parameters(arguments);
    let values = generate_values(signature);
    let where_clause = &generics.where_clause;
    quote! {
        #fn_token #ident #generics(#declared #parameters)
            -> impl #future<Output = #output> + #send + use<#lifetime #(, #types)* #(, #constants)*>
        #where_clause
        {
            Self::#preparation(&#self_token.api #values).send()
        }
    }
}

/// `Clone` and `Debug`, without bounds on the type parameters.
pub(super) fn generate_standard_traits(api: &ApiTrait) -> TokenStream {
    generate_debug_and_clone(api, &api.client)
}

pub(super) fn generate_debug_and_clone(api: &ApiTrait, client: &Ident) -> TokenStream {
    let ApiTrait { generics, runtime, .. } = api;
    let (params, arguments, where_clause) = generics.split_for_impl();
    let [clone, debug, fmt] = ["Clone", "Debug", "fmt"].map(|name| runtime.item(name));
    let fields = generate_fields(api, &quote!(#clone::clone(&self.api)));
    let name = client.to_string();
    quote! {
        impl #params #clone for #client #arguments #where_clause {
            fn clone(&self) -> Self {
                Self #fields
            }
        }

        impl #params #debug for #client #arguments #where_clause {
            fn fmt(&self, formatter: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                #fmt::DebugStruct::field(&mut formatter.debug_struct(#name), "api", &self.api).finish()
            }
        }
    }
}
