//! While a user types, the macro is given every prefix of the final text.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;

use super::expand_trait;

/// The first `count` tokens, counted through groups; a cut group is closed, as a lexer would.
fn prefix(tokens: TokenStream, count: &mut usize) -> TokenStream {
    let mut output = TokenStream::new();
    for token in tokens {
        if *count == 0 {
            break;
        }
        *count -= 1;
        output.extend([match token {
            TokenTree::Group(group) => {
                let mut cut = Group::new(group.delimiter(), prefix(group.stream(), count));
                cut.set_span(group.span());
                TokenTree::Group(cut)
            }
            token => token,
        }]);
    }
    output
}

/// The first `count` tokens of a method and the methods below it. While a bracket is open, an editor puts these inside.
fn followed(tokens: TokenStream, count: &mut usize, below: &mut Option<TokenStream>) -> TokenStream {
    let mut output = TokenStream::new();
    for token in tokens {
        if *count == 0 {
            break;
        }
        *count -= 1;
        output.extend([match token {
            TokenTree::Group(group) => {
                let is_open = *count < length(group.stream());
                let mut content = followed(group.stream(), count, below);
                if is_open {
                    content.extend(below.take());
                }
                TokenTree::Group(Group::new(group.delimiter(), content))
            }
            token => token,
        }]);
    }
    output
}

fn length(tokens: TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) => 1 + length(group.stream()),
            _ => 1,
        })
        .sum()
}

