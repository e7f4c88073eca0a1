//! What makes a call: the function that fills it in, for the client's method and for the trait's.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericParam, Lifetime, LifetimeParam};

use crate::generate::signature::generate_parameters;
use crate::model::endpoint::Endpoint;
use crate::model::param::{Detail, Format, Param, Passing, Place};
use crate::model::signature::Signature;
use crate::names;
use crate::runtime_path::RuntimePath;

/// Output:
/// ```text
/// fn __call_report<'__call>(api: &'__call Api, id: &str) -> TypedCall<'__call, Result<Report>> {
///     let mut call = api.call(Self::__endpoint_report);
///     let writer = &mut call;
///     writer.path(&id);
///     DecoderFor::<Result<Report>>::SELECT.__select().decoder::<DefaultCodec, Result<Report>>().of(call)
/// }
/// ```
pub(super) fn generate_preparation(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let Signature { fn_token, ident, generics, output, .. } = &endpoint.signature;
    let preparation = names::preparation(ident);
    let attributes = &endpoint.attributes.on_implementation;
    let [state, prepared] = ["Api", "TypedCall"].map(|name| runtime.item(name));
    let api = names::local("api");
    let lifetime = Lifetime::new("'__call", Span::call_site());
    let mut generics = generics.clone();
    generics.params.insert(0, GenericParam::Lifetime(LifetimeParam::new(lifetime.clone())));
    let where_clause = &generics.where_clause;
    let parameters = generate_parameters(&endpoint.signature.arguments);
    let body = generate_body(&api, endpoint, runtime);
    quote! {
        #(#attributes)*
        #fn_token #preparation #generics(#api: &#lifetime #state #parameters) -> #prepared<#lifetime, #output>
        #where_clause
        {
            #body
        }
    }
}

fn generate_body(api: &Ident, endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let call = names::local("call");
    let descriptor = names::descriptor(&endpoint.signature.ident);
    let has_params = !endpoint.request.params.is_empty();
    let mutability = has_params.then(|| quote!(mut));
    // A method of the very type that it is called on goes before those of all traits that are in scope.
    let writer = names::local("writer");
    let borrowed = has_params.then(|| quote!(let #writer = &mut #call;));
    let writes = endpoint.request.params.iter().map(|param| generate_write(&writer, param, runtime));
    let demands = generate_demands(endpoint, runtime);
    let decoder = generate_decoder(endpoint, runtime);
    quote! {
        #demands
        let #mutability #call = #api.call(Self::#descriptor);
        #borrowed
        #(#writes)*
        #decoder.of(#call)
    }
}

/// Output: `writer.query("page", &page);`
fn generate_write(writer: &Ident, param: &Param, runtime: &RuntimePath) -> TokenStream {
    let conditions = &param.conditions;
    let method = generate_method(param);
    let name = generate_name(param, runtime);
    let value = generate_value(param);
    quote!(#(#conditions)* #writer.#method(#name #value);)
}

/// The method of `Call`, placed at the role, which chose it.
fn generate_method(param: &Param) -> TokenStream {
    let place = Span::call_site().located_at(param.span);
    let method = |name: &str| Ident::new(name, place).into_token_stream();
    match &param.format {
        Format::Codec(codec) => quote!(encoded::<#codec, _>),
        Format::Body(format) => method(format.writer),
        Format::List(_) => method("query_list"),
        Format::Default if param.sensitive.is_some() => method(param.kind.sensitive_writer),
        Format::Default => method(param.kind.writer),
    }
}

/// What stands before the value: its name on the wire, and the format of a list.
fn generate_name(param: &Param, runtime: &RuntimePath) -> TokenStream {
    let wire = &param.wire.value;
    let name = match (param.kind.place, param.kind.detail) {
        (Place::Path, _) | (_, Detail::Nothing | Detail::BodyFormat) => return TokenStream::new(),
        (_, Detail::HeaderName) => {
            let wire = wire.to_ascii_lowercase();
            quote!(#wire,)
        }
        (_, Detail::WireName | Detail::WireNameAndListFormat) => quote!(#wire,),
    };
    match &param.format {
        Format::List(format) => {
            let list_format = runtime.item("ListFormat");
            let variant = Ident::new(format.variant, Span::call_site());
            quote!(#name #list_format::#variant,)
        }
        Format::Default | Format::Body(_) | Format::Codec(_) => name,
    }
}

/// The argument, placed where its type stands: that is what a mistake about it is about.
fn generate_value(param: &Param) -> TokenStream {
    let scope = param.local.span();
    let mut ident = param.local.clone();
    ident.set_span(scope.located_at(param.ty_range.end));
    match passing(param) {
        Passing::ByValue => ident.into_token_stream(),
        Passing::ByReference => {
            let mut ampersand = Punct::new('&', Spacing::Alone);
            ampersand.set_span(scope.located_at(param.ty_range.start));
            quote!(#ampersand #ident)
        }
    }
}

fn passing(param: &Param) -> Passing {
    match &param.format {
        Format::Body(format) => format.passing,
        Format::Default | Format::List(_) | Format::Codec(_) => param.kind.passing,
    }
}

/// What `none_on` and HEAD ask of the return type.
fn generate_demands(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let output = &endpoint.signature.output;
    let mut demands = TokenStream::new();
    if !endpoint.request.options.none_on.is_empty() {
        let demand = runtime.item("assert_maybe_absent");
        demands.extend(quote!(#demand::<#output>();));
    }
    if endpoint.request.http_method.value.is_answered_without_body {
        let demand = runtime.item("assert_bodiless");
        demands.extend(quote!(#demand::<#output>();));
    }
    demands
}

/// Output: `DecoderFor::<Result<Report>>::SELECT.__select().decoder::<DefaultCodec, Result<Report>>()`
fn generate_decoder(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let output = &endpoint.signature.output;
    let decoder_for = runtime.item("DecoderFor");
    let codec = &endpoint.request.options.codec;
    let codec = codec.as_ref().map_or_else(|| runtime.item("DefaultCodec"), ToTokens::to_token_stream);
    quote!(#decoder_for::<#output>::SELECT.__select().decoder::<#codec, #output>())
}
