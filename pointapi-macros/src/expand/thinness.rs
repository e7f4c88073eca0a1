//! An endpoint expands to a descriptor and a few calls; these bounds catch a generator that grows beyond that.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::expand_trait;

fn length(tokens: TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => 2 + length(group.stream()),
            _ => 1,
        })
        .sum()
}

/// The length of an API of `count` endpoints, each with a path value, two query values and a body.
fn expansion(count: usize) -> usize {
    let endpoints = (0..count).map(|index| {
        let method = Ident::new(&format!("call{index}"), Span::call_site());
        let path = format!("/things{index}/{{id}}");
        quote! {
            #[point_endpoint(POST #path)]
            async fn #method(
                &self,
                id: u64,
                #[query] page: u32,
                #[query] filter: Option<&str>,
                #[body] request: &Request,
            ) -> Result<Reply>;
        }
    });
    length(expand_trait(TokenStream::new(), quote!(pub trait Things { #(#endpoints)* }), false))
}

#[test]
fn an_endpoint_is_a_descriptor_and_a_few_calls() {
    let of_one = (expansion(11) - expansion(1)) / 10;
    assert!(of_one <= 480, "one endpoint is {of_one} tokens");
}

#[test]
fn what_surrounds_the_endpoints_does_not_grow() {
    let around = expansion(0);
    assert!(around <= 570, "a trait without endpoints is {around} tokens");
}
