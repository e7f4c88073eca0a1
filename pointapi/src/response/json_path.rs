//! The path of an error in a JSON text, found by scanning the text up to the error's line and column.
//!
//! Wrapping the deserializer would give the same path, and slow every response down.

use std::fmt::Write;

use super::field_names::Step;

/// The number of steps that a path shows.
const MAX_STEPS: usize = 16;

/// An object or a list that is open at a place of the text.
enum Level<'a> {
    Object { key: Option<&'a [u8]>, expects_key: bool },
    List { index: usize },
}

/// The steps to the value at `line` and `column` of a `serde_json::Error`.
pub(super) fn steps_to(json: &[u8], line: usize, column: usize) -> Vec<Step<'_>> {
    steps_in(text_to(json, line, column))
}

/// The steps to the value that a type rejects there. One that was buffered first, as those of a tagged or an untagged enum
/// are, is rejected behind the comma or the bracket that follows it in a list.
pub(super) fn steps_to_rejected(json: &[u8], line: usize, column: usize) -> Vec<Step<'_>> {
    let text = text_to(json, line, column).trim_ascii_end();
    steps_in(text.strip_suffix(b",").or_else(|| text.strip_suffix(b"]")).unwrap_or(text))
}

fn text_to(json: &[u8], line: usize, column: usize) -> &[u8] {
    let line_start: usize =
        json.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    &json[..line_start.saturating_add(column).min(json.len())]
}

/// The steps to the end of a text.
fn steps_in(text: &[u8]) -> Vec<Step<'_>> {
    let steps = levels(text).into_iter().filter_map(|level| match level {
        Level::Object { key, .. } => key.map(|key| Step::Key(str::from_utf8(key).unwrap_or_default())),
        Level::List { index } => Some(Step::Index(index)),
    });
    steps.collect()
}

/// The path in one line, such as `orders[3].*`.
///
/// A key that is not the name of a field may be personal data, and is shown as `*`.
pub(super) fn show(steps: &[Step<'_>], are_names: &[bool]) -> String {
    let mut path = String::new();
    for (position, step) in steps.iter().enumerate() {
        match step {
            Step::Key(key) => {
                let dot = if path.is_empty() { "" } else { "." };
                let name = if are_names.get(position) == Some(&true) { key } else { "*" };
                let _ = write!(path, "{dot}{name}");
            }
            Step::Index(index) => drop(write!(path, "[{index}]")),
        }
    }
    path
}

/// The outermost objects and lists that are open at the end of `text`. Deeper ones are only counted, so that a text of
/// nothing but brackets needs no memory.
fn levels(text: &[u8]) -> Vec<Level<'_>> {
    let mut levels = Vec::new();
    let mut deeper = 0_usize;
    let mut position = 0;
    while let Some(byte) = text.get(position) {
        let is_full = levels.len() == MAX_STEPS;
        match (byte, levels.last_mut().filter(|_| deeper == 0)) {
            (b'"', last) => {
                let length = string_length(&text[position..]);
                if let Some(Level::Object { key, expects_key: true }) = last {
                    *key = text.get(position + 1..position + length - 1);
                }
                position += length;
                continue;
            }
            (b'{' | b'[', _) if is_full => deeper += 1,
            (b'{', _) => levels.push(Level::Object { key: None, expects_key: true }),
            (b'[', _) => levels.push(Level::List { index: 0 }),
            (b'}' | b']', _) if deeper > 0 => deeper -= 1,
            (b'}' | b']', _) => drop(levels.pop()),
            (b':', Some(Level::Object { expects_key, .. })) => *expects_key = false,
            (b',', Some(Level::Object { key, expects_key })) => (*key, *expects_key) = (None, true),
            (b',', Some(Level::List { index })) => *index += 1,
            _ => {}
        }
        position += 1;
    }
    levels
}

