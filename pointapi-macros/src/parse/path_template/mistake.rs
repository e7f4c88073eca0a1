//! A mistake with the place where it is: stable Rust has no span for a part of a literal, so the message draws the place
//! below itself.

use syn::LitStr;

/// A mistake with the template below it, and a caret under the character at byte `index`.
pub(super) fn mistake_at(literal: &LitStr, text: &str, index: usize, message: &str) -> syn::Error {
    let column = text.get(..index).map_or(0, |before| before.chars().count());
    let caret = " ".repeat(column + 1);
    syn::Error::new(literal.span(), format!("{message}\n\n\"{text}\"\n{caret}^"))
}
