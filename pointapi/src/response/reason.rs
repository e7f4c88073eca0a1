//! The reason of a JSON error, without the value that caused it.
//!
//! `serde_json` gives its reason as text only, and quotes the value in it. The names of fields, variants and types in the
//! text come from the type; everything else is dropped.

/// The longest name or description of a type that is shown.
const MAX_LENGTH: usize = 200;

/// A reason that can be shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reason<'a> {
    /// A field of this name is missing.
    Missing(&'a str),
    /// Another reason.
    Other(String),
}

/// The reason in the text of a `serde_json::Error`; `None` if the text has another form.
pub(super) fn reason_of(text: &str) -> Option<Reason<'_>> {
    let text = text.rsplit_once(" at line ").map_or(text, |(text, _)| text);
    if let Some(name) = text.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return is_name(name).then_some(Reason::Missing(name));
    }
    if let Some(name) = text.strip_prefix("duplicate field `").and_then(|rest| rest.strip_suffix('`')) {
        return is_name(name).then(|| Reason::Other(format!("duplicate field `{name}`")));
    }
    // The value stands before the last `, expected `, so nothing of it follows.
    let (before, expected) = text.rsplit_once(", expected ")?;
    if !is_description(expected) {
        return None;
    }
    Some(Reason::Other(format!("expected {expected}, found {}", found(before)?)))
}

/// The kind of the value, for each form of serde's errors.
fn found(text: &str) -> Option<&'static str> {
    if let Some(found) = text.strip_prefix("invalid type: ") {
        return Some(kind(found));
    }
    if let Some(found) = text.strip_prefix("invalid value: ") {
        return Some(if found.starts_with("integer") { "an integer that does not fit" } else { "another value" });
    }
    let forms = [
        ("invalid length ", "another length"),
        ("unknown variant ", "an unknown variant"),
        ("unknown field ", "an unknown field"),
    ];
    forms.iter().find(|(form, _)| text.starts_with(form)).map(|(_, found)| *found)
}

/// The JSON name of a kind of value.
fn kind(found: &str) -> &'static str {
    let kinds = [
        ("string", "a string"),
        ("character", "a string"),
        ("integer", "an integer"),
        ("floating point", "a number"),
        ("number", "a number"),
        ("boolean", "a boolean"),
        ("null", "null"),
        ("sequence", "a list"),
        ("map", "an object"),
    ];
    kinds.iter().find(|(start, _)| found.starts_with(start)).map_or("another type", |(_, kind)| kind)
}

fn is_name(text: &str) -> bool {
    is_description(text) && !text.contains(['`', ' '])
}

/// True for text that is a type's: an own error message of the type could hold a number or a quoted value.
fn is_description(text: &str) -> bool {
    let digits = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
    (1..=MAX_LENGTH).contains(&text.len()) && digits.is_none_or(|digits| digits < 4) && !text.contains(['"', '\n'])
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "it is only decoded")]
    struct Item {
        size: u32,
        #[serde(default)]
        state: Option<State>,
    }

    #[derive(Debug, Deserialize)]
    enum State {
        Open,
        Shipped,
    }

    fn reason(json: &str) -> Option<String> {
        let error = serde_json::from_str::<Item>(json).unwrap_err().to_string();
        reason_of(&error).map(|reason| match reason {
            Reason::Missing(name) => format!("missing {name}"),
            Reason::Other(text) => text,
        })
    }

    #[test]
    fn the_names_of_the_type_are_shown_and_the_value_is_not() {
        let rows = [
            ("{}", "missing size"),
            (r#"{"size": "Jane, expected 900112222"}"#, "expected u32, found a string"),
            (r#"{"size": -900112222}"#, "expected u32, found an integer that does not fit"),
            (r#"{"size": null}"#, "expected u32, found null"),
            (r#"{"size": [1]}"#, "expected u32, found a list"),
            (r#"{"size": 1, "size": 1}"#, "duplicate field `size`"),
            (r#"{"size": 1, "state": "Jane"}"#, "expected `Open` or `Shipped`, found an unknown variant"),
            (r#"{"size": 1, "Jane": 1}"#, "expected `size` or `state`, found an unknown field"),
            ("7", "expected struct Item, found an integer"),
        ];
        for (json, expected) in rows {
            assert_eq!(reason(json).as_deref(), Some(expected), "{json}");
        }
    }

    #[test]
    fn a_message_of_the_type_itself_is_dropped() {
        for text in ["Jane Doe is unknown", "missing field `900112222`", "invalid type: x, expected \"Jane\""] {
            assert_eq!(reason_of(text), None, "{text}");
        }
    }
}
