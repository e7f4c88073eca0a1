//! Makes text from a server safe to print on a terminal.

use std::borrow::Cow;

/// Replaces control characters, with which a server could write anywhere on the terminal, and those that change the order
/// in which a line is shown; line breaks and tabs stay.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let is_unsafe =
        |character: char| (character.is_control() && !matches!(character, '\n' | '\t')) || is_bidi(character);
    if !text.contains(is_unsafe) {
        return text.into();
    }
    text.replace("\r\n", "\n").replace(is_unsafe, "\u{fffd}").into()
}

/// Returns true for an embedding, an override or an isolate of the writing direction (UAX #9). Its marks, which Arabic and
/// Hebrew texts have, move no other characters.
pub(super) fn is_bidi(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_replaced_and_line_breaks_are_not() {
        assert_eq!(printable("a\u{1b}[2Jb\u{9b}1mc\r\n\td\re"), "a\u{fffd}[2Jb\u{fffd}1mc\n\td\u{fffd}e");
        assert_eq!(printable("a\u{202e}fdp\u{2066}"), "a\u{fffd}fdp\u{fffd}");
        assert!(matches!(printable("plain \u{200f}"), Cow::Borrowed(_)));
    }
}
