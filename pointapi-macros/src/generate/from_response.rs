//! The implementation of `FromResponse` for an enum of success responses.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::WherePredicate;

use crate::generate::response_outputs::{generate_described, generate_served};
use crate::model::response_enum::{ResponseEnum, ResponseVariant, StatusPattern};

/// Output:
/// ```text
/// impl FromResponse for Placed {
///     fn needs_body(status: StatusCode) -> bool {
///         match StatusCode::as_u16(&status) {
///             200 => <Order as FromResponse>::needs_body(status),
///             _ => false,
///         }
///     }
///
///     fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
///         match StatusCode::as_u16(&RawResponse::status(&response)) {
///             200 => Result::map(<Order as FromResponse>::from_response::<C>(response), Self::Existing),
///             _ => Result::Err(undeclared_status(&response, "Placed")),
///         }
///     }
///
///     fn examples() -> Vec<Example> {
///         examples_by_status(&[(200, <Order as FromResponse>::examples)])
///     }
/// }
/// ```
pub(crate) fn generate_from_response(response: &ResponseEnum) -> TokenStream {
    let ResponseEnum { ident, generics, runtime, .. } = response;
    let [from_response, codec, raw] = ["FromResponse", "Codec", "RawResponse"].map(|name| runtime.item(name));
    let [result, status_code, all_streamed] = ["Result", "StatusCode", "all_streamed"].map(|name| runtime.item(name));
    let mut generics = generics.clone();
    if generics.type_params().next().is_some() {
        let bounds = bodies(response).map(|(_, body)| quote!(#body: #from_response));
        let bounds: Vec<WherePredicate> = bounds.filter_map(|bound| syn::parse2(bound).ok()).collect();
        generics.make_where_clause().predicates.extend(bounds);
    }
    let (params, arguments, where_clause) = generics.split_for_impl();
    let streamed = bodies(response).map(|(variant, body)| {
        let conditions = &variant.conditions;
        quote!(#(#conditions)* <#body as #from_response>::IS_STREAMED)
    });
    let accept = generate_accept(response);
    let values = generate_arms(response, |ResponseVariant { ident, body, .. }| match body {
        Some(body) => quote!(#result::map(<#body as #from_response>::from_response::<__C>(response), Self::#ident)),
        None => quote!(#result::Ok(Self::#ident)),
    });
    let needs = generate_arms(response, |variant| match &variant.body {
        Some(body) => quote!(<#body as #from_response>::needs_body(status)),
        None => quote!(false),
    });
    let undeclared = generate_undeclared(response);
    let examples = generate_examples(response);
    let [vec, example] = ["Vec", "Example"].map(|name| runtime.item(name));
    let import = runtime.generate_import();
    let served = generate_served(response);
    let described = generate_described(response);
    quote! {
        #served
        #described
        #[allow(deprecated, unreachable_patterns, clippy::all, clippy::pedantic, clippy::nursery)]
        const _: () = {
            #import
            #[automatically_derived]
            impl #params #from_response for #ident #arguments #where_clause {
                const IS_STREAMED: bool = #all_streamed(&[#(#streamed),*]);

                fn accept<__C: #codec>() -> &'static str {
                    #accept
                }

                fn needs_body(status: #status_code) -> bool {
                    match #status_code::as_u16(&status) {
                        #needs
                        _ => false,
                    }
                }

                fn from_response<__C: #codec>(response: #raw) -> #result<Self> {
                    match #status_code::as_u16(&#raw::status(&response)) {
                        #values
                        _ => #undeclared,
                    }
                }

                fn examples() -> #vec<#example> {
                    #examples
                }
            }
        };
    }
}

/// The variants that decode the body, with its type.
fn bodies(response: &ResponseEnum) -> impl Iterator<Item = (&ResponseVariant, &syn::Type)> {
    response.variants.iter().filter_map(|variant| Some((variant, variant.body.as_ref()?)))
}

/// The media type of the first body without a condition; a request has one `Accept`.
fn generate_accept(response: &ResponseEnum) -> TokenStream {
    let from_response = response.runtime.item("FromResponse");
    match bodies(response).find(|(variant, _)| variant.conditions.is_empty()) {
        Some((_, body)) => quote!(<#body as #from_response>::accept::<__C>()),
        None => quote!("*/*"),
    }
}

/// The outcome for a status that no variant has. After the arm of a default it is never reached.
fn generate_undeclared(response: &ResponseEnum) -> TokenStream {
    let [result, undeclared] = ["Result", "undeclared_status"].map(|name| response.runtime.item(name));
    let name = response.ident.to_string();
    quote!(#result::Err(#undeclared(&response, #name)))
}

/// An arm for each status of each variant: codes before classes before the default, as a `match` takes the first that
/// fits.
fn generate_arms(response: &ResponseEnum, value: impl Fn(&ResponseVariant) -> TokenStream) -> TokenStream {
    let rank = |pattern: &StatusPattern| match pattern {
        StatusPattern::Code(_) => 0,
        StatusPattern::Class => 1,
        StatusPattern::Default => 2,
    };
    let mut arms: Vec<(u8, TokenStream)> = Vec::new();
    for variant in &response.variants {
        let (conditions, value) = (&variant.conditions, value(variant));
        for status in &variant.statuses {
            let pattern = generate_pattern(status.value);
            arms.push((rank(&status.value), quote!(#(#conditions)* #pattern => #value,)));
        }
    }
    arms.sort_by_key(|(rank, _)| *rank);
    arms.into_iter().map(|(_, arm)| arm).collect()
}

fn generate_pattern(pattern: StatusPattern) -> TokenStream {
    match pattern {
        StatusPattern::Code(code) => code.to_token_stream(),
        StatusPattern::Class => quote!(200u16..=299u16),
        StatusPattern::Default => quote!(_),
    }
}

/// The examples of each variant, under a status that selects it.
fn generate_examples(response: &ResponseEnum) -> TokenStream {
    let names = ["FromResponse", "examples_by_status", "ignored_body"].map(|name| response.runtime.item(name));
    let [from_response, examples_by_status, ignored_body] = names;
    let patterns = response.patterns();
    let rows = response.variants.iter().flat_map(|variant| {
        let codes = variant.patterns().filter_map(|pattern| pattern.example(&patterns, variant.body.is_some()));
        codes.map(|code| {
            let conditions = &variant.conditions;
            let examples = match &variant.body {
                Some(body) => quote!(<#body as #from_response>::examples),
                None => quote!(#ignored_body),
            };
            quote!(#(#conditions)* (#code, #examples))
        })
    });
    quote!(#examples_by_status(&[#(#rows),*]))
}
