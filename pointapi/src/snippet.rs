//! A piece of a body that can be shown: values masked, structure kept.

const LIMIT: usize = 1024;

/// Masks quoted values and runs of four or more digits in the first KiB of `body`.
///
/// A quoted text before a colon is a member's name and stays, if it looks like one.
pub(crate) fn masked(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(LIMIT)]);
    let mut shown = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            let length = quoted_length(rest);
            let (quoted, after) = rest.split_at(length);
            let is_name = after.trim_start().starts_with(':') && is_identifier(quoted.trim_matches('"'));
            shown.push_str(if is_name { quoted } else { "\"***\"" });
            rest = after;
        } else if first.is_ascii_digit() {
            let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let (digits, after) = rest.split_at(length);
            shown.push_str(if length < 4 { digits } else { "***" });
            rest = after;
        } else {
            shown.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    shown
}

/// The length of the quoted text that `text` begins with, quotes included; all of it where the end is missing.
fn quoted_length(text: &str) -> usize {
    let mut escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}

/// True for what looks like the name of a member; it has no digit.
pub(crate) fn is_identifier(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_' || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn quoted_values_and_long_numbers_are_masked() {
        let body = br#"{"error": "no such user 900-11-2222", "ssn": 900112222, "count": 12}"#;
        assert_eq!(masked(body), r#"{"error": "***", "ssn": ***, "count": 12}"#);
    }

    #[test]
    fn a_cut_or_escaped_quote_hides_the_rest() {
        assert_eq!(masked(br#"{"a": "x\"900"#), r#"{"a": "***""#);
    }

    #[test]
    fn a_member_name_that_is_a_value_is_masked() {
        assert_eq!(masked(br#"{"900-11-2222": 1}"#), r#"{"***": 1}"#);
    }
}
