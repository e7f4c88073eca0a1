//! Text of a document in one line of output.

use std::fmt::{self, Write};

/// Text in which U+FFFD replaces each character that ends a line, controls a terminal or reorders what is shown.
///
/// The output of a build script is read line by line: a line break in a name would begin a directive of cargo.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printable<'a>(pub(crate) &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |c: char| if c.is_control() || is_invisible(c) { char::REPLACEMENT_CHARACTER } else { c };
        self.0.chars().try_for_each(|c| formatter.write_char(shown(c)))
    }
}

/// True for a character that has no glyph, separates lines, or changes the direction of text (rustc rejects those).
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_ends_the_line_or_controls_the_terminal() {
        let unsafe_characters = "\n\r\t\0\u{1b}\u{7f}\u{85}\u{9b}\u{2028}\u{2029}\u{202e}\u{2066}\u{61c}\u{feff}";
        let shown = Printable(unsafe_characters).to_string();
        assert_eq!(shown, "\u{fffd}".repeat(unsafe_characters.chars().count()));
        assert_eq!(Printable("`größe` / 日本 (a b)").to_string(), "`größe` / 日本 (a b)");
    }
}
