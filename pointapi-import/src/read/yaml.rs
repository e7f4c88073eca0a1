//! YAML by events, so that a number that overflows is no error.

use std::collections::HashMap;

use indexmap::IndexMap;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::syntax_error::{Position, SyntaxError};
use crate::node::{Node, repeated};

/// The deepest nesting that is read; deeper documents would overflow the stack of recursive code.
const DEEPEST: usize = 256;

/// The most memory, in bytes, that the values of anchors and of aliases may take.
const MOST_COPIED: usize = 64 << 20;

/// The merge key of YAML 1.1, which documents still use.
const MERGE: &str = "<<";

pub(crate) fn read(text: &str) -> Result<Node, SyntaxError> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| syntax_error(&error))?;
        let position = Position { line: span.start.line(), column: span.start.col() + 1 };
        if matches!(event, Event::DocumentEnd) {
            break;
        }
        builder.take(event).map_err(|reason| SyntaxError { reason, position })?;
    }
    Ok(builder.root.unwrap_or(Node::Null))
}

fn syntax_error(error: &ScanError) -> SyntaxError {
    let marker = error.marker();
    SyntaxError {
        reason: error.info().to_owned(),
        position: Position { line: marker.line(), column: marker.col() + 1 },
    }
}

/// A collection that is not closed yet.
enum Open {
    List(Vec<Node>),
    Object(IndexMap<String, Node>, Option<String>),
}

#[derive(Default)]
struct Builder {
    open: Vec<(Open, usize)>,
    /// The values of anchors, with their sizes.
    anchors: HashMap<usize, (Node, Size)>,
    /// The memory of all values of anchors and of aliases, in bytes.
    copied: usize,
    root: Option<Node>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let node = match style {
                    ScalarStyle::Plain if !self.expects_key() => plain(&text),
                    _ => Node::String(text.into_owned()),
                };
                self.close(node, anchor)
            }
            Event::SequenceStart(anchor, _) => self.begin(Open::List(Vec::new()), anchor),
            Event::MappingStart(anchor, _) => self.begin(Open::Object(IndexMap::new(), None), anchor),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some((Open::List(items), anchor)) => self.close(Node::List(items), anchor),
                Some((Open::Object(members, _), anchor)) => self.close(Node::Object(merged(members)?), anchor),
                None => Ok(()),
            },
            Event::Alias(anchor) => {
                let size = self.anchors.get(&anchor).map_or(Size::default(), |(_, size)| *size);
                self.check_depth(size.depth)?;
                self.count(size)?;
                let node = self.anchors.get(&anchor).map_or(Node::Null, |(node, _)| node.clone());
                self.close(node, 0)
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, open: Open, anchor: usize) -> Result<(), String> {
        self.check_depth(1)?;
        self.open.push((open, anchor));
        Ok(())
    }

    /// Returns an error if `more` levels inside of the open ones are too many.
    fn check_depth(&self, more: usize) -> Result<(), String> {
        let is_too_deep = self.open.len() + more > DEEPEST;
        if is_too_deep { Err(format!("the nesting is deeper than {DEEPEST}")) } else { Ok(()) }
    }

    /// Counts the copy of a value before it is made.
    fn count(&mut self, size: Size) -> Result<(), String> {
        self.copied = self.copied.saturating_add(size.bytes);
        let is_too_large = self.copied > MOST_COPIED;
        if is_too_large { Err("the anchors and aliases take more than 64 MiB".to_owned()) } else { Ok(()) }
    }

    fn expects_key(&self) -> bool {
        matches!(self.open.last(), Some((Open::Object(_, None), _)))
    }

    /// Puts a complete value where it belongs.
    fn close(&mut self, node: Node, anchor: usize) -> Result<(), String> {
        if anchor != 0 {
            let size = size(&node);
            self.count(size)?;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some((Open::List(items), _)) => items.push(node),
            Some((Open::Object(members, key), _)) => match (key.take(), node) {
                (Some(name), node) => {
                    members.insert(name, node);
                }
                (None, Node::String(name)) if members.contains_key(&name) => return Err(repeated(&name)),
                (None, Node::String(name)) => *key = Some(name),
                (None, _) => return Err("a key of an object must be a string".to_owned()),
            },
        }
        Ok(())
    }
}

