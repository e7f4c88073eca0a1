//! Scalars, with the text that they are written as.

use saphyr_parser::Tag;

use crate::node::Node;

/// A scalar without quotes: a string if the document says so, or else by YAML's core schema.
pub(super) fn plain(text: &str, tag: Option<&Tag>) -> Node {
    let is_string = tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
    if is_string { Node::String(text.to_owned()) } else { untagged(text) }
}

fn untagged(text: &str) -> Node {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Node::Null,
        "true" | "True" | "TRUE" => return spelled(text, Node::Bool(true), "true"),
        "false" | "False" | "FALSE" => return spelled(text, Node::Bool(false), "false"),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Node::String(text.to_owned());
    }
    let integer = text.parse::<i64>().map(i128::from).or_else(|_| text.parse::<u64>().map(i128::from));
    if let Ok(integer) = integer {
        return spelled(text, Node::Integer(integer), &integer.to_string());
    }
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    match text.parse::<f64>() {
        Ok(float) if is_number => spelled(text, Node::Float(float), &float.to_string()),
        _ => Node::String(text.to_owned()),
    }
}

/// A value with its text, if that is not the `usual` one.
fn spelled(text: &str, value: Node, usual: &str) -> Node {
    if text == usual { value } else { Node::Spelled(text.to_owned(), Box::new(value)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_versions_stay_strings() {
        for text in ["2024-01-02", "1.2.3"] {
            assert_eq!(untagged(text), Node::String(text.to_owned()));
        }
        assert_eq!(untagged("1.5"), Node::Float(1.5));
    }

    #[test]
    fn a_number_keeps_its_text() {
        assert_eq!(untagged("1.0"), Node::Spelled("1.0".to_owned(), Box::new(Node::Float(1.0))));
        assert_eq!(untagged("01"), Node::Spelled("01".to_owned(), Box::new(Node::Integer(1))));
    }
}
