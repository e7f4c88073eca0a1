//! Collects every mistake of one invocation, so that all are reported in one compile.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The mistakes found so far.
///
/// The only way to have one is [`Errors::collect`], which puts the mistakes into its output: they cannot be lost.
pub(crate) struct Errors {
    mistakes: Vec<syn::Error>,
}

impl Errors {
    /// Runs `expand`; the mistakes it found come behind its output, so that the user's items come first.
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

    /// How many there are: more than before means that something was wrong in between.
    pub(crate) fn count(&self) -> usize {
        self.mistakes.len()
    }
}
