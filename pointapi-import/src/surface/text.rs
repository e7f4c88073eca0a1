//! Tokens as text that can be compared.

use quote::ToTokens;
use syn::{Attribute, Meta};

/// The tokens in the parentheses of an attribute.
pub(super) fn listed(attribute: &Attribute) -> String {
    match &attribute.meta {
        Meta::List(list) => plain(&list.tokens),
        _ => String::new(),
    }
}

/// The tokens without the blanks that do not matter.
pub(super) fn plain(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    text.replace(" < ", "<")
        .replace(" >", ">")
        .replace("< ", "<")
        .replace(" :: ", "::")
        .replace("& ", "&")
        .replace(" ,", ",")
}
