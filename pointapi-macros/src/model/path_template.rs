//! A path template whose braces, characters and segments are valid.

use proc_macro2::Span;

/// `/orders/{id}`: literal pieces, with a placeholder between each two.
#[derive(Clone)]
pub(crate) struct PathTemplate {
    /// As the user wrote it.
    pub(crate) text: String,
    /// The literal parts, percent-encoded, with `?...` in the last if it has a fixed query; one more than placeholders.
    pub(crate) pieces: Vec<String>,
    pub(crate) placeholders: Vec<String>,
    /// The names of the fixed query's pairs.
    pub(crate) fixed_query: Vec<String>,
    pub(crate) span: Span,
}

impl PathTemplate {
    /// The template of an endpoint that is called by URL.
    pub(crate) fn empty(span: Span) -> Self {
        Self {
            text: String::new(),
            pieces: vec![String::new()],
            placeholders: Vec::new(),
            fixed_query: Vec::new(),
            span,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// This template with the placeholders and pieces of `prefix` in front.
    ///
    /// Input: `/v1/{tenant}` and `/orders/{id}`
    ///
    /// Output: `/v1/{tenant}/orders/{id}`
    pub(crate) fn behind(self, prefix: &Self) -> Self {
        let mut pieces = prefix.pieces.clone();
        let mut own_pieces = self.pieces.into_iter();
        if let (Some(seam), Some(first)) = (pieces.last_mut(), own_pieces.next()) {
            seam.push_str(&first);
        }
        pieces.extend(own_pieces);
        Self {
            text: format!("{}{}", prefix.text, self.text),
            pieces,
            placeholders: [prefix.placeholders.clone(), self.placeholders].concat(),
            fixed_query: self.fixed_query,
            span: self.span,
        }
    }
}
