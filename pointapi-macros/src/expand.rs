//! The pipeline: parse, check, generate.

use proc_macro2::TokenStream;
use quote::quote;

use crate::errors::Errors;
use crate::{check, generate, parse};

/// Input: `#[point_api(options)] trait Orders { ... }`
///
/// Output: the trait, its client, and one `compile_error!` for each mistake
pub(crate) fn point_api(options: TokenStream, item: TokenStream) -> TokenStream {
    expand_trait(options, item, cfg!(feature = "blocking"))
}

fn expand_trait(options: TokenStream, item: TokenStream, has_blocking_client: bool) -> TokenStream {
    Errors::collect(|errors| {
        let options = parse::options::parse_trait_attribute(options, errors);
        let Some(source) = parse::trait_body::parse_trait(item.clone(), errors) else {
            return item;
        };
        let api = check::check_trait(source, &options, errors);
        generate::generate_api(&api, has_blocking_client)
    })
}

/// Input: `enum Placed { #[status(201)] Created(Order), #[status(202)] Accepted }`
///
/// Output: its `FromResponse`, and one `compile_error!` for each mistake
pub(crate) fn from_response(item: TokenStream) -> TokenStream {
    Errors::collect(|errors| {
        let Some(response) = parse::response_enum::parse_response_enum(item, errors) else {
            return TokenStream::new();
        };
        check::check_response_enum(&response, errors);
        generate::generate_from_response(&response)
    })
}

/// `#[point_endpoint]` outside a `#[point_api]` trait.
pub(crate) fn lone_endpoint(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    Errors::collect(|errors| {
        errors.at(
            proc_macro2::Span::call_site(),
            "`#[point_endpoint]` is read by `#[point_api]`; put that on the trait around this method",
        );
        quote!(#item)
    })
}

#[cfg(test)]
mod prefixes;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod thinness;
