//! The only place that knows where the runtime crate is.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};

/// The path of the runtime crate: `::pointapi`, or the value of `crate = ...`.
///
/// Everything that generated code names goes through it, so a module that shadows `Option` or `core` changes nothing.
pub(crate) struct RuntimePath {
    root: TokenStream,
    /// The name of the import beside the trait.
    alias: Option<Ident>,
}

impl RuntimePath {
    pub(crate) fn new(path: Option<&syn::Path>, trait_name: &Ident) -> Self {
        // A missing crate is reported at the trait's name.
        let place = Span::call_site().located_at(trait_name.span());
        let root = path.map_or_else(|| quote_spanned!(place=> ::pointapi), ToTokens::to_token_stream);
        Self { root, alias: None }
    }

    /// The path of a trait's attribute. Everything goes through one import beside the trait, so that a wrong path is one
    /// error.
    pub(crate) fn of_trait(path: Option<&syn::Path>, trait_name: &Ident) -> Self {
        let alias = path.map(|_| format_ident!("__pointapi_{}", trait_name, span = Span::call_site()));
        Self { alias, ..Self::new(path, trait_name) }
    }

    /// Output: `use path::to::pointapi::__private as __pointapi_Orders;`
    pub(crate) fn generate_import_beside_trait(&self) -> Option<TokenStream> {
        let (root, alias) = (&self.root, self.alias.as_ref()?);
        Some(quote!(use #root::__private as #alias;))
    }

    /// Output: `use ::pointapi::__private as __pointapi;`, for the block that holds the implementations
    pub(crate) fn generate_import(&self) -> TokenStream {
        let items = self.generate_items();
        quote!(use #items as __pointapi;)
    }

    fn generate_items(&self) -> TokenStream {
        let root = &self.root;
        self.alias.as_ref().map_or_else(|| quote!(#root::__private), ToTokens::to_token_stream)
    }

    /// An item of the runtime, as the implementations name it.
    pub(crate) fn item(&self, name: &str) -> TokenStream {
        let item = Ident::new(name, Span::call_site());
        quote!(__pointapi::#item)
    }

    /// As [`Self::item`], placed at a span of the user code.
    pub(crate) fn item_at(&self, name: &str, span: Span) -> TokenStream {
        let place = Span::call_site().located_at(span);
        let item = Ident::new(name, place);
        quote_spanned!(place=> __pointapi::#item)
    }

    /// As [`Self::absolute`], placed at a span of the user code.
    pub(crate) fn absolute_at(&self, name: &str, span: Span) -> TokenStream {
        let place = |token: TokenTree| {
            let mut placed = token;
            placed.set_span(placed.span().located_at(span));
            placed
        };
        self.absolute(name).into_iter().map(place).collect()
    }

    /// As [`Self::item`], placed from one span of the user code to another.
    pub(crate) fn item_between(&self, name: &str, start: Span, end: Span) -> TokenStream {
        let [start, end] = [start, end].map(|span| Span::call_site().located_at(span));
        let item = Ident::new(name, end);
        quote_spanned!(start=> __pointapi::#item)
    }

    /// An item of the runtime, as it can be named anywhere.
    pub(crate) fn absolute(&self, name: &str) -> TokenStream {
        let items = self.generate_items();
        let item = Ident::new(name, Span::call_site());
        quote!(#items::#item)
    }
}
