//! Path templates: `/orders/{id}`, literal text and placeholders, perhaps with a fixed query behind.
//!
//! Stable Rust has no span for a part of a literal, so each message draws the place below itself.

use std::iter::Peekable;
use std::str::CharIndices;

use proc_macro2::Ident;
use syn::LitStr;
use syn::ext::IdentExt;
use syn::parse::Parser;

use crate::model::path_template::{PathTemplate, Placeholder};

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

/// Reads a template from left to right.
struct Scanner<'a> {
    text: &'a str,
    literal: &'a LitStr,
    characters: Peekable<CharIndices<'a>>,
    is_in_query: bool,
    piece: String,
    pieces: Vec<String>,
    placeholders: Vec<Placeholder>,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, literal: &'a LitStr) -> Self {
        Self {
            text,
            literal,
            characters: text.char_indices().peekable(),
            is_in_query: false,
            piece: String::new(),
            pieces: Vec::new(),
            placeholders: Vec::new(),
        }
    }

    fn scan(&mut self) -> syn::Result<()> {
        while let Some((index, character)) = self.characters.next() {
            match character {
                '{' | '}' if self.repeats(character) => self.push_encoded(character),
                '{' => self.scan_placeholder(index)?,
                '}' => return Err(self.mistake(index, "stray `}` in the path; remove it, or write `}}` for a brace")),
                '%' if !self.is_followed_by_hex(index) => {
                    return Err(self.mistake(index, "`%` begins an encoded byte; write `%25` for a percent sign"));
                }
                '?' if !self.is_in_query => {
                    self.is_in_query = true;
                    self.piece.push('?');
                }
                _ => {
                    self.forbid_character(index, character)?;
                    self.push_encoded(character);
                }
            }
        }
        Ok(())
    }

    /// Takes the second of two equal characters.
    fn repeats(&mut self, character: char) -> bool {
        self.characters.next_if(|(_, next)| *next == character).is_some()
    }

    fn scan_placeholder(&mut self, start: usize) -> syn::Result<()> {
        let mut name = String::new();
        loop {
            match self.characters.next() {
                Some((_, '}')) => break,
                Some((_, '{' | '/')) | None => {
                    let message = "unclosed `{` in the path; add `}`, or write `{{` for a brace";
                    return Err(self.mistake(start, message));
                }
                Some((_, character)) => name.push(character),
            }
        }
        let Some(Placeholder { name, takes_segments }) = placeholder(&name) else {
            let message = format!(
                "`{{{name}}}` is not a placeholder; write a name of letters, digits, `_`, `-` and `.`, such as `{{id}}`"
            );
            return Err(self.mistake(start, &message));
        };
        if self.is_in_query {
            let message =
                format!("query values are arguments, not placeholders; write `#[query] {}: ...`", in_rust(&name));
            return Err(self.mistake(start, &message));
        }
        if self.placeholders.iter().any(|earlier| earlier.name == name) {
            let message = format!("`{{{name}}}` appears twice; give the second one a name of its own");
            return Err(self.mistake(start, &message));
        }
        self.pieces.push(std::mem::take(&mut self.piece));
        self.placeholders.push(Placeholder { name, takes_segments });
        Ok(())
    }

    fn forbid_character(&self, index: usize, character: char) -> syn::Result<()> {
        let message = match character {
            '#' => "a fragment is never sent; remove it from `#` on, or write `%23`".to_owned(),
            '\\' => "`\\` is not a separator; write `/`".to_owned(),
            ' ' => "a path cannot contain a space; write `%20`".to_owned(),
            _ if character.is_control() || character.is_whitespace() => {
                format!("a path cannot contain `{}` (index {index}); remove it", character.escape_default())
            }
            _ if !character.is_ascii() => {
                let encoded: String = character.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect();
                format!("`{character}` at index {index} is not ASCII; write `{encoded}`")
            }
            _ => return Ok(()),
        };
        Err(self.mistake(index, &message))
    }

    /// Appends an ASCII character as it may stand in a URL; parsers of URLs encode `'` in a query, and not in a path.
    fn push_encoded(&mut self, character: char) {
        let is_plain = character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/%?".contains(character);
        if is_plain && !(self.is_in_query && character == '\'') {
            self.piece.push(character);
        } else {
            self.piece.push_str(&format!("%{:02X}", u32::from(character)));
        }
    }

    fn is_followed_by_hex(&self, index: usize) -> bool {
        self.text.get(index + 1..index + 3).is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
    }

    fn mistake(&self, index: usize, message: &str) -> syn::Error {
        mistake_at(self.literal, self.text, index, message)
    }
}