/// The members with those of the objects under the merge key, which replace none.
fn merged(mut members: IndexMap<String, Node>) -> Result<IndexMap<String, Node>, String> {
    let Some(merged) = members.shift_remove(MERGE) else { return Ok(members) };
    let sources = match merged {
        Node::List(sources) => sources,
        source => vec![source],
    };
    for source in sources {
        let Node::Object(source) = source else {
            return Err(format!("the value of `{MERGE}` must be an object or a list of objects"));
        };
        for (name, node) in source {
            members.entry(name).or_insert(node);
        }
    }
    Ok(members)
}

/// The size of a value with all that is inside.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    bytes: usize,
    /// The number of collections inside of each other.
    depth: usize,
}

impl Size {
    fn and(self, inner: Self) -> Self {
        Self { bytes: self.bytes.saturating_add(inner.bytes), depth: self.depth.max(inner.depth + 1) }
    }
}

fn size(node: &Node) -> Size {
    let own = |depth| Size { bytes: size_of::<Node>(), depth };
    match node {
        Node::List(items) => items.iter().map(size).fold(own(1), Size::and),
        Node::Object(members) => {
            let keys = members.keys().map(|name| name.len() + 2 * size_of::<String>()).sum();
            let size = members.values().map(size).fold(own(1), Size::and);
            Size { bytes: size.bytes.saturating_add(keys), ..size }
        }
        Node::String(text) => Size { bytes: size_of::<Node>() + text.len(), depth: 0 },
        Node::Spelled(text, _) => Size { bytes: 2 * size_of::<Node>() + text.len(), depth: 0 },
        _ => own(0),
    }
}

/// A plain scalar by YAML's core schema.
fn plain(text: &str) -> Node {
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
        Ok(float) if is_number => Node::Float(float),
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
    fn keys_stay_strings() {
        let node = read("responses:\n  200: {description: fine}\n  true: x\n").expect("valid YAML");
        let keys: Vec<&str> = node.get("responses").expect("present").members().map(|(key, _)| key).collect();
        assert_eq!(keys, ["200", "true"]);
    }

    #[test]
    fn dates_and_versions_stay_strings() {
        let node = read("a: 2024-01-02\nb: 1.2.3\nc: 1.5\nd: '1'\n").expect("valid YAML");
        assert_eq!(node.get("a"), Some(&Node::String("2024-01-02".into())));
        assert_eq!(node.get("b"), Some(&Node::String("1.2.3".into())));
        assert_eq!(node.get("c"), Some(&Node::Float(1.5)));
        assert_eq!(node.get("d"), Some(&Node::String("1".into())));
    }

    #[test]
    fn an_alias_repeats_its_anchor() {
        let node = read("a: &x {b: 1}\nc: *x\n").expect("valid YAML");
        assert_eq!(node.get("a"), node.get("c"));
    }

    #[test]
    fn aliases_that_explode_are_an_error() {
        let mut text = String::from("a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n");
        for level in 1..9 {
            let before = format!("*a{}, ", level - 1).repeat(10);
            text.push_str(&format!("a{level}: &a{level} [{}]\n", before.trim_end_matches(", ")));
        }
        assert!(read(&text).expect_err("too large").reason.contains("aliases"));
    }

    #[test]
    fn anchors_inside_each_other_that_take_too_much_are_an_error() {
        let anchors: String = (0..200).map(|level| format!("&a{level} [")).collect();
        let text = format!("{anchors}{}{}", "1,".repeat(10_000), "]".repeat(200));
        assert!(read(&text).expect_err("too large").reason.contains("64 MiB"));
    }

    #[test]
    fn a_long_text_that_is_repeated_too_often_is_an_error() {
        let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a,".repeat(100));
        assert!(read(&text).expect_err("too large").reason.contains("64 MiB"));
    }

    #[test]
    fn aliases_do_not_nest_deeper() {
        let list = |inner: &str| format!("{}{inner}{}", "[".repeat(200), "]".repeat(200));
        let text = format!("a: &a {}\nb: {}\n", list("1"), list("*a"));
        assert!(read(&text).expect_err("too deep").reason.contains("deeper than 256"));
    }

    #[test]
    fn deep_nesting_is_an_error() {
        assert!(read(&"[".repeat(1_000)).is_err());
    }
}
