//! A piece of a body that can be shown: values masked, structure kept.

const LIMIT: usize = 1024;

/// Masks quoted values and numbers of four or more digits in the first KiB of `body`; of what is no text nothing is
/// shown.
///
/// A quoted text before a colon is a member's name and stays, if it looks like one. A number may be written in groups,
/// as those of people and accounts are: `900-11-2222` is one. Quotes are `"` and `'`.
pub(crate) fn masked(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(LIMIT)]);
    if text.contains(|c: char| c.is_control() && !c.is_ascii_whitespace()) {
        return format!("{} bytes that are no text", body.len());
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = &*text;
    let mut is_in_word = false;
    while let Some(first) = rest.chars().next() {
        // What stands in a word is an apostrophe.
        if first == '"' || (first == '\'' && !is_in_word) {
            let length = quoted_length(rest);
            let (quoted, after) = rest.split_at(length);
            let is_name = after.trim_start().starts_with(':') && is_identifier(quoted.trim_matches(first));
            let masked = if first == '"' { "\"***\"" } else { "'***'" };
            shown.push_str(if is_name { quoted } else { masked });
            rest = after;
        } else if first.is_ascii_digit() {
            let (number, after) = rest.split_at(number_length(rest));
            let digits = number.bytes().filter(u8::is_ascii_digit).count();
            shown.push_str(if digits < 4 { number } else { "***" });
            rest = after;
        } else {
            shown.push(first);
            rest = &rest[first.len_utf8()..];
        }
        is_in_word = first.is_alphanumeric();
    }
    shown
}

/// The length of the number that `text` begins with, and of the groups that follow it after one mark each.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut length = 0;
    loop {
        length += bytes[length..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let goes_on = matches!(bytes.get(length), Some(b'-' | b'.' | b'/' | b'_' | b' '))
            && bytes.get(length + 1).is_some_and(u8::is_ascii_digit);
        if !goes_on {
            return length;
        }
        length += 1;
    }
}

/// The length of the quoted text that `text` begins with, quotes included; all of it where the end is missing.
fn quoted_length(text: &str) -> usize {
    let mut escaped = false;
    let quote = text.chars().next();
    for (index, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if Some(character) == quote => return index + 1,
            _ => {}
        }
    }
    text.len()
}

/// True for what looks like the name of a member; it has no digit.
fn is_identifier(text: &str) -> bool {
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
    fn a_number_in_groups_is_masked_whole() {
        assert_eq!(
            masked(b"no person 900-11-2222, born 1970-01-31, page 3 of 12."),
            "no person ***, born ***, page 3 of 12."
        );
    }

    #[test]
    fn an_underscore_hides_no_part_of_a_number() {
        assert_eq!(masked(b"no row person_900_11_2222 in page_3"), "no row person_*** in page_3");
        assert_eq!(masked(b"ssn_900112222_x, 9_0_0_1"), "ssn_***_x, ***");
    }

    #[test]
    fn a_text_in_single_quotes_is_masked_and_an_apostrophe_is_none() {
        assert_eq!(masked(b"can't find 'Jane_Doe' or 'it\\'s'."), "can't find '***' or '***'.");
        assert_eq!(masked(b"{'name': 'Jane Doe', 'cut"), "{'name': '***', '***'");
    }

    #[test]
    fn of_a_document_nothing_is_shown() {
        assert_eq!(masked(b"%PDF-1.7\0Jane Doe"), "17 bytes that are no text");
        assert_eq!(masked(b"line\r\n\tline"), "line\r\n\tline");
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