/// Input: `id`, `r#type`, `order-id` or `path*`
///
/// Output: the placeholder `id`, `type`, `order-id` or `path`; `None` if it is not a name
fn placeholder(text: &str) -> Option<Placeholder> {
    let (name, takes_segments) = text.strip_suffix('*').map_or((text, false), |name| (name, true));
    if let Some(ident) = identifier(name) {
        return Some(Placeholder { name: ident.unraw().to_string(), takes_segments });
    }
    let is_name = name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    is_name.then(|| Placeholder { name: name.to_owned(), takes_segments })
}

fn identifier(name: &str) -> Option<Ident> {
    Ident::parse_any.parse_str(name).ok()
}

/// The argument that fills a placeholder, as it is to be written.
///
/// Input: `id` or `order-id`
///
/// Output: `id: ...` or `#[path("order-id")] order_id: ...`, in backticks
pub(crate) fn path_argument(name: &str) -> String {
    match identifier(name) {
        Some(_) => format!("`{name}: ...`"),
        None => format!("`#[path(\"{name}\")] {}: ...`", in_rust(name)),
    }
}

/// Input: `order-id`
///
/// Output: `order_id`
pub(crate) fn in_rust(name: &str) -> String {
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}

fn forbid_absolute_url(text: &str, literal: &LitStr) -> syn::Result<()> {
    let path = text.split('?').next().unwrap_or_default();
    if path.contains("://") || path.starts_with("//") {
        let message = "the host is set by the client; write the path alone and set the host with `base_url`, \
                       or take a `#[url]` argument";
        return Err(syn::Error::new(literal.span(), message));
    }
    Ok(())
}

/// Segments that a server or a proxy would not take as written.
fn forbid_odd_segments(path: &str, text: &str, literal: &LitStr) -> syn::Result<()> {
    let mut index = 1;
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        let decoded = segment.to_ascii_lowercase().replace("%2e", ".");
        let bare = segment.trim_start_matches([':', '<', '*']).trim_end_matches('>');
        let message = match segment {
            "" if !is_last => Some("`//` makes an empty segment; write one `/`".to_owned()),
            _ if decoded == "." || decoded == ".." => {
                Some(format!("a `{segment}` segment is resolved before the request is sent; write the path without it"))
            }
            _ if is_other_placeholder(segment) => {
                let star = if segment.starts_with('*') { "*" } else { "" };
                let literal = segment
                    .strip_prefix(':')
                    .map_or(String::new(), |verb| format!(", or `%3A{verb}` for a literal colon"));
                Some(format!("`{segment}` is the placeholder of another framework; write `{{{bare}{star}}}`{literal}"))
            }
            _ => None,
        };
        if let Some(message) = message {
            return Err(mistake_at(literal, text, index, &message));
        }
        index += segment.len() + 1;
    }
    Ok(())
}

/// `:id`, `*rest` and `<id>`.
fn is_other_placeholder(segment: &str) -> bool {
    let starts_a_name = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    segment.strip_prefix([':', '*']).is_some_and(starts_a_name) || (segment.starts_with('<') && segment.ends_with('>'))
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

/// A mistake with the template below it, and a caret under the character at byte `index`.
fn mistake_at(literal: &LitStr, text: &str, index: usize, message: &str) -> syn::Error {
    let column = text.get(..index).map_or(0, |before| before.chars().count());
    let caret = " ".repeat(column + 1);
    syn::Error::new(literal.span(), format!("{message}\n\n\"{text}\"\n{caret}^"))
}

#[cfg(test)]
mod tests;