/// The length of the string that `text` begins with, quotes included; the length of `text` if the end is missing.
fn string_length(text: &[u8]) -> usize {
    let mut is_escaped = false;
    for (position, byte) in text.iter().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return position + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;
    use crate::response::field_names::field_names;

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is only decoded")]
    struct Order {
        id: String,
        lines: Vec<Line>,
        people: BTreeMap<String, u8>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is only decoded")]
    struct Line {
        count: u8,
        note: Option<String>,
    }

    fn path(json: &str) -> String {
        let error = serde_json::from_str::<Vec<Order>>(json).unwrap_err();
        let steps = steps_to(json.as_bytes(), error.line(), error.column());
        show(&steps, &field_names::<Vec<Order>>(&steps))
    }

    #[test]
    fn a_field_of_another_type_is_named_with_its_path() {
        assert_eq!(path(r#"[{"id": 7}]"#), "[0].id");
        assert_eq!(path(r#"[{"id": {"a": [1]}}]"#), "[0].id");
        assert_eq!(
            path("[\n {\"id\": \"a\\\"]\",\n  \"lines\": [{\"count\": 1}, {\"count\": 300}]}]"),
            "[0].lines[1].count"
        );
        assert_eq!(path(r#"[{"lines": [{"count": 1, "note": true}]}]"#), "[0].lines[0].note");
    }

    #[derive(Debug, Deserialize)]
    #[serde(tag = "kind")]
    #[expect(dead_code, reason = "it is only decoded")]
    enum Tagged {
        Circle { r: u8 },
    }

    #[derive(Debug, Deserialize)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "it is only decoded")]
    enum Untagged {
        Circle { r: u8 },
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is only decoded")]
    enum Named {
        Circle { r: u8 },
    }

    fn item<T: serde::de::DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
        let error = serde_json::from_str::<Vec<T>>(json).unwrap_err();
        let steps = steps_to_rejected(json.as_bytes(), error.line(), error.column());
        show(&steps, &field_names::<Vec<T>>(&steps))
    }

    #[test]
    fn an_item_that_is_buffered_first_is_named() {
        let (good, bad) = (r#"{"kind": "Circle", "r": 1}"#, r#"{"kind": "Circle", "r": "x"}"#);
        for (json, path) in [
            (format!("[{bad} , {good}]"), "[0]"),
            (format!("[{good}, {bad}, {good}]"), "[1]"),
            (format!("[{good}, {bad}\n]"), "[1]"),
        ] {
            assert_eq!(item::<Tagged>(&json), path, "{json}");
            assert_eq!(item::<Untagged>(&json), path, "{json}");
        }
        assert_eq!(item::<Named>(r#"[{"Circle": {"r": "x"}}, {"Circle": {"r": 1}}]"#), "[0].Circle.r");
    }

    #[test]
    fn a_text_of_brackets_needs_no_memory() {
        let json = format!("{}1]", "[".repeat(1_000_000));
        let used =
            allocation_counter::measure(|| assert_eq!(steps_to(json.as_bytes(), 1, json.len()).len(), MAX_STEPS));
        assert!(used.bytes_max < 4096, "{used:?}");
        assert_eq!(levels(format!("[1, {}{}, 3", "[".repeat(20), "]".repeat(20)).as_bytes()).len(), 1);
    }

    #[test]
    fn a_missing_field_has_the_path_of_its_object() {
        assert_eq!(path(r#"[{"lines": [{"count": 1}, {}]}]"#), "[0].lines[1]");
    }

    #[test]
    fn a_key_that_may_be_a_value_is_not_shown() {
        assert_eq!(path(r#"[{"people": {"900-11-2222": "x"}}]"#), "[0].people.*");
        for name in ["Jane Doe", "Jane", "jane_doe", "Jane-Doe"] {
            assert_eq!(path(&format!(r#"[{{"people": {{"{name}": "x"}}}}]"#)), "[0].people.*");
            assert_eq!(path(&format!(r#"[{{"{name}": {{"{name}": [}}"#)), "[0].*.*");
        }
    }

    proptest! {
        #[test]
        fn any_text_and_any_place_have_a_path_without_keys(json in ".*", line in 0..5_usize, column in 0..99_usize) {
            let steps = steps_to(json.as_bytes(), line, column);
            let path = show(&steps, &field_names::<Vec<Order>>(&steps));
            let outside = path.split('[').map(|piece| piece.split(']').next_back().unwrap_or_default());
            prop_assert!(outside.collect::<String>().bytes().all(|byte| !byte.is_ascii_digit()));
        }
    }
}
