//! YAML by events, so that a number that overflows is no error.

mod merge;
mod scalar;
mod size;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use indexmap::IndexMap;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use self::merge::merged;
use self::scalar::plain;
use self::size::{Size, check_copied, size};
use super::syntax_error::{Position, SyntaxError};
use crate::node::{Node, repeated};

/// The deepest nesting that is read; deeper documents would overflow the stack of recursive code.
const DEEPEST: usize = 256;

pub(crate) fn read(text: &str) -> Result<Node, SyntaxError> {
    let mut builder = Builder::default();
    let mut is_complete = false;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| syntax_error(&error))?;
        let position = Position { line: span.start.line(), column: span.start.col() + 1 };
        is_complete |= matches!(event, Event::DocumentEnd);
        if is_complete && has_content(&event) {
            let reason = "a second document begins behind `---`; keep each in a file of its own".to_owned();
            return Err(SyntaxError { reason, position });
        }
        if !is_complete {
            builder.take(event).map_err(|reason| SyntaxError { reason, position })?;
        }
    }
    Ok(builder.root.unwrap_or(Node::Null))
}

/// True for an event of a value that is not empty.
fn has_content(event: &Event<'_>) -> bool {
    match event {
        Event::Scalar(text, ..) => !text.is_empty(),
        Event::SequenceStart(..) | Event::MappingStart(..) => true,
        _ => false,
    }
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
            Event::Scalar(text, style, anchor, tag) => {
                let node = match style {
                    ScalarStyle::Plain if !self.expects_key() => plain(&text, tag.as_deref()),
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
        check_copied(self.copied)
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
