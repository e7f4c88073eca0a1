//! The descriptors: one constant an endpoint, and the list of all.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;

use crate::forwarded::doc_line;
use crate::model::api_trait::ApiTrait;
use crate::model::endpoint::{Endpoint, Request};
use crate::model::http_method::HttpMethod;
use crate::model::options::{Auth, EndpointOptions, SharedOptions};
use crate::model::param::{Param, Place};
use crate::model::signature::Placed;
use crate::names;
use crate::runtime_path::RuntimePath;

/// Output: `pub const ENDPOINTS: &'static [&'static Endpoint] = &[Self::__endpoint_report];` and what it lists
pub(super) fn generate_descriptors(api: &ApiTrait) -> TokenStream {
    let ApiTrait { visibility, ident, runtime, .. } = api;
    let endpoint_type = runtime.item("Endpoint");
    let doc = format!(" Every endpoint of [`{ident}`], in the order of the trait.");
    let list = generate_list(api);
    let descriptors = api.endpoints().map(|endpoint| generate_descriptor(endpoint, runtime));
    quote! {
        #[doc = #doc]
        #visibility const ENDPOINTS: &'static [&'static #endpoint_type] = #list;
        #(#descriptors)*
    }
}

/// The trait's own endpoints, behind those of its supertraits.
fn generate_list(api: &ApiTrait) -> TokenStream {
    let own = api.endpoints().map(|endpoint| {
        let conditions = &endpoint.attributes.conditions;
        let descriptor = names::descriptor(&endpoint.signature.ident);
        quote!(#(#conditions)* Self::#descriptor)
    });
    let own = quote!(&[#(#own),*]);
    if api.supertraits.is_empty() {
        return own;
    }
    let [api_trait, joined] = ["ApiTrait", "JoinedEndpoints"].map(|name| api.runtime.item(name));
    let inherited = api.supertraits.iter().map(|Placed { path, range }| {
        // A supertrait that is not an API trait is reported at the bound.
        let open = quote_spanned!(range.start=> <dyn);
        let list = quote_spanned!(range.end=> ENDPOINTS);
        quote!(#open #path as #api_trait>::#list)
    });
    quote! {
        const { &#joined::of(&[#(#inherited,)* #own]) }.as_slice()
    }
}

fn generate_descriptor(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let Request { http_method, path, name, options, .. } = &endpoint.request;
    let conditions = &endpoint.attributes.conditions;
    let descriptor = names::descriptor(&endpoint.signature.ident);
    let endpoint_type = runtime.item("Endpoint");
    let (method, extension) = generate_http_method(&http_method.value, runtime);
    let (name, template, pieces) = (&name.value, &path.text, &path.pieces);
    let docs = generate_docs(endpoint, runtime);
    let options = generate_options(options, runtime);
    let is_sensitive = |param: &Param| param.sensitive.is_some() && param.kind.place != Place::Header;
    let sensitive = generate_names(endpoint, is_sensitive).map(|names| quote!(.sensitive(&[#names])));
    let is_declared = |param: &Param| matches!(param.kind.place, Place::Header | Place::Cookie);
    let declared = generate_names(endpoint, is_declared).map(|names| quote!(.declared(&[#names])));
    quote! {
        #(#conditions)*
        const #descriptor: &'static #endpoint_type =
            &#endpoint_type::new(#name, #method, #template, &[#(#pieces),*]) #extension #docs #options #sensitive #declared;
    }
}

/// Output: `("query", "key")`, the role and the name of each of these arguments; nothing without one
fn generate_names(endpoint: &Endpoint, is_of: impl Fn(&Param) -> bool) -> Option<TokenStream> {
    let params = endpoint.request.params.iter().filter(|param| is_of(param));
    let rows: Vec<TokenStream> = params
        .map(|Param { conditions, kind, wire, .. }| {
            let (role, name) = (kind.role, &wire.value);
            quote!(#(#conditions)* (#role, #name))
        })
        .collect();
    (!rows.is_empty()).then(|| quote!(#(#rows),*))
}

/// Output: `Method::GET`; for a method without a constant also the function that makes it once
fn generate_http_method(method: &HttpMethod, runtime: &RuntimePath) -> (TokenStream, TokenStream) {
    let method_type = runtime.item("Method");
    let name = &*method.name;
    if method.is_standard() {
        let constant = Ident::new(name, Span::call_site());
        return (quote!(#method_type::#constant), TokenStream::new());
    }
    let extension = runtime.item("ExtensionMethod");
    let made_once = quote! {
        .extension_method(|| {
            static METHOD: #extension = #extension::new(#name);
            METHOD.get()
        })
    };
    (quote!(#method_type::POST), made_once)
}

/// Output: `.with_docs("First line.\nSecond line.")`
fn generate_docs(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let text = generate_text(&endpoint.attributes.docs, runtime);
    text.map(|text| quote!(.with_docs(#text))).unwrap_or_default()
}

/// Output: `"First line.\nSecond line."`, or a call of `concat!` if a line is not a literal; nothing without docs
pub(super) fn generate_text(docs: &[Expr], runtime: &RuntimePath) -> Option<TokenStream> {
    let (first, rest) = docs.split_first()?;
    if let Some(lines) = docs.iter().map(doc_line).collect::<Option<Vec<String>>>() {
        let text = lines.join("\n");
        return Some(quote!(#text));
    }
    let concat = runtime.item("concat");
    Some(quote!(#concat!(#first #(, "\n", #rest)*)))
}

/// Output: `.timeout_millis(30000).idempotent()`
fn generate_options(options: &EndpointOptions, runtime: &RuntimePath) -> TokenStream {
    let mut output = generate_shared_options(&options.shared, runtime);
    if options.idempotent.is_some() {
        output.extend(quote!(.idempotent()));
    }
    if options.once.is_some() {
        output.extend(quote!(.once()));
    }
    if let Some(key) = &options.idempotency_key {
        let header = key.value.to_ascii_lowercase();
        output.extend(quote!(.idempotency_key(#header)));
    }
    if let Some(timeout) = options.attempt_timeout {
        let milliseconds = timeout.value;
        output.extend(quote!(.attempt_timeout_millis(#milliseconds)));
    }
    if options.retry_on_throttle {
        output.extend(quote!(.retry_on_throttle()));
    }
    if !options.none_on.is_empty() {
        let statuses = &options.none_on;
        output.extend(quote!(.absent_on(&[#(#statuses),*])));
    }
    if let Some(bytes) = options.max_response {
        output.extend(quote!(.max_response(#bytes)));
    }
    if options.client_only.is_some() {
        output.extend(quote!(.client_only()));
    }
    if options.fresh_connection {
        output.extend(quote!(.fresh_connection()));
    }
    if options.token_endpoint.is_some() {
        output.extend(quote!(.token_endpoint()));
    }
    if options.has_own_unauthorized {
        output.extend(quote!(.own_unauthorized()));
    }
    output
}

fn generate_shared_options(options: &SharedOptions, runtime: &RuntimePath) -> TokenStream {
    let mut output = TokenStream::new();
    let scheme = runtime.item("AuthScheme");
    match options.auth.as_ref().map(|auth| &auth.value) {
        None => {}
        Some(Auth::Bearer) => output.extend(quote!(.auth(#scheme::Bearer))),
        Some(Auth::None) => output.extend(quote!(.auth(#scheme::None))),
        Some(Auth::Authenticator(Placed { path, range })) => {
            // A path that is not an authenticator is reported at the path.
            let reference = quote_spanned!(range.start=> &);
            output.extend(quote!(.auth(#scheme::Custom(#reference #path))));
        }
    }
    if let Some(timeout) = options.timeout {
        let milliseconds = timeout.value;
        output.extend(quote!(.timeout_millis(#milliseconds)));
    }
    if let Some(attempts) = options.attempts {
        let attempts = attempts.value;
        output.extend(quote!(.attempts(#attempts)));
    }
    if let Some(accept) = &options.accept {
        let media_type = &accept.value;
        output.extend(quote!(.accept(#media_type)));
    }
    if !options.headers.is_empty() {
        let names = options.headers.iter().map(|header| header.name.value.to_ascii_lowercase());
        let values = options.headers.iter().map(|header| &header.value.value);
        output.extend(quote!(.headers(&[#((#names, #values)),*])));
    }
    output
}
