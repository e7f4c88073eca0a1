//! Makes text of a document safe to print on one line.

use std::fmt::{self, Write};

/// Text with U+FFFD in place of each control character and of each character that [`is_unsafe_format`].
///
/// Cargo reads the output of a build script line by line: after a line break, a name could begin an instruction to
/// Cargo.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printable<'a>(pub(crate) &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let replaced = |c: char| if c.is_control() || is_unsafe_format(c) { char::REPLACEMENT_CHARACTER } else { c };
        self.0.chars().try_for_each(|c| formatter.write_char(replaced(c)))
    }
}

/// Returns true for a zero-width character, a line or paragraph separator, or a mark that changes the direction of
/// text.
///
/// A direction mark can hide what a line of code does, so rustc rejects most of them in comments and strings.
pub(crate) fn is_unsafe_format(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_ends_the_line_or_controls_the_terminal_is_replaced() {
        let unsafe_characters = "\n\r\t\0\u{1b}\u{7f}\u{85}\u{9b}\u{2028}\u{2029}\u{202e}\u{2066}\u{61c}\u{feff}";
        let shown = Printable(unsafe_characters).to_string();
        assert_eq!(shown, "\u{fffd}".repeat(unsafe_characters.chars().count()));
        assert_eq!(Printable("`größe` / 日本 (a b)").to_string(), "`größe` / 日本 (a b)");
    }
}
