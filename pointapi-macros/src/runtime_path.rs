//! The only place that knows where the runtime crate is.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use crate::names;

/// The path of the runtime crate: `::pointapi`, or what `crate = ...` says.
///
/// All that generated code names goes through it, so a module that shadows `Option` or `core` changes nothing. And all
/// goes through one import, so that a wrong path is one mistake.
pub(crate) struct RuntimePath {
    root: TokenStream,
    import: Ident,
}

impl RuntimePath {
    pub(crate) fn new(path: Option<&syn::Path>, trait_name: &Ident) -> Self {
        // The trait's name is where to look if there is no such crate.
        let place = Span::call_site().located_at(trait_name.span());
        let root = path.map_or_else(|| quote_spanned!(place=> ::pointapi), ToTokens::to_token_stream);
        Self { root, import: names::import(trait_name) }
    }

    /// Output: `use ::pointapi::__private as __pointapi_Orders;`
    pub(crate) fn generate_import(&self) -> TokenStream {
        let Self { root, import } = self;
        quote!(use #root::__private as #import;)
    }

    /// Something of the runtime that generated code names.
    pub(crate) fn item(&self, name: &str) -> TokenStream {
        let import = &self.import;
        let item = Ident::new(name, Span::call_site());
        quote!(#import::#item)
    }
}
