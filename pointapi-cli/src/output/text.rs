//! Makes text from a server safe to print on a terminal.

use std::borrow::Cow;

/// Replaces control characters, with which a server could write anywhere on the terminal; line breaks and tabs stay.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let is_unsafe = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    if text.contains(is_unsafe) { text.replace(is_unsafe, "\u{fffd}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_replaced() {
        assert_eq!(printable("a\u{1b}[2Jb\u{9b}1mc\r\n\td"), "a\u{fffd}[2Jb\u{fffd}1mc\u{fffd}\n\td");
        assert!(matches!(printable("plain"), Cow::Borrowed(_)));
    }
}
