//! The one grammar of all attributes: `name`, `name = value`, `name(list)`, with commas between.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::Token;
use syn::ext::IdentExt;
use syn::parse::ParseStream;

use crate::errors::Errors;

/// One argument of an attribute.
pub(crate) struct Argument {
    pub(crate) name: Ident,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    /// `idempotent`
    Absent,
    /// `timeout = "30s"`
    Assigned(TokenStream),
    /// `headers("X-A" = "1")`
    Listed(TokenStream),
}

/// Parses arguments to the end; a broken one does not affect the others.
pub(crate) fn parse_arguments(input: ParseStream<'_>, errors: &mut Errors) -> Vec<Argument> {
    let mut arguments = Vec::new();
    while !input.is_empty() {
        let argument = parse_argument(input).and_then(|argument| {
            if !input.is_empty() {
                input.parse::<Token![,]>().map_err(|_| input.error("expected `,` between two options"))?;
            }
            Ok(argument)
        });
        match errors.ok(argument) {
            Some(argument) => arguments.push(argument),
            None => skip_to_next(input),
        }
    }
    arguments
}

fn parse_argument(input: ParseStream<'_>) -> syn::Result<Argument> {
    let name = Ident::parse_any(input).map_err(|_| input.error("expected an option, such as `timeout = \"30s\"`"))?;
    let value = if input.peek(Token![=]) {
        let equals = input.parse::<Token![=]>()?;
        let tokens = take_value(input);
        if tokens.is_empty() {
            return Err(syn::Error::new_spanned(equals, format!("`{name} =` needs a value")));
        }
        Value::Assigned(tokens)
    } else if input.peek(syn::token::Paren) {
        let list;
        syn::parenthesized!(list in input);
        Value::Listed(list.parse()?)
    } else {
        Value::Absent
    };
    Ok(Argument { name, value })
}

/// Takes what stands before the next comma that is not within `<...>`.
pub(crate) fn take_value(input: ParseStream<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    let mut open_angles = 0_usize;
    while !input.is_empty() && (open_angles > 0 || !input.peek(Token![,])) {
        let Ok(token) = input.parse::<TokenTree>() else { break };
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => open_angles += 1,
                '>' => open_angles = open_angles.saturating_sub(1),
                _ => {}
            }
        }
        tokens.extend([token]);
    }
    tokens
}

/// Advances `input` past the next comma.
fn skip_to_next(input: ParseStream<'_>) {
    take_value(input);
    // Absent only at the end, where there is nothing to skip.
    let _comma: Option<Token![,]> = input.parse().ok();
}
