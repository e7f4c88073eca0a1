//! The function that prepares the call of an endpoint, for the client's method and for the trait's.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericParam, Lifetime, LifetimeParam};

use crate::generate::held::Handover;
use crate::generate::signature::generate_parameters;
use crate::model::endpoint::{Endpoint, Request};
use crate::model::param::{Detail, Format, ListFormat, Param, Passing, Place};
use crate::model::signature::{Range, Signature};
use crate::names;
use crate::runtime_path::RuntimePath;

/// Output:
/// ```text
/// fn __call_report<'__call>(api: &'__call Api, id: &str) -> TypedCall<'__call, Result<Report>> {
///     let call = &mut api.call(Self::__endpoint_report);
///     call.path(&id);
///     prepare(DecoderFor::<Result<Report>>::SELECT.__select(), call)
/// }
/// ```
pub(super) fn generate_preparation(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let Signature { fn_token, ident, generics, output, .. } = &endpoint.signature;
    let preparation = names::preparation(ident);
    let attributes = &endpoint.attributes.on_implementation;
    let [state, typed_call] = ["Api", "TypedCall"].map(|name| runtime.item(name));
    let api = names::local("api");
    let lifetime = Lifetime::new("'__call", Span::call_site());
    let mut generics = generics.clone();
    generics.params.insert(0, GenericParam::Lifetime(LifetimeParam::new(lifetime.clone())));
    let where_clause = &generics.where_clause;
    let parameters = generate_parameters(&endpoint.signature.arguments);
    let body = generate_body(&api, endpoint, runtime);
    quote! {
        #(#attributes)*
        #fn_token #preparation #generics(#api: &#lifetime #state #parameters) -> #typed_call<#lifetime, #output>
        #where_clause
        {
            #body
        }
    }
}

fn generate_body(api: &Ident, endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let call = names::local("call");
    let descriptor = names::descriptor(&endpoint.signature.ident);
    let writes = endpoint.request.params.iter().map(|param| match is_optional_body(endpoint, param) {
        true => generate_optional_write(&call, param, runtime),
        false => generate_write(&call, param, runtime),
    });
    let preparation = generate_typed_call(&call, endpoint, runtime);
    quote! {
        // Through a reference, the methods of `Call` take precedence over those of all traits in scope.
        let #call = &mut #api.call(Self::#descriptor);
        #(#writes)*
        #preparation
    }
}

/// True for an `Option` that is the whole body. An `Option` elsewhere is written by the role, which leaves out `None`.
fn is_optional_body(endpoint: &Endpoint, param: &Param) -> bool {
    param.kind.place == Place::Body
        && endpoint.argument(param).is_some_and(|argument| Handover::of(&argument.ty).is_optional())
}

/// Output:
/// ```text
/// match &order {
///     Option::Some(content) => call.json(content),
///     Option::None => call.without_body(),
/// }
/// ```
fn generate_optional_write(call: &Ident, param: &Param, runtime: &RuntimePath) -> TokenStream {
    let conditions = &param.conditions;
    let option = runtime.item("Option");
    let value = generate_value(param);
    let mut content = names::local("content");
    content.set_span(content.span().located_at(param.ty_range.start));
    let method = generate_method(param);
    let name = generate_name(param, runtime);
    quote! {
        #(#conditions)*
        match #value {
            #option::Some(#content) => #call.#method(#name #content),
            #option::None => #call.without_body(),
        }
    }
}

/// Output: `call.query("page", &page);`
fn generate_write(call: &Ident, param: &Param, runtime: &RuntimePath) -> TokenStream {
    let conditions = &param.conditions;
    let method = generate_method(param);
    let name = generate_name(param, runtime);
    let value = generate_value(param);
    quote!(#(#conditions)* #call.#method(#name #value);)
}

/// The method of `Call`, placed at the role, which chose it.
fn generate_method(param: &Param) -> TokenStream {
    let place = Span::call_site().located_at(param.span);
    let method = |name: &str| Ident::new(name, place).into_token_stream();
    match &param.format {
        Format::Codec(codec) => quote!(encoded::<#codec, _>),
        Format::Body(format) => method(format.writer),
        Format::Segments => method("path_segments"),
        Format::List(_) if param.kind.place == Place::Form => method("form_list"),
        Format::List(_) => method("query_list"),
        Format::Form(_) => method("form_list"),
        Format::Json(_) => method("json_as"),
        Format::Default if param.sensitive.is_some() => method(param.kind.sensitive_writer),
        Format::Default => method(param.kind.writer),
    }
}

/// The arguments before the value: its name on the wire, and the format of a list.
fn generate_name(param: &Param, runtime: &RuntimePath) -> TokenStream {
    let wire = &param.wire.value;
    let variant = |format: &ListFormat| {
        let list_format = runtime.item("ListFormat");
        let variant = Ident::new(format.variant, Span::call_site());
        quote!(#list_format::#variant,)
    };
    match &param.format {
        Format::Form(format) => {
            let variant = variant(format);
            return quote!("", #variant);
        }
        Format::Json(media_type) => return quote!(#media_type,),
        _ => {}
    }
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
            let variant = variant(format);
            quote!(#name #variant)
        }
        _ => name,
    }
}

/// The argument, placed where its type stands, since a mistake about it is one about the type. It is borrowed even where
/// it is a reference: `&T` must be `Send`, since the future of a fake may hold it, and `T` need not be.
fn generate_value(param: &Param) -> TokenStream {
    let scope = param.local.span();
    let mut ident = param.local.clone();
    ident.set_span(scope.located_at(param.ty_range.end));
    match passing(param) {
        Passing::ByValue => {
            ident.set_span(scope.located_at(param.ty_range.start));
            ident.into_token_stream()
        }
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
        _ => param.kind.passing,
    }
}

/// Output: `prepare(DecoderFor::<Result<Report>>::SELECT.__select(), call)`
fn generate_typed_call(call: &Ident, endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let Request { http_method, options, .. } = &endpoint.request;
    let output = &endpoint.signature.output;
    // The path of the function spans the return type, so that a type that cannot be decoded is reported there.
    let [start, end] = [Range::of(output).start, Range::of(output).end].map(|span| Span::call_site().located_at(span));
    let decoder_for = runtime.item_at("DecoderFor", start);
    let of_type = quote_spanned!(end=> ::SELECT);
    let demands = [
        (!options.none_on.is_empty()).then(|| quote_spanned!(start=> .absent_on_status())),
        http_method.value.is_bodiless.then(|| quote_spanned!(start=> .without_body())),
    ];
    let demands = demands.into_iter().flatten();
    let select = quote_spanned!(end=> .__select());
    let selected = quote!(#decoder_for::<#output> #of_type #(#demands)* #select);
    match &options.codec {
        None => {
            let prepare = runtime.item_between("prepare", start, end);
            quote!(#prepare(#selected, #call))
        }
        Some(codec) => {
            let prepare_with = runtime.item_at("prepare_with", start);
            let close = quote_spanned!(end=> >);
            quote!(#prepare_with::<#codec, _, _ #close (#selected, #call))
        }
    }
}
