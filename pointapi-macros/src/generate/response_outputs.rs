//! An enum of success responses as a server sends it, and as a document describes it.
//!
//! The enum does not know whether it is served. So both are dropped where the feature is off for the runtime, and apply
//! only if the bodies fit: a bound with a lifetime that it does not use is not checked before it is needed.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::model::response_enum::{ResponseEnum, ResponseVariant, StatusPattern};

/// Output:
/// ```text
/// if_served! {
///     const _: () = {
///         impl ServedByStatus for Placed where for<'__a> Order: IntoServed {
///             fn into_served_by_status<C: Codec>(self) -> Result<Served, Rejection> {
///                 match self {
///                     Self::Existing(value) => serve_variant::<C>(200, value),
///                 }
///             }
///         }
///     };
/// }
/// ```
pub(super) fn generate_served(response: &ResponseEnum) -> TokenStream {
    let runtime = &response.runtime;
    let [into_served, served_by_status, serve_variant, codec] =
        ["IntoServed", "ServedByStatus", "serve_variant", "Codec"].map(|name| runtime.item(name));
    let [result, served, rejection] = ["Result", "Served", "Rejection"].map(|name| runtime.item(name));
    let patterns = response.patterns();
    let arms = response.variants.iter().map(|variant| {
        let ResponseVariant { ident, conditions, body, .. } = variant;
        let (pattern, value) = match body {
            Some(_) => (quote!((value)), quote!(value)),
            None => (TokenStream::new(), quote!(())),
        };
        let status = variant.patterns().next().map_or(200, |first| first.served(&patterns, body.is_some()));
        quote!(#(#conditions)* Self::#ident #pattern => #serve_variant::<__C>(#status, #value),)
    });
    let broken = runtime.item("broken");
    let others = response.is_incomplete.then(|| quote!(_ => #broken(),));
    let implementation = generate_implementation(
        response,
        &served_by_status,
        &into_served,
        &quote! {
            fn into_served_by_status<__C: #codec>(self) -> #result<#served, #rejection> {
                match self {
                    #(#arms)*
                    #others
                }
            }
        },
    );
    let if_served = runtime.absolute("if_served");
    quote!(#if_served! { #implementation })
}

/// Output:
/// ```text
/// if_described! {
///     const _: () = {
///         impl DescribedByStatus for Placed where for<'__a> Order: DescribeResponse {
///             fn describe_by_status(responses: &mut Responses<'_>) {
///                 Responses::success::<Order>(responses, "200");
///             }
///         }
///     };
/// }
/// ```
pub(super) fn generate_described(response: &ResponseEnum) -> TokenStream {
    let runtime = &response.runtime;
    let [describe_response, described_by_status, responses] =
        ["DescribeResponse", "DescribedByStatus", "Responses"].map(|name| runtime.item(name));
    let rows = response.variants.iter().flat_map(|ResponseVariant { conditions, statuses, body, .. }| {
        let body = body.as_ref().map_or_else(|| quote!(()), ToTokens::to_token_stream);
        let responses = &responses;
        statuses.iter().map(move |status| {
            let status = status.value.name();
            quote!(#(#conditions)* #responses::success::<#body>(responses, #status);)
        })
    });
    let implementation = generate_implementation(
        response,
        &described_by_status,
        &describe_response,
        &quote! {
            fn describe_by_status(responses: &mut #responses<'_>) {
                #(#rows)*
            }
        },
    );
    let if_described = runtime.absolute("if_described");
    quote!(#if_described! { #implementation })
}

/// The implementation of `of_enum`, for an enum whose bodies implement `of_body`.
fn generate_implementation(
    response: &ResponseEnum,
    of_enum: &TokenStream,
    of_body: &TokenStream,
    method: &TokenStream,
) -> TokenStream {
    let ResponseEnum { ident, generics, variants, runtime, .. } = response;
    let (params, arguments, where_clause) = generics.split_for_impl();
    let own = where_clause.into_iter().flat_map(|clause| &clause.predicates);
    // A bound cannot have a `#[cfg]`.
    let bodies =
        variants.iter().filter(|variant| variant.conditions.is_empty()).filter_map(|variant| variant.body.as_ref());
    let import = runtime.generate_import();
    quote! {
        #[allow(deprecated, clippy::all, clippy::pedantic, clippy::nursery)]
        const _: () = {
            #import
            #[automatically_derived]
            impl #params #of_enum for #ident #arguments where #(#own,)* #(for<'__a> #bodies: #of_body,)* {
                #method
            }
        };
    }
}

impl StatusPattern {
    /// The status that a server sends: one that selects this pattern among all `patterns` of the enum, if any does.
    fn served(self, patterns: &[Self], has_body: bool) -> u16 {
        self.example(patterns, has_body).unwrap_or(match self {
            Self::Code(code) => code,
            Self::Class | Self::Default => 200,
        })
    }

    /// The name in a document.
    fn name(self) -> String {
        match self {
            Self::Code(code) => code.to_string(),
            Self::Class => "2XX".to_owned(),
            Self::Default => "default".to_owned(),
        }
    }
}
