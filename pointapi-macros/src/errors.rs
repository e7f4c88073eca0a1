//! Collects every mistake of one invocation, so that all are reported in one compile.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The mistakes found so far.
///
/// [`Errors::collect`] is the only way to create one, and it writes the mistakes into its output, so none is lost.
pub(crate) struct Errors {
    mistakes: Vec<syn::Error>,
}

impl Errors {
    /// Runs `expand` and appends the mistakes to its output, after the user's items.
    pub(crate) fn collect(expand: impl FnOnce(&mut Self) -> TokenStream) -> TokenStream {
        let mut errors = Self { mistakes: Vec::new() };
        let mut output = expand(&mut errors);
        output.extend(errors.mistakes.iter().map(syn::Error::to_compile_error));
        output
    }

    /// A mistake at one token.
    pub(crate) fn at(&mut self, span: Span, message: impl Display) {
        self.push(syn::Error::new(span, message));
    }

    /// A mistake that covers all of `tokens`.
    pub(crate) fn on(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn push(&mut self, mistake: syn::Error) {
        self.mistakes.push(mistake);
    }

    /// The value of `result`; its error is kept.
    pub(crate) fn ok<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|mistake| self.push(mistake)).ok()
    }

    /// The number so far; a caller compares it with an earlier one to learn whether a step found a mistake.
    pub(crate) fn count(&self) -> usize {
        self.mistakes.len()
    }
}
