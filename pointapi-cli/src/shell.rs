//! Words as a person types them in a shell.

use std::borrow::Cow;

/// Quotes a word for a POSIX shell, if it needs that.
pub(crate) fn quoted(word: &str) -> Cow<'_, str> {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "-_./:@%+=,".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.into();
    }
    format!("'{}'", word.replace('\'', r"'\''")).into()
}

/// Returns an option of a command and its value, after a blank.
pub(crate) fn option(name: &str, value: &str) -> String {
    let sign = if value.starts_with('-') { '=' } else { ' ' };
    format!(" --{name}{sign}{}", quoted(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_quoted_if_a_shell_would_change_it() {
        for plain in ["loan-7731", "a/b.jsonl"] {
            assert_eq!(quoted(plain), plain);
        }
        for (word, typed) in [("", "''"), ("Loan 7", "'Loan 7'"), ("a'b", r"'a'\''b'"), ("$x", "'$x'"), ("~", "'~'")] {
            assert_eq!(quoted(word), typed);
        }
    }

    #[test]
    fn a_value_of_an_option_is_not_taken_for_one() {
        assert_eq!((option("save", "out"), option("save", "-o")), (" --save out".into(), " --save=-o".into()));
    }
}
