//! JSON without characters that control a terminal.

use std::fmt::Write;
use std::io;

use serde::Serialize;

use super::text::is_bidi;
use crate::tokens::{compact, indented};

/// Serializes a value on one line.
pub(crate) fn json_line<T: Serialize>(value: &T) -> io::Result<String> {
    Ok(escaped(compact(&serde_json::to_string(value)?)))
}

/// Serializes a value over several lines.
pub(super) fn pretty<T: Serialize>(value: &T) -> io::Result<String> {
    Ok(escaped(indented(&serde_json::to_string(value)?)))
}

/// Escapes DEL, the C1 controls and those of the writing direction, which JSON allows in strings as they are: U+009B
/// begins an escape sequence.
fn escaped(json: String) -> String {
    let is_control = |character: char| matches!(character, '\u{7f}'..='\u{9f}') || is_bidi(character);
    if !json.contains(is_control) {
        return json;
    }
    json.chars().fold(String::with_capacity(json.len()), |mut escaped, character| {
        if is_control(character) {
            // Writing to a string cannot fail.
            write!(escaped, "\\u{:04x}", u32::from(character)).ok();
        } else {
            escaped.push(character);
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use serde_json::value::RawValue;

    use super::*;

    #[test]
    fn control_characters_are_escaped_and_stay_what_they_are() {
        let value = json!({"a\u{7f}": "b\u{9b}2Jc\u{1b}\u{202e}", "d": "größe"});
        for json in [json_line(&value), pretty(&value)] {
            let json = json.expect("serializable");
            assert!(!json.contains(|c: char| (c.is_control() && c != '\n') || is_bidi(c)), "{json:?}");
            assert_eq!(serde_json::from_str::<serde_json::Value>(&json).expect("valid"), value);
        }
    }

    #[test]
    fn raw_json_is_escaped() {
        let raw = RawValue::from_string("[1.10,\r\n \"\u{9b}2J\"]".to_owned()).expect("valid");
        assert_eq!(json_line(&raw).expect("serializable"), r#"[1.10,"\u009b2J"]"#);
    }
}
