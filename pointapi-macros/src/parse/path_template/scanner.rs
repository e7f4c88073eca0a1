//! Reads a template character by character.

use std::iter::Peekable;
use std::str::CharIndices;

use syn::LitStr;
use syn::ext::IdentExt;

use super::argument::{identifier, in_rust};
use super::mistake::mistake_at;
use crate::model::path_template::Placeholder;

/// Reads a template from left to right.
pub(super) struct Scanner<'a> {
    text: &'a str,
    literal: &'a LitStr,
    characters: Peekable<CharIndices<'a>>,
    is_in_query: bool,
    pub(super) piece: String,
    pub(super) pieces: Vec<String>,
    pub(super) placeholders: Vec<Placeholder>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, literal: &'a LitStr) -> Self {
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

    pub(super) fn scan(&mut self) -> syn::Result<()> {
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
