//! The server: the trait's endpoints as routes, for any implementation of it.
//!
//! An endpoint is two plain functions, one that reads the arguments and one that calls the method; the runtime has the
//! one coroutine that runs them, since a coroutine for each endpoint would double the cost of compiling it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Type;

use crate::generate::generics::{ImplGenerics, trait_object};
use crate::generate::held::Handover;
use crate::generate::lints;
use crate::model::api_trait::ApiTrait;
use crate::model::endpoint::Endpoint;
use crate::model::param::{Format, Param, Place};
use crate::model::signature::{Argument, Placed};
use crate::names;
use crate::runtime_path::RuntimePath;

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
    let phantom = api.runtime.absolute("PhantomData");
    let types: Vec<&Ident> = api.generics.type_params().map(|param| &param.ident).collect();
    let marker = (!types.is_empty()).then(|| quote!((#phantom<fn() -> (#(#types,)*)>)));
    quote! {
        #[doc = #doc]
        #(#conditions)*
        #lints
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
    let [served_api, arc, routes_type] = ["ServedApi", "Arc", "Routes"].map(|name| runtime.item(name));
    let inherited = api.supertraits.iter().map(|Placed { path, range }| {
        // A supertrait that is not served is reported at the bound.
        let open = quote_spanned!(range.start=> <dyn);
        let add_routes = quote_spanned!(range.end=> add_routes);
        quote!(#open #path as #served_api>::#add_routes(&(#arc::clone(api) as #arc<dyn #path>), routes);)
    });
    let routes = api.endpoints().map(|endpoint| generate_route(api, endpoint));
    quote! {
        impl #params #served_api for #object where #predicates {
            fn add_routes(api: &#arc<Self>, routes: &mut #routes_type) {
                #(#inherited)*
                #(#routes)*
            }
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
///         |api, (page,), ()| Self::place(api, page),
///     )
/// });
/// ```
fn generate_route(api: &ApiTrait, endpoint: &Endpoint) -> TokenStream {
    let ApiTrait { client, runtime, .. } = api;
    let (_, client_arguments, _) = api.generics.split_for_impl();
    let conditions = &endpoint.attributes.conditions;
    let descriptor = names::descriptor(&endpoint.signature.ident);
    let reads = generate_reads(endpoint, runtime);
    let taken = endpoint.request.params.iter().filter(|param| matches!(param.kind.place, Place::Query | Place::Form));
    let taken = taken.map(|param| &param.wire.value);
    let [serve, reply_for] = ["serve", "ReplyFor"].map(|name| runtime.item(name));
    let output = &endpoint.signature.output;
    let codec =
        endpoint.request.options.codec.as_ref().map_or_else(|| runtime.item("DefaultCodec"), |codec| quote!(#codec));
    let read = generate_read(endpoint, runtime);
    let call = generate_call(endpoint, runtime);
    let [served, incoming] = ["served", "incoming"].map(names::local);
    quote! {
        #(#conditions)*
        routes.add(api, <#client #client_arguments>::#descriptor, #reads, &[#(#taken),*], |#served, #incoming| {
            #serve::<#codec, Self, _, _, _, _>(#served, #incoming, #reply_for::<#output>::SELECT.__select(), #read, #call)
        });
    }
}

/// Output: `Reads::Whole`
fn generate_reads(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let reads = runtime.item("Reads");
    let body = |param: &&Param| matches!(param.kind.place, Place::Body | Place::Form | Place::Part);
    match endpoint.request.params.iter().find(body).map(|param| &param.format) {
        None => quote!(#reads::Nothing),
        Some(Format::Body(format)) if format.name == "stream" => quote!(#reads::Stream),
        Some(_) => quote!(#reads::Whole),
    }
}

/// An argument with its role.
struct ServedArgument<'a> {
    argument: &'a Argument,
    param: &'a Param,
    handover: Handover,
    /// The position among the path values.
    index: usize,
}

/// The arguments in the order of the signature.
fn served_arguments(endpoint: &Endpoint) -> Vec<ServedArgument<'_>> {
    let params = &endpoint.request.params;
    let served = endpoint.signature.arguments.iter().filter_map(|argument| {
        let index = params.iter().position(|param| param.ident == argument.ident)?;
        let param = params.get(index)?;
        Some(ServedArgument { argument, param, handover: Handover::of(&argument.ty), index })
    });
    served.collect()
}

/// Output: `|incoming| Ok(((given,), (lent,)))`
fn generate_read(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let incoming = names::local("incoming");
    let arguments = served_arguments(endpoint);
    let ok = runtime.item("Ok");
    let is_conditional = arguments.iter().any(|argument| !argument.param.conditions.is_empty());
    let values = |is_lent: bool| {
        let chosen = arguments.iter().filter(move |argument| argument.handover.is_lent() == is_lent);
        let values = chosen.map(|argument| match is_conditional {
            true => {
                let local = &argument.argument.local;
                quote!(#local)
            }
            false => argument.generate_reading(&incoming, runtime),
        });
        quote!((#(#values,)*))
    };
    let (given, lent) = (values(false), values(true));
    if !is_conditional {
        return quote!(|#incoming| #ok((#given, #lent)));
    }
    // An element of a tuple cannot have a `#[cfg]`, a statement can.
    let bindings = arguments.iter().map(|argument| argument.generate_binding(&incoming, runtime));
    quote! {
        |#incoming| {
            #(#bindings)*
            #ok((#given, #lent))
        }
    }
}

/// Output: `|api, (given,), (lent,)| Self::place(api, given, lent)`
fn generate_call(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let served = names::local("served");
    let ident = &endpoint.signature.ident;
    let arguments = served_arguments(endpoint);
    let pattern = |is_lent: bool| {
        let chosen = arguments.iter().filter(move |argument| argument.handover.is_lent() == is_lent);
        let locals = chosen.map(|argument| &argument.argument.local);
        quote!((#(#locals,)*))
    };
    let (given, lent) = (pattern(false), pattern(true));
    let values = arguments.iter().map(|argument| {
        let conditions = &argument.param.conditions;
        let value = argument.handover.generate_value(&argument.argument.local, runtime);
        quote!(#(#conditions)* #value)
    });
    quote!(|#served, #given, #lent| Self::#ident(#served #(, #values)*))
}

impl ServedArgument<'_> {
    /// Output: `#[cfg(page)] let page = <reading>; #[cfg(not(all(page)))] let page = ();`
    fn generate_binding(&self, incoming: &Ident, runtime: &RuntimePath) -> TokenStream {
        let local = &self.argument.local;
        let conditions = &self.param.conditions;
        let reading = self.generate_reading(incoming, runtime);
        let predicates = conditions.iter().filter_map(|condition| match &condition.meta {
            syn::Meta::List(list) => Some(&list.tokens),
            _ => None,
        });
        let otherwise = (!conditions.is_empty()).then(|| quote!(#[cfg(not(all(#(#predicates),*)))] let #local = ();));
        quote!(#(#conditions)* let #local = #reading; #otherwise)
    }

    /// Output: `incoming.optional_query::<u32>("page", ListFormat::Repeat)?`, placed at the type
    fn generate_reading(&self, incoming: &Ident, runtime: &RuntimePath) -> TokenStream {
        let place = Span::call_site().located_at(self.param.ty_range.start);
        let reader = |name: &str| Ident::new(name, place);
        let name = &self.param.wire.value;
        let ty = self.handover.read_type(runtime);
        match self.param.kind.place {
            Place::Path => {
                let text = if self.handover.is_of_string() { "_text" } else { "" };
                let (reader, index) = (reader(&format!("{}{text}", self.param.kind.reader)), self.index);
                quote!(#incoming.#reader::<#ty>(#index)?)
            }
            Place::Body => self.generate_body(incoming, runtime),
            Place::Url | Place::Headers | Place::Options => {
                let reader = reader(self.param.kind.reader);
                quote!(#incoming.#reader()?)
            }
            Place::Header => self.generate_header(incoming, runtime),
            place => {
                let optional = if self.handover.is_optional() { "optional_" } else { "" };
                let reader = reader(&format!("{optional}{}", self.param.kind.reader));
                let details = match place {
                    Place::Query | Place::Form => {
                        let format = generate_list_format(&self.param.format, runtime);
                        quote!(#name, #format)
                    }
                    Place::Extension => TokenStream::new(),
                    _ => quote!(#name),
                };
                quote!(#incoming.#reader::<#ty>(#details)?)
            }
        }
    }

    /// Output: `incoming.optional_header::<u32>("x-page")?`
    fn generate_header(&self, incoming: &Ident, runtime: &RuntimePath) -> TokenStream {
        let place = Span::call_site().located_at(self.param.ty_range.start);
        let name = self.param.wire.value.to_ascii_lowercase();
        let ty = self.handover.read_type(runtime);
        let (suffix, ty) = match self.handover.list_item() {
            Some(Type::Reference(_)) => ("_texts", None),
            Some(item) => ("_list", Some(item.to_token_stream())),
            None if self.handover.is_of_string() => ("_text", Some(ty)),
            None => ("", Some(ty)),
        };
        let optional = if self.handover.is_optional() { "optional_" } else { "" };
        let reader = Ident::new(&format!("{optional}{}{suffix}", self.param.kind.reader), place);
        let turbofish = ty.map(|ty| quote!(::<#ty>));
        quote!(#incoming.#reader #turbofish(#name)?)
    }

    /// Output: `incoming.body::<DefaultCodec, Order>()?`
    fn generate_body(&self, incoming: &Ident, runtime: &RuntimePath) -> TokenStream {
        let place = Span::call_site().located_at(self.param.ty_range.start);
        let ty = self.handover.read_type(runtime);
        // A body is there or not as a whole, which is the codec's business.
        let ty = if self.handover.is_optional() { quote!(::core::option::Option<#ty>) } else { ty };
        let of_codec = |codec: TokenStream| {
            let reader = Ident::new(self.param.kind.reader, place);
            quote!(#incoming.#reader::<#codec, #ty>()?)
        };
        match &self.param.format {
            Format::Codec(codec) => of_codec(quote!(#codec)),
            Format::Body(format) if format.name == "xml" => of_codec(runtime.item("Xml")),
            Format::Body(format) if format.name == "form" => {
                let list_format = generate_list_format(&self.param.format, runtime);
                quote_spanned!(place=> #incoming.form::<#ty>("", #list_format)?)
            }
            Format::Form(_) => {
                let list_format = generate_list_format(&self.param.format, runtime);
                quote_spanned!(place=> #incoming.form::<#ty>("", #list_format)?)
            }
            Format::Body(format) if format.name == "stream" => quote!(#incoming.stream()?),
            Format::Body(format) => {
                let reader = Ident::new(format.name, place);
                quote!(#incoming.#reader::<#ty>()?)
            }
            _ => of_codec(runtime.item("DefaultCodec")),
        }
    }
}

fn generate_list_format(format: &Format, runtime: &RuntimePath) -> TokenStream {
    let list_format = runtime.item("ListFormat");
    let variant = match format {
        Format::List(format) | Format::Form(format) => format.variant,
        _ => "Repeat",
    };
    let variant = Ident::new(variant, Span::call_site());
    quote!(#list_format::#variant)
}
