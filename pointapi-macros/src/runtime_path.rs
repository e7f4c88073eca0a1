//! The only place that knows where the runtime crate is.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

/// The path of the runtime crate: `::pointapi`, or what `crate = ...` says.
///
/// All that generated code names goes through it, so a module that shadows `Option` or `core` changes nothing.
pub(crate) struct RuntimePath {
    root: TokenStream,
}

impl RuntimePath {
    pub(crate) fn of_option(path: Option<&syn::Path>) -> Self {
        let root = path.map_or_else(|| quote!(::pointapi), ToTokens::to_token_stream);
        Self { root }
    }

    /// An item that generated code alone may name.
    pub(crate) fn private(&self, item: &str) -> TokenStream {
        let root = &self.root;
        let item = Ident::new(item, Span::call_site());
        quote!(#root::__private::#item)
    }

    /// An item that users name too, for signatures that they read.
    pub(crate) fn public(&self, item: &str) -> TokenStream {
        let root = &self.root;
        let item = Ident::new(item, Span::call_site());
        quote!(#root::#item)
    }
}
