//! The body of an endpoint: fill in the call, send it, read the answer.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::model::endpoint::Endpoint;
use crate::model::param::{Detail, Format, Param, Passing, Place};
use crate::names;
use crate::runtime_path::RuntimePath;

/// Output:
/// ```text
/// let mut call = self.api.call(Self::ENDPOINT_REPORT);
/// call.path(&id);
/// let reading = reading!(Result<Report>);
/// reading.read(call.send(reading.wish()).await)
/// ```
pub(super) fn generate_body(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let call = names::local("call");
    let self_token = &endpoint.signature.receiver.self_token;
    let descriptor = names::descriptor(&endpoint.signature.ident);
    let mutability = (!endpoint.request.params.is_empty()).then(|| quote!(mut));
    let writes = endpoint.request.params.iter().map(|param| generate_write(&call, param, runtime));
    let demands = generate_demands(endpoint, runtime);
    let fetch = generate_fetch(&call, endpoint, runtime);
    quote! {
        #demands
        let #mutability #call = #self_token.api.call(Self::#descriptor);
        #(#writes)*
        #fetch
    }
}

/// Output: `call.query("page", &page);`
fn generate_write(call: &Ident, param: &Param, runtime: &RuntimePath) -> TokenStream {
    let conditions = &param.conditions;
    let writer = generate_writer(param);
    let name = generate_name(param, runtime);
    let value = generate_value(param);
    quote!(#(#conditions)* #call.#writer(#name #value);)
}

/// The method of `Call`, placed at the role, which chose it.
fn generate_writer(param: &Param) -> TokenStream {
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

/// Output: `let reading = reading!(Result<Report>); reading.read(call.send(reading.wish()).await)`
fn generate_fetch(call: &Ident, endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let output = &endpoint.signature.output;
    let reading = names::local("reading");
    let choose = runtime.item("reading");
    let codec = endpoint.request.options.codec.iter();
    quote! {
        let #reading = #choose!(#output #(, #codec)*);
        #reading.read(#call.send(#reading.wish()).await)
    }
}
