//! The description for an OpenAPI document: the arguments and the return type of each endpoint, as data and schemas.
//!
//! Everything else is in the endpoint's descriptor, and the runtime writes the document from both.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta};

use crate::generate::endpoints::generate_text;
use crate::generate::generics::{ImplGenerics, trait_object};
use crate::generate::held::Handover;
use crate::generate::lints;
use crate::generate::reading::generate_list_format;
use crate::model::api_trait::ApiTrait;
use crate::model::endpoint::Endpoint;
use crate::model::param::{Format, Param, Place};
use crate::model::signature::{Argument, Placed, Range};
use crate::names;
use crate::runtime_path::RuntimePath;

/// Output:
/// ```text
/// described! {
///     const _: () = {
///         impl DescribedApi for dyn Orders {
///             const TRAIT: DescribedTrait = DescribedTrait::new("Orders", "Orders of one account.", option_env!(..), module_path!(), false);
///             fn describe(description: &mut Description) { ... }
///         }
///     };
/// }
/// ```
pub(super) fn generate_description(api: &ApiTrait, asked: Span) -> TokenStream {
    // The macro reports at its call that its feature is off.
    let place = Span::call_site().located_at(asked);
    let described = api.runtime.absolute_at("described", place);
    let conditions = &api.attributes.conditions;
    let lints = lints::on_implementations(api);
    let import = api.runtime.generate_import();
    let implementation = generate_implementation(api);
    let items = quote! {
        #(#conditions)*
        #lints
        const _: () = {
            #import
            #implementation
        };
    };
    quote_spanned!(place=> #described! { #items })
}

fn generate_implementation(api: &ApiTrait) -> TokenStream {
    let ApiTrait { ident, runtime, .. } = api;
    let name = names::plain(ident);
    let is_served = api.outputs.server.is_some();
    let docs = generate_text(&api.attributes.docs, runtime).unwrap_or_else(|| quote!(""));
    let object = trait_object(api);
    let ImplGenerics { params, predicates, .. } = ImplGenerics::of(api);
    let [described_api, described_trait, description, version, module] =
        ["DescribedApi", "DescribedTrait", "Description", "option_env", "module_path"].map(|name| runtime.item(name));
    let inherited = api.supertraits.iter().map(|Placed { path, range }| {
        // A supertrait that is not described is reported at the bound.
        let open = quote_spanned!(range.start=> <dyn);
        let describe = quote_spanned!(range.end=> describe);
        quote!(#open #path as #described_api>::#describe(description);)
    });
    let operations = api.endpoints().filter_map(|endpoint| generate_operation(api, endpoint));
    quote! {
        impl #params #described_api for #object where #predicates {
            const TRAIT: #described_trait =
                #described_trait::new(#name, #docs, #version!("CARGO_PKG_VERSION"), #module!(), #is_served);

            fn describe(description: &mut #description) {
                #(#inherited)*
                description.open::<Self>();
                #(#operations)*
            }
        }
    }
}

/// Output:
/// ```text
/// description.operation(
///     Operation::new(OrdersClient::__endpoint_order, Returned::<Result<Order>>::TYPE.__schema::<DefaultCodec>()),
///     &[Argument::path(0, SchemaOf::<u64>::TYPE.__schema())],
/// );
/// ```
/// Nothing for an endpoint that is called by URL, which has no path to describe.
fn generate_operation(api: &ApiTrait, endpoint: &Endpoint) -> Option<TokenStream> {
    let ApiTrait { client, runtime, .. } = api;
    if endpoint.request.params.iter().any(|param| param.kind.place == Place::Url) {
        return None;
    }
    let (_, client_arguments, _) = api.generics.split_for_impl();
    let conditions = &endpoint.attributes.conditions;
    let descriptor = names::descriptor(&endpoint.signature.ident);
    let operation = runtime.item("Operation");
    let returned = generate_returned(endpoint, runtime);
    let deprecated = deprecation(&endpoint.attributes.on_trait).map(|note| quote!(.deprecated(#note)));
    let arguments = generate_arguments(endpoint, runtime);
    Some(quote! {
        #(#conditions)*
        description.operation(
            #operation::new(<#client #client_arguments>::#descriptor, #returned) #deprecated,
            &[#(#arguments),*],
        );
    })
}

/// Output: `Returned::<Result<Order>>::TYPE.__responses::<DefaultCodec>()`
fn generate_returned(endpoint: &Endpoint, runtime: &RuntimePath) -> TokenStream {
    let output = &endpoint.signature.output;
    let Range { start, end } = Range::of(output);
    let codec =
        endpoint.request.options.codec.as_ref().map_or_else(|| runtime.item("DefaultCodec"), |codec| quote!(#codec));
    // A type that cannot be described is reported at the return type.
    let returned = runtime.item_at("Returned", start);
    let [start, end] = [start, end].map(|span| Span::call_site().located_at(span));
    let open = quote_spanned!(start=> ::<);
    let responses = quote_spanned!(end=> >::TYPE.__responses::<#codec>());
    quote!(#returned #open #output #responses)
}

/// The note of `#[deprecated]`, empty if it has none.
fn deprecation(attributes: &[Attribute]) -> Option<String> {
    let attribute = attributes.iter().find(|attribute| attribute.path().is_ident("deprecated"))?;
    let mut note = String::new();
    match &attribute.meta {
        Meta::Path(_) => {}
        Meta::NameValue(pair) => note.extend(literal(&pair.value)),
        Meta::List(list) => {
            // What is not a note is the compiler's business.
            let _ = list.parse_nested_meta(|meta| {
                let value: LitStr = meta.value()?.parse()?;
                if meta.path.is_ident("note") {
                    note = value.value();
                }
                Ok(())
            });
        }
    }
    Some(note)
}

fn literal(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

/// The arguments that reach the server, in the order of the request.
fn generate_arguments<'a>(
    endpoint: &'a Endpoint,
    runtime: &'a RuntimePath,
) -> impl Iterator<Item = TokenStream> + use<'a> {
    endpoint.request.params.iter().enumerate().filter_map(move |(index, param)| {
        let argument = endpoint.argument(param)?;
        let handover = Handover::of(&argument.ty);
        let constructor = generate_constructor(index, param, &handover, runtime)?;
        let modifiers = generate_modifiers(argument, param, &handover, runtime);
        let conditions = &param.conditions;
        Some(quote!(#(#conditions)* #constructor #modifiers))
    })
}

/// Output: `Argument::query("page", ListFormat::Repeat, TypeSchema::of::<u32>())`; nothing for a value that is not sent
fn generate_constructor(
    index: usize,
    param: &Param,
    handover: &Handover,
    runtime: &RuntimePath,
) -> Option<TokenStream> {
    let argument = runtime.item("Argument");
    let name = &param.wire.value;
    let ty = handover.content();
    let format = generate_list_format(&param.format, runtime);
    let structured = || generate_structured(param, handover, runtime);
    let textual = || generate_textual(param, handover, runtime);
    let constructor = match param.kind.place {
        Place::Path => {
            let schema = textual();
            quote!(path(#index, #schema))
        }
        Place::Query => {
            let schema = structured();
            quote!(query(#name, #format, #schema))
        }
        Place::Header => {
            let schema = textual();
            quote!(header(#name, #schema))
        }
        Place::Cookie => {
            let schema = textual();
            quote!(cookie(#name, #schema))
        }
        Place::Form => {
            let schema = structured();
            quote!(form(#name, #format, #schema))
        }
        Place::Part => quote!(part::<#ty>(#name)),
        Place::Body => generate_body(param, handover, runtime),
        Place::Url | Place::Headers | Place::Options | Place::Extension => return None,
    };
    Some(quote!(#argument::#constructor))
}

/// Output: `body("application/json", TypeSchema::of::<Order>())`
fn generate_body(param: &Param, handover: &Handover, runtime: &RuntimePath) -> TokenStream {
    let codec = runtime.item("Codec");
    let of_codec = |of: TokenStream| {
        let schema = generate_textual(param, handover, runtime);
        quote!(body(<#of as #codec>::CONTENT_TYPE, #schema))
    };
    let structured = || generate_structured(param, handover, runtime);
    let form = || {
        let (schema, format) = (structured(), generate_list_format(&param.format, runtime));
        quote!(form("", #format, #schema))
    };
    match &param.format {
        Format::Codec(of) => of_codec(quote!(#of)),
        Format::Form(_) => form(),
        Format::Body(format) => match format.name {
            "form" => form(),
            "xml" => of_codec(runtime.item("Xml")),
            "text" => quote!(text()),
            _ => quote!(bytes()),
        },
        Format::Json(media_type) => {
            let schema = structured();
            quote!(body(#media_type, #schema))
        }
        Format::Default | Format::Segments | Format::List(_) => {
            let schema = structured();
            quote!(body("application/json", #schema))
        }
    }
}

/// Output: `TypeSchema::of::<Order>()`, placed at the type, which must have a schema
fn generate_structured(param: &Param, handover: &Handover, runtime: &RuntimePath) -> TokenStream {
    let Range { start, end } = param.ty_range;
    let ty = handover.content();
    let type_schema = runtime.item_at("TypeSchema", start);
    let of = Ident::new("of", Span::call_site().located_at(end));
    quote!(#type_schema::#of::<#ty>())
}

/// Output: `SchemaOf::<u64>::TYPE.__schema()`, which is text for a type without a schema
fn generate_textual(param: &Param, handover: &Handover, runtime: &RuntimePath) -> TokenStream {
    let ty = handover.content();
    let schema_of = runtime.item_at("SchemaOf", param.ty_range.start);
    quote!(#schema_of::<#ty>::TYPE.__schema())
}

/// Output: `.optional().sensitive().docs("The page, from 1.")`
fn generate_modifiers(argument: &Argument, param: &Param, handover: &Handover, runtime: &RuntimePath) -> TokenStream {
    let optional = handover.is_optional().then(|| quote!(.optional()));
    let sensitive = param.sensitive.map(|_| quote!(.sensitive()));
    let docs = generate_text(&argument.attributes.docs, runtime).map(|text| quote!(.docs(#text)));
    quote!(#optional #sensitive #docs)
}
