//! The tokens of JSON, for another layout or other strings, while numbers, order and repeated members stay as they are.

use std::iter;

const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// The deepest indentation. The depth of a response is not limited, and its lines would be as long as it is deep.
const MAX_INDENT: usize = 64;

/// Returns the tokens of valid JSON: `{`, `}`, `[`, `]`, `,`, `:`, strings with their quotes, and other values.
pub(crate) fn tokens(json: &str) -> impl Iterator<Item = &str> {
    let mut rest = json;
    iter::from_fn(move || {
        rest = rest.trim_start_matches(BLANKS);
        let length = match rest.chars().next()? {
            '{' | '}' | '[' | ']' | ',' | ':' => 1,
            '"' => string_length(rest),
            _ => rest.find(|next: char| BLANKS.contains(&next) || ",]}".contains(next)).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        Some(token)
    })
}

/// Returns the length of the string that `json` begins with, with both quotes.
fn string_length(json: &str) -> usize {
    let mut is_escaped = false;
    let end = json.bytes().skip(1).position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(json.len(), |end| end + 2)
}

/// Returns JSON without blanks between its tokens.
pub(crate) fn compact(json: &str) -> String {
    tokens(json).collect()
}

/// Returns JSON with a line for each member and element.
pub(crate) fn indented(json: &str) -> String {
    let (mut indented, mut depth, mut last) = (String::with_capacity(json.len()), 0_usize, "");
    for token in tokens(json) {
        let (begins, ends) = (matches!(last, "{" | "["), matches!(token, "}" | "]"));
        depth = depth.saturating_sub(ends.into());
        if (ends && !begins) || (!ends && (begins || last == ",")) {
            indented.push('\n');
            indented.extend(iter::repeat_n("  ", depth.min(MAX_INDENT)));
        } else if last == ":" {
            indented.push(' ');
        }
        indented += token;
        depth += usize::from(matches!(token, "{" | "["));
        last = token;
    }
    indented
}

/// Returns the names of an object's members in their order; `None` for another value.
pub(crate) fn names(json: &str) -> Option<Vec<String>> {
    let (mut names, mut depth) = (Vec::new(), 0_usize);
    let mut tokens = tokens(json).peekable();
    if tokens.peek() != Some(&"{") {
        return None;
    }
    while let Some(token) = tokens.next() {
        match token {
            "{" | "[" => depth += 1,
            "}" | "]" => depth = depth.saturating_sub(1),
            name if depth == 1 && tokens.peek() == Some(&":") => names.push(serde_json::from_str(name).ok()?),
            _ => {}
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ODD: &str = "{\"b\" : [1.10, 123456789012345678901 ,1e400],\n\"a\\\"}\": {}, \"b\": [ ], \"c\":{\"d\":null}}";

    #[test]
    fn layout_changes_no_token() {
        assert_eq!(compact(ODD), r#"{"b":[1.10,123456789012345678901,1e400],"a\"}":{},"b":[],"c":{"d":null}}"#);
        assert_eq!(compact(&indented(ODD)), compact(ODD));
        assert_eq!(compact(" \"\\\\\" "), "\"\\\\\"");
        let plain = json!({"a": [1, {"b": []}, "x, y"], "c": {}, "d": {"e": null}});
        assert_eq!(indented(&plain.to_string()), serde_json::to_string_pretty(&plain).unwrap());
    }

    #[test]
    fn names_are_those_of_the_outer_object_in_their_order() {
        assert_eq!(names(ODD).unwrap(), ["b", "a\"}", "b", "c"]);
        assert_eq!((names("[{\"a\":1}]"), names("7")), (None, None));
    }

    #[test]
    fn deep_json_has_short_lines() {
        let deep = "[".repeat(10_000) + &"]".repeat(10_000);
        assert!(indented(&deep).lines().all(|line| line.len() <= 2 * MAX_INDENT + 2));
    }
}