fn orders() -> TokenStream {
    quote! {
        /// Orders of one account.
        pub trait Orders<T: Clone>: Send + Sync where T: Copy {
            #[point_endpoint(GET "/orders/{id}", timeout = "5s", none_on = [404], codec = my::Codec<u8, u16>)]
            async fn order(&self, id: &str) -> Result<Option<Order>>;

            #[point_endpoint(POST "/orders", headers("X-A" = "1"), idempotency_key = "X-Key", attempts = 3)]
            #[deprecated(note = "use `place`")]
            async fn create(
                &self,
                #[query("ids", format = csv)] ids: &[u64],
                #[body(codec = my::Codec)] order: &Order,
                #[header("X-Trace")] #[sensitive] trace: Option<&str>,
            ) -> Result<Response<Order>, MyError>;

            fn helper(&self) -> u8 { 7 }

            #[point_endpoint(DELETE "/orders/{id}")]
            async fn cancel(&self, #[path("id")] order: u64, #[cfg(test)] #[query] why: &str) -> Result<()>;
        }
    }
}

/// The options with no output, and with all of them.
fn outputs() -> [TokenStream; 2] {
    [quote!(), quote!(server, openapi)]
}

#[test]
fn every_prefix_of_a_method_keeps_the_methods_below_it() {
    let method = quote! {
        #[point_endpoint(POST "/orders", headers("X-A" = "1"))]
        async fn create(&self, #[query("ids", format = csv)] ids: &[u64], #[body] order: &Order) -> Result<(u8, u8)>;
    };
    for cut in 0..=length(method.clone()) {
        let mut below = Some(quote! {
            /// Cancels an order.
            #[point_endpoint(DELETE "/orders/{id}")]
            async fn cancel(&self, id: u64) -> Result<()>;

            fn helper(&self) -> u8 { 7 }
        });
        let mut methods = followed(method.clone(), &mut cut.clone(), &mut below);
        methods.extend(below);
        let output = expand_trait(quote!(), quote! { pub trait Orders { #methods } }, true).to_string();
        for name in ["cancel", "helper"] {
            assert!(output.contains(&format!("fn {name}")), "{name} is lost at token {cut}: {output}");
        }
        assert!(output.matches("fn cancel").count() > 1, "the client lost `cancel` at token {cut}: {output}");
    }
}

#[test]
fn every_prefix_of_the_trait_keeps_the_methods_before_the_cut() {
    let source = orders();
    let total = length(source.clone());
    let ends = |method: &str| {
        (0..=total)
            .find(|cut| {
                let text = prefix(source.clone(), &mut cut.clone()).to_string();
                text.split_once(&format!("fn {method}"))
                    .is_some_and(|(_, rest)| rest.contains(';') || rest.contains('7'))
            })
            .unwrap()
    };
    let methods = ["order", "create", "helper", "cancel"].map(|method| (method, ends(method)));
    for options in outputs() {
        for cut in 0..=total {
            let output = expand_trait(options.clone(), prefix(source.clone(), &mut cut.clone()), true).to_string();
            for (method, _) in methods.iter().filter(|(_, end)| *end < cut) {
                assert!(output.contains(&format!("fn {method}")), "{method} is lost at token {cut}: {output}");
                let is_endpoint = *method != "helper" && !options.is_empty();
                let uses = [format!(":: {method} (served"), "description . operation".to_owned()];
                assert!(
                    !is_endpoint || uses.iter().all(|uses| output.contains(uses)),
                    "{method} is not served or not described at token {cut}: {output}"
                );
            }
        }
    }
}

#[test]
fn every_prefix_of_the_options_keeps_the_trait() {
    let options = quote!(
        prefix = "/v1",
        server,
        client = Client,
        openapi,
        crate = my::pointapi,
        auth = none,
        headers("X-A" = "1")
    );
    for cut in 0..=length(options.clone()) {
        let output = expand_trait(prefix(options.clone(), &mut cut.clone()), orders(), true).to_string();
        for method in ["order", "create", "helper", "cancel"] {
            assert!(output.contains(&format!("fn {method}")), "{method} is lost at token {cut}");
        }
    }
}

/// Ways to be in the middle of a method, each between two complete ones.
#[test]
fn a_half_typed_method_costs_only_itself() {
    let broken = [
        quote!(asy),
        quote!(async fn),
        quote!(async fn second),
        quote!(async fn second(&self, id)),
        quote!(async fn second(&self, id: u64) ->),
        quote!(#[point_endpoint(GET "/second)")] async fn second(&self) -> Result),
        quote!(#[point_endpoint]),
        quote!(
            #[point_endpoint(GET)]
            async fn second(&self) -> Result<()>;
        ),
        quote!(let x = 5;),
    ];
    let expand = |options: TokenStream, second: TokenStream| {
        let item = quote! {
            trait Orders {
                #[point_endpoint(GET "/first")]
                async fn first(&self) -> Result<()>;
                #second
                #[point_endpoint(GET "/third")]
                async fn third(&self) -> Result<()>;
            }
        };
        expand_trait(options, item, false).to_string()
    };
    for options in outputs() {
        let whole = expand(options.clone(), TokenStream::new());
        for broken in &broken {
            let output = expand(options.clone(), broken.clone());
            assert!(output.contains("compile_error"), "{broken} is not reported");
            // An attribute without a method is one too many of the next method, which is then declared alone.
            let is_of_third = broken.to_string() == quote!(#[point_endpoint]).to_string();
            for (method, is_whole) in [("first", true), ("third", !is_of_third)] {
                let wanted = if is_whole { method.to_owned() } else { format!("fn {method} ") };
                let uses = |output: &str| output.matches(&wanted).count();
                assert_eq!(uses(&output), uses(&whole), "{method} is lost behind `{broken}`: {output}");
            }
        }
    }
}

#[test]
fn items_that_are_not_traits_are_not_changed() {
    for item in [
        quote!(
            pub struct Orders;
        ),
        quote!(
            mod orders {}
        ),
        quote!(
            fn orders() {}
        ),
        quote!(impl Orders {}),
    ] {
        let output = expand_trait(TokenStream::new(), item.clone(), true).to_string();
        assert!(output.starts_with(&item.to_string()), "{output}");
        assert!(output.contains("put it on a `trait`"), "{output}");
    }
}
