//! Path templates: `/orders/{id}`, literal text and placeholders, perhaps with a fixed query behind.

mod argument;
mod mistake;
mod scanner;
mod segments;

use syn::LitStr;

use crate::model::path_template::PathTemplate;
pub(crate) use argument::{in_rust, path_argument};
use scanner::Scanner;
use segments::{forbid_absolute_url, forbid_odd_segments};

/// Input: `"/a b/{id}?x=1"`
///
/// Output: pieces `/a%20b/` and `?x=1`, placeholder `id`, fixed query name `x`; or the first mistake.
pub(crate) fn parse_template(literal: &LitStr) -> syn::Result<PathTemplate> {
    let text = literal.value();
    forbid_absolute_url(&text, literal)?;
    if !text.starts_with(['/', '?']) {
        let message = format!("the path must start with `/`; write `\"/{text}\"`");
        return Err(syn::Error::new(literal.span(), message));
    }
    let mut scanner = Scanner::new(&text, literal);
    scanner.scan()?;
    let (path, query) = text.split_once('?').unwrap_or((&text, ""));
    forbid_odd_segments(path, &text, literal)?;
    scanner.pieces.push(scanner.piece);
    Ok(PathTemplate {
        text: text.clone(),
        pieces: scanner.pieces,
        placeholders: scanner.placeholders,
        fixed_query: query_names(query),
        span: literal.span(),
    })
}

/// A template that others are appended to.
pub(crate) fn parse_prefix(literal: &LitStr) -> syn::Result<PathTemplate> {
    if literal.value().is_empty() {
        return Ok(PathTemplate::empty(literal.span()));
    }
    let prefix = parse_template(literal)?;
    if let Some(shorter) = prefix.text.strip_suffix('/') {
        let message = format!("each path begins with `/`, so a prefix ends without it; write `\"{shorter}\"`");
        return Err(syn::Error::new(literal.span(), message));
    }
    if prefix.text.contains('?') {
        return Err(syn::Error::new(literal.span(), "a prefix cannot have a query; move the query to the endpoints"));
    }
    Ok(prefix)
}

fn query_names(query: &str) -> Vec<String> {
    query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty()).map(decoded).collect()
}

/// Input: `%24top`
///
/// Output: `$top`
fn decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        let octet = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(octet.unwrap_or(b'%'));
        rest = if octet.is_some() { &after[2..] } else { after };
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests;
