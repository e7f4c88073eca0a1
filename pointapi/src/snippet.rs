//! The beginning of a body with values masked and structure kept.

/// The bytes of a body that are shown.
const LIMIT: usize = 1024;

/// The longest error code.
const MAX_CODE: usize = 64;

/// The most capitals in a row, with that of the word behind them: `HTTPSError`.
const MAX_ACRONYM: usize = 6;

/// Masks quoted values and numbers of four or more digits in the first KiB of `body`; binary data is not shown.
///
/// A quoted text before a colon is a name and stays, if it looks like one. The value of a name such as `error` or `code`
/// stays, if it is a single ASCII word. A number may be written in groups, as those of people and accounts are:
/// `900-11-2222` is one number. Quotes are `"` and `'`.
pub(crate) fn masked(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(LIMIT)]);
    if text.contains(|c: char| c.is_control() && !c.is_ascii_whitespace()) {
        return format!("{} bytes of binary data", body.len());
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = &*text;
    let mut is_in_word = false;
    let mut names_code = false;
    while let Some(first) = rest.chars().next() {
        // A single quote inside a word is an apostrophe.
        if first == '"' || (first == '\'' && !is_in_word) {
            let (quoted, after) = rest.split_at(quoted_length(rest));
            let content = quoted.trim_matches(first);
            let is_name = after.trim_start().starts_with(':') && is_identifier(content);
            let is_code = names_code && first == '"' && is_code(content);
            let masked = if first == '"' { "\"***\"" } else { "'***'" };
            shown.push_str(if is_name || is_code { quoted } else { masked });
            names_code = is_name && is_name_of_code(content);
            rest = after;
        } else if first.is_ascii_digit() {
            let (number, after) = rest.split_at(number_length(rest));
            let digits = number.bytes().filter(u8::is_ascii_digit).count();
            shown.push_str(if digits < 4 { number } else { "***" });
            rest = after;
        } else {
            shown.push(first);
            names_code &= first == ':' || first.is_ascii_whitespace();
            rest = &rest[first.len_utf8()..];
        }
        is_in_word = first.is_alphanumeric();
    }
    shown
}

/// True for a name whose value is a code in the errors of common APIs, such as `error`, `code` or `error_type`. Longer
/// names may be those of personal data, such as `postalCode` or `maritalStatus`.
fn is_name_of_code(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let is_about_an_error = ["error", "fault"].iter().any(|begin| name.starts_with(begin));
    ["error", "code", "type", "reason", "status", "category"]
        .iter()
        .any(|end| name == *end || (is_about_an_error && name.ends_with(end)))
}

/// True for a single ASCII word with fewer than four digits.
fn is_code(text: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':' | b'/');
    (1..=MAX_CODE).contains(&text.len())
        && text.bytes().all(is_word)
        && text.bytes().filter(u8::is_ascii_digit).count() < 4
        && !looks_random(text)
}

/// True for mixed case with a digit or with two capitals in a row that is not of words, as an authorization code.
fn looks_random(text: &str) -> bool {
    let is_mixed =
        text.bytes().any(|byte| byte.is_ascii_lowercase()) && text.bytes().any(|byte| byte.is_ascii_uppercase());
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let is_capital = |byte: &u8| byte.is_ascii_uppercase();
    let is_suspicious = has_digit || text.as_bytes().windows(2).any(|pair| pair.iter().all(is_capital));
    is_mixed && is_suspicious && !is_of_words(text.as_bytes())
}

/// True for words, acronyms and numbers in camel case, such as `InvalidS3Key`: each word has a vowel and two letters.
fn is_of_words(text: &[u8]) -> bool {
    let class = |byte: u8| (byte.is_ascii_uppercase(), byte.is_ascii_lowercase(), byte.is_ascii_digit());
    let is_vowel = |byte: &u8| b"aeiouy".contains(&byte.to_ascii_lowercase());
    let mut before: &[u8] = &[];
    text.chunk_by(|one, other| class(*one) == class(*other)).all(|run| {
        let capital = before.last().filter(|byte| byte.is_ascii_uppercase());
        let is_allowed = match run[0] {
            byte if byte.is_ascii_uppercase() => run.len() <= MAX_ACRONYM,
            byte if byte.is_ascii_lowercase() => {
                let letters = || capital.into_iter().chain(run);
                letters().count() >= 2 && letters().any(is_vowel)
            }
            byte if byte.is_ascii_digit() => before.last().is_some_and(u8::is_ascii_alphabetic),
            _ => true,
        };
        before = run;
        is_allowed
    })
}

/// The length of the number that `text` begins with, including the groups that follow it after one mark each.
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

/// The length of the quoted text that `text` begins with, quotes included; the length of `text` if the end is missing.
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

/// True for a text that looks like the name of a member; it has no digit.
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
    fn error_codes_stay_and_free_text_is_masked() {
        assert_eq!(
            masked(br#"{"error":"invalid_grant","error_description":"Jane Doe is locked","code": "E024"}"#),
            r#"{"error":"invalid_grant","error_description":"***","code": "E024"}"#,
        );
        assert_eq!(
            masked(br#"{"error":{"name":"Jane","errorCode":"NOT_FOUND"}}"#),
            r#"{"error":{"name":"***","errorCode":"NOT_FOUND"}}"#
        );
        assert_eq!(
            masked(br#"{"code":"900112222","status":["Jane"],"type":"a b"}"#),
            r#"{"code":"***","status":["***"],"type":"***"}"#
        );
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
    fn a_text_in_single_quotes_is_masked_and_an_apostrophe_is_not_a_quote() {
        assert_eq!(masked(b"can't find 'Jane_Doe' or 'it\\'s'."), "can't find '***' or '***'.");
        assert_eq!(masked(b"{'name': 'Jane Doe', 'cut"), "{'name': '***', '***'");
    }

    #[test]
    fn binary_data_is_not_shown() {
        assert_eq!(masked(b"%PDF-1.7\0Jane Doe"), "17 bytes of binary data");
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
    #[test]
    fn codes_of_errors_are_shown_and_other_words_are_not() {
        for shown in [
            r#"{"error": "invalid_grant"}"#,
            r#"{"code": "NoSuchKey"}"#,
            r#"{"errorCode": "E12"}"#,
            r#"{"type": "about:blank"}"#,
            r#"{"type": "OAuthException"}"#,
            r#"{"code": "InvalidAPIKey"}"#,
            r#"{"Code": "InvalidS3Bucket"}"#,
            r#"{"code": "HTTPVersionNotSupported"}"#,
            r#"{"code": "DNSError"}"#,
            r#"{"status": "NOT_FOUND"}"#,
        ] {
            assert_eq!(masked(shown.as_bytes()), shown);
        }
        for hidden in [
            r#"{"code": "SplxlOBeZQQYbYjS"}"#,
            r#"{"code": "4a9fC0d1bEe"}"#,
            r#"{"code": "aB3dE"}"#,
            r#"{"code": "AgAAAAxYzQw"}"#,
            r#"{"code": "VGhlUXVpY2tC"}"#,
            r#"{"passcode": "hunter"}"#,
            r#"{"postalCode": "SW1A"}"#,
            r#"{"maritalStatus": "Widowed"}"#,
        ] {
            assert!(masked(hidden.as_bytes()).ends_with(r#": "***"}"#), "{hidden}");
        }
    }
}
