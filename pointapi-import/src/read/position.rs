//! Lines and columns of JSON pointers, looked up only for what is reported, and for all of it in one pass.

use saphyr_parser::{Event, Parser};

use super::syntax_error::Position;

/// The position of the value at each pointer (`#/paths/~1orders/get`); that of its nearest parent, if it is missing.
pub(crate) fn positions_of(text: &str, pointers: &[&str]) -> Vec<Option<Position>> {
    let wanted: Vec<Vec<String>> = pointers.iter().map(|pointer| crate::pointer::tokens(pointer).collect()).collect();
    if super::is_json(text) { in_json(text, &wanted) } else { in_yaml(text, &wanted) }
}

fn in_json(text: &str, wanted: &[Vec<String>]) -> Vec<Option<Position>> {
    let mut scanner = Json { text, offset: 0, wanted, found: vec![0; wanted.len()] };
    let all: Vec<usize> = (0..wanted.len()).collect();
    scanner.value(&all, 0);
    let mut order: Vec<usize> = all;
    order.sort_by_key(|index| scanner.found.get(*index));
    let mut positions = vec![None; wanted.len()];
    let (mut line, mut line_start, mut counted) = (1, 0, 0);
    for index in order {
        let Some(offset) = scanner.found.get(index).copied() else { continue };
        let Some(between) = text.get(counted..offset) else { continue };
        line += between.matches('\n').count();
        line_start = between.rfind('\n').map_or(line_start, |found| counted + found + 1);
        counted = offset;
        let column = text.get(line_start..offset).map_or(1, |before| before.chars().count() + 1);
        if let Some(position) = positions.get_mut(index) {
            *position = Some(Position { line, column });
        }
    }
    positions
}

/// Scans the text of a valid JSON document once.
struct Json<'a> {
    text: &'a str,
    offset: usize,
    wanted: &'a [Vec<String>],
    /// For each wanted pointer, the offset of the deepest value on its way.
    found: Vec<usize>,
}

impl Json<'_> {
    /// Visits the value at the offset, which the first `depth` tokens of the pointers in `matched` lead to.
    fn value(&mut self, matched: &[usize], depth: usize) {
        self.skip_blanks();
        for index in matched {
            if let Some(found) = self.found.get_mut(*index) {
                *found = self.offset;
            }
        }
        let is_object = self.peek() == Some(b'{');
        if matched.is_empty() || (!is_object && self.peek() != Some(b'[')) {
            self.skip_value();
            return;
        }
        self.offset += 1;
        let mut index = 0usize;
        loop {
            self.skip_blanks();
            match self.peek() {
                None => return,
                Some(b'}' | b']') => {
                    self.offset += 1;
                    return;
                }
                Some(_) => {}
            }
            let token = if is_object { self.name() } else { index.to_string() };
            index += 1;
            let is_on_way =
                |index: &usize| self.wanted.get(*index).is_some_and(|tokens| tokens.get(depth) == Some(&token));
            let below: Vec<usize> = matched.iter().copied().filter(is_on_way).collect();
            self.value(&below, depth + 1);
        }
    }

    fn name(&mut self) -> String {
        let start = self.offset;
        self.skip_value();
        let name = self.text.get(start..self.offset).unwrap_or_default();
        serde_json::from_str(name).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace() || byte == b',' || byte == b':') {
            self.offset += 1;
        }
    }

    fn skip_value(&mut self) {
        let mut depth = 0usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => self.skip_string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.offset += 1;
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    self.offset += 1;
                }
                _ if depth == 0 => self.skip_plain(),
                _ => self.offset += 1,
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn skip_string(&mut self) {
        self.offset += 1;
        while let Some(byte) = self.peek() {
            self.offset += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                return;
            }
        }
    }

    fn skip_plain(&mut self) {
        let start = self.offset;
        while self.peek().is_some_and(|byte| !b",}] \t\r\n:".contains(&byte)) {
            self.offset += 1;
        }
        // A character that begins no value must not stop the scan.
        self.offset = self.offset.max(start + 1);
    }
}

/// A level of the document that the events are inside of.
struct Level {
    is_object: bool,
    /// Values so far; in an object, keys and values.
    seen: usize,
    key: String,
    /// The pointers that lead here.
    matched: Vec<usize>,
}

/// Replays the events of a YAML document along the pointers.
fn in_yaml(text: &str, wanted: &[Vec<String>]) -> Vec<Option<Position>> {
    let mut positions = vec![None; wanted.len()];
    let mut levels: Vec<Level> = Vec::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        if matches!(event, Event::SequenceEnd | Event::MappingEnd) {
            levels.pop();
            continue;
        }
        let is_object = matches!(event, Event::MappingStart(..));
        if !is_object && !matches!(event, Event::SequenceStart(..) | Event::Scalar(..) | Event::Alias(_)) {
            continue;
        }
        let depth = levels.len();
        let matched = match levels.last_mut() {
            None => (0..wanted.len()).collect(),
            Some(level) => step(level, &event, wanted, depth - 1),
        };
        for index in &matched {
            if let Some(position) = positions.get_mut(*index) {
                *position = Some(Position { line: span.start.line(), column: span.start.col() + 1 });
            }
        }
        if is_object || matches!(event, Event::SequenceStart(..)) {
            levels.push(Level { is_object, seen: 0, key: String::new(), matched });
        }
    }
    positions
}

/// Counts one value of `level`, whose depth is given; the pointers that lead to that value.
fn step(level: &mut Level, event: &Event<'_>, wanted: &[Vec<String>], depth: usize) -> Vec<usize> {
    let index = level.seen;
    level.seen += 1;
    let token = if level.is_object {
        if index.is_multiple_of(2) {
            level.key = if let Event::Scalar(text, ..) = event { text.to_string() } else { String::new() };
            return Vec::new();
        }
        std::mem::take(&mut level.key)
    } else {
        index.to_string()
    };
    let is_on_way = |index: &usize| wanted.get(*index).is_some_and(|tokens| tokens.get(depth) == Some(&token));
    level.matched.iter().copied().filter(is_on_way).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position_of(text: &str, pointer: &str) -> Option<Position> {
        positions_of(text, &[pointer]).into_iter().next().flatten()
    }

    #[test]
    fn a_pointer_leads_to_its_line_in_json() {
        let text = "{\n  \"a\": [1, {\"b\": \"x,}\\\"\"}],\n  \"c/d\": {\"e\": true}\n}";
        assert_eq!(position_of(text, "#/a/1/b"), Some(Position { line: 2, column: 18 }));
        assert_eq!(position_of(text, "#/c~1d/e"), Some(Position { line: 3, column: 16 }));
    }

    #[test]
    fn a_pointer_leads_to_its_line_in_yaml() {
        let text = "a:\n  - x\n  - b: y\nc/d:\n  e: z\n";
        assert_eq!(position_of(text, "#/a/1/b"), Some(Position { line: 3, column: 8 }));
        assert_eq!(position_of(text, "#/c~1d/e"), Some(Position { line: 5, column: 6 }));
    }

    #[test]
    fn a_missing_member_leads_to_its_parent() {
        assert_eq!(position_of("{\"a\":\n {}}", "#/a/missing"), Some(Position { line: 2, column: 2 }));
        assert_eq!(position_of("a:\n  b: 1\n", "#/a/missing"), Some(Position { line: 2, column: 3 }));
    }
}
