//! The server: the trait's endpoints as routes, for any implementation of it.
//!
//! An endpoint is two plain functions, one that reads the arguments and one that calls the method; the runtime has the
//! one coroutine that runs them, since a coroutine for each endpoint would double the cost of compiling it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::generate::client::generate_marker_type;
use crate::generate::generics::{ImplGenerics, trait_object};
use crate::generate::lints;
use crate::generate::reading::{generate_call, generate_head, generate_name, generate_read, generate_reads};
use crate::model::api_trait::ApiTrait;
use crate::model::endpoint::Endpoint;
use crate::model::param::Place;
use crate::model::signature::{Placed, Range};
use crate::names;

/// Output:
/// ```text
/// served! {
///     pub struct OrdersServer;
///     const _: () = {
///         impl OrdersServer { pub fn new(api: impl Orders + 'static) -> Server { ... } }
///         impl ServedApi for dyn Orders { fn add_routes(api: &Arc<Self>, routes: &mut Routes) { ... } }
///         const _: () = forbid_twins(OrdersClient::ENDPOINTS);
///     };
/// }
/// ```
pub(super) fn generate_server(api: &ApiTrait, asked: Span) -> TokenStream {
    // The macro reports at its call that its feature is off.
    let place = Span::call_site().located_at(asked);
    let served = api.runtime.absolute_at("served", place);
    let conditions = &api.attributes.conditions;
    let lints = lints::on_implementations(api);
    let import = api.runtime.generate_import();
    let item = generate_struct(api);
    let constructors = generate_constructors(api);
    let routes = generate_routes(api);
    let comparison = generate_comparison(api, place);
    let items = quote! {
        #item
        #(#conditions)*
        #lints
        const _: () = {
            #import
            #constructors
            #routes
            #comparison
        };
    };
    quote_spanned!(place=> #served! { #items })
}

fn generate_struct(api: &ApiTrait) -> TokenStream {
    let ApiTrait { visibility, ident, generics, .. } = api;
    let server = names::server(ident);
    let doc = format!(" Serves any implementation of [`{ident}`].");
    let conditions = &api.attributes.conditions;
    let lints = lints::on_client();
    let where_clause = &generics.where_clause;
    let marker = generate_marker_type(api, &api.runtime.absolute("PhantomData")).map(|marker| quote!((#marker)));
    quote! {
        #[doc = #doc]
        #(#conditions)*
        #lints
        #[allow(clippy::exhaustive_structs)]
        #visibility struct #server #generics #marker #where_clause;
    }
}

fn generate_constructors(api: &ApiTrait) -> TokenStream {
    let ApiTrait { visibility, ident, runtime, .. } = api;
    let server = names::server(ident);
    let object = trait_object(api);
    let ImplGenerics { params, arguments, predicates } = ImplGenerics::of(api);
    let [server_type, arc] = ["Server", "Arc"].map(|name| runtime.item(name));
    quote! {
        impl #params #server #arguments where #predicates {
            /// Serves `api`; without `verify` or `unprotected`, endpoints that are not `auth = none` respond 401.
            #[allow(clippy::impl_trait_in_params)]
            #visibility fn new(api: impl #ident #arguments + 'static) -> #server_type {
                Self::shared(#arc::new(api))
            }

            /// As [`Self::new`], for an implementation that is used elsewhere too.
            #visibility fn shared(api: #arc<#object>) -> #server_type {
                #server_type::of(&api)
            }
        }
    }
}

fn generate_routes(api: &ApiTrait) -> TokenStream {
    let runtime = &api.runtime;
    let object = trait_object(api);
    let ImplGenerics { params, predicates, .. } = ImplGenerics::of(api);
    let [served_api, arc, routes_type, client_type] =
        ["ServedApi", "Arc", "Routes", "Client"].map(|name| runtime.item(name));
    let client = &api.client;
    let (_, client_arguments, _) = api.generics.split_for_impl();
    let inherited = api.supertraits.iter().map(|Placed { path, range }| {
        // A supertrait that is not served is reported at the bound.
        let open = quote_spanned!(range.start=> <dyn);
        let add_routes = quote_spanned!(range.end=> add_routes);
        quote!(#open #path as #served_api>::#add_routes(&(#arc::clone(api) as #arc<dyn #path>), routes);)
    });
    let served = api.endpoints().filter(|endpoint| !endpoint.is_client_only());
    let routes = served.map(|endpoint| generate_route(api, endpoint));
    let description = api.outputs.openapi.map(|_| {
        let [option, served_description] = ["Option", "ServedDescription"].map(|name| runtime.item(name));
        quote! {
            fn description() -> #option<#served_description> {
                #option::Some(#served_description::of::<Self>())
            }
        }
    });
    quote! {
        impl #params #served_api for #object where #predicates {
            fn add_routes(api: &#arc<Self>, routes: &mut #routes_type) {
                #(#inherited)*
                #(#routes)*
            }

            // Inlined, so that the client is compiled as an object only where it is used as one.
            #[inline]
            fn of_client(client: #client_type) -> #arc<Self> {
                #arc::new(<#client #client_arguments>::new(client))
            }

            #description
        }
    }
}

/// Output: `const _: () = forbid_twins(OrdersClient::ENDPOINTS);`
///
/// Those of one trait are compared by the macro. The list of a generic trait is known only where the trait is used.
fn generate_comparison(api: &ApiTrait, place: Span) -> Option<TokenStream> {
    let is_needed = !api.supertraits.is_empty() && api.generics.params.is_empty();
    is_needed.then(|| {
        let client = &api.client;
        let forbid_twins = api.runtime.item_at("forbid_twins", place);
        quote_spanned!(place=> const _: () = #forbid_twins(<#client>::ENDPOINTS);)
    })
}

/// Output:
/// ```text
/// routes.add(api, OrdersClient::__endpoint_place, Reads::Whole, &["page"], |api, incoming| {
///     serve::<DefaultCodec, Self, _, _, _, _>(
///         api,
///         incoming,
///         ReplyFor::<Result<Report>>::SELECT.__select(),
///         |incoming| Ok(((incoming.optional_query::<u32>("page", ListFormat::Repeat)?,), ())),
///         |api, Given((page,), _), ()| <Self as Orders>::place(api, page),
///     )
/// });
/// ```
fn generate_route(api: &ApiTrait, endpoint: &Endpoint) -> TokenStream {
    let ApiTrait { client, runtime, .. } = api;
    let (_, client_arguments, _) = api.generics.split_for_impl();
    let conditions = &endpoint.attributes.conditions;
    let descriptor = names::descriptor(&endpoint.signature.ident);
    let reads = generate_reads(endpoint, runtime);
    let taken = endpoint.request.params.iter().filter(|param| param.kind.place == Place::Query);
    let taken = taken.map(generate_name);
    let codec =
        endpoint.request.options.codec.as_ref().map_or_else(|| runtime.item("DefaultCodec"), |codec| quote!(#codec));
    let output = &endpoint.signature.output;
    // A type that cannot be served is reported at the return type.
    let Range { start, end } = Range::of(output);
    let reply_for = runtime.item_at("ReplyFor", start);
    let select = quote_spanned!(Span::call_site().located_at(end)=> .__select());
    let serve = runtime.item_between("serve", start, end);
    let arguments = quote_spanned!(Span::call_site().located_at(end)=> ::<#codec, Self, _, _, _, _>);
    let read = generate_read(endpoint, runtime);
    let call = generate_call(api, endpoint);
    let [served, incoming] = ["served", "incoming"].map(names::local);
    let head = generate_head(endpoint, runtime);
    let add = Ident::new(if head.is_some() { "add_keyed" } else { "add" }, Span::call_site());
    quote! {
        #(#conditions)*
        routes.#add(api, <#client #client_arguments>::#descriptor, #reads, &[#(#taken),*], #head |#served, #incoming| {
            #serve #arguments(#served, #incoming, #reply_for::<#output>::SELECT #select, #read, #call)
        });
    }
}
