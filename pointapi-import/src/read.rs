//! Text to [`Node`]: JSON or YAML, decided by the first character and not by the file's name.

mod position;
mod syntax_error;
mod yaml;

use crate::node::Node;

pub(crate) use position::positions_of;
pub(crate) use syntax_error::{Position, SyntaxError};

/// Reads a whole document.
pub(crate) fn read(text: &str) -> Result<Node, SyntaxError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if is_json(text) { read_json(text) } else { yaml::read(text) }
}

/// True for text that begins as a JSON object; the flow style of YAML has names without quotes.
fn is_json(text: &str) -> bool {
    let name = text.trim_start().strip_prefix('{').map(str::trim_start);
    name.is_some_and(|name| name.starts_with(['"', '}']))
}

fn read_json(text: &str) -> Result<Node, SyntaxError> {
    serde_json::from_str(text).map_err(|error| SyntaxError {
        reason: without_position(&error.to_string()),
        position: Position { line: error.line(), column: error.column().max(1) },
    })
}

/// The message without `at line 1 column 2`, since the position is printed before it.
fn without_position(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_beyond_64_bits_become_floats() {
        let json = read(r#"{"maximum": 18446744073709552000}"#).expect("valid JSON");
        let yaml = read("maximum: 18446744073709552000\nminimum: -9223372036854776000\n").expect("valid YAML");
        assert_eq!(json.get("maximum"), Some(&Node::Float(18_446_744_073_709_552_000.0)));
        assert_eq!(yaml.get("maximum"), Some(&Node::Float(18_446_744_073_709_552_000.0)));
        assert_eq!(yaml.get("minimum"), Some(&Node::Float(-9_223_372_036_854_776_000.0)));
    }

    #[test]
    fn a_syntax_error_has_a_line_and_a_column() {
        let error = read("{\n  \"a\": }").expect_err("a value is missing");
        assert_eq!(error.position, Position { line: 2, column: 8 });
        let error = read("a: b\n c: [").expect_err("the list is not closed");
        assert!(error.position.line >= 2, "{error:?}");
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        assert!(read("\u{feff}{}").is_ok());
    }
}
