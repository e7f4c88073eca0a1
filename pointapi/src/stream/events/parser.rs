//! From chunks of bytes to events.

use std::collections::VecDeque;
use std::time::Duration;

/// One event, before its data is read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawEvent {
    pub(super) id: Option<String>,
    pub(super) event: Option<String>,
    pub(super) data: String,
}

/// Holds what has come of the event under way.
#[derive(Default)]
pub(super) struct Parser {
    line: Vec<u8>,
    /// The last byte was a carriage return: a line feed right after it ends no further line.
    ends_with_return: bool,
    has_begun: bool,
    data: String,
    has_data: bool,
    event: String,
    last_id: Option<String>,
    retry: Option<Duration>,
}

impl Parser {
    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// How many bytes are held.
    pub(super) fn pending(&self) -> usize {
        self.line.len() + self.data.len()
    }

    pub(super) fn push(&mut self, chunk: &[u8], events: &mut VecDeque<RawEvent>) {
        for byte in chunk {
            let follows_return = std::mem::take(&mut self.ends_with_return);
            match byte {
                b'\n' if follows_return => {}
                b'\n' | b'\r' => {
                    self.ends_with_return = *byte == b'\r';
                    events.extend(self.end_line());
                }
                _ => self.line.push(*byte),
            }
        }
    }

    /// Takes the line in; an empty one ends the event.
    fn end_line(&mut self) -> Option<RawEvent> {
        let bytes = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&bytes);
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        let line = if is_first { text.strip_prefix('\u{feff}').unwrap_or(&text) } else { &text };
        if line.is_empty() {
            return self.end_event();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.data.push('\n');
                }
                self.data.push_str(value);
            }
            "event" => value.clone_into(&mut self.event),
            "id" if !value.contains('\0') => self.last_id = Some(value.to_owned()).filter(|id| !id.is_empty()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            _ => {}
        }
        None
    }

    fn end_event(&mut self) -> Option<RawEvent> {
        let event = std::mem::take(&mut self.event);
        let data = std::mem::take(&mut self.data);
        if !std::mem::take(&mut self.has_data) {
            return None;
        }
        Some(RawEvent { id: self.last_id.clone(), event: Some(event).filter(|event| !event.is_empty()), data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(stream: &str) -> Vec<RawEvent> {
        let mut events = VecDeque::new();
        Parser::default().push(stream.as_bytes(), &mut events);
        events.into()
    }

    fn event(id: Option<&str>, event: Option<&str>, data: &str) -> RawEvent {
        RawEvent { id: id.map(Into::into), event: event.map(Into::into), data: data.into() }
    }

    #[test]
    fn an_event_ends_with_an_empty_line() {
        assert_eq!(parsed("data: a\n\ndata: b"), [event(None, None, "a")]);
    }

    #[test]
    fn lines_end_with_any_of_the_three_endings() {
        assert_eq!(parsed("data: a\r\rdata: b\r\n\r\ndata: c\n\n").len(), 3);
    }

    #[test]
    fn a_chunk_may_end_anywhere() {
        let stream = "id: 7\r\nevent: x\r\ndata: ä\r\ndata: b\r\n\r\n";
        let mut parser = Parser::default();
        let mut events = VecDeque::new();
        for byte in stream.as_bytes() {
            parser.push(&[*byte], &mut events);
        }
        assert_eq!(events, [event(Some("7"), Some("x"), "ä\nb")]);
    }

    #[test]
    fn an_id_holds_until_the_next_and_an_empty_one_ends_it() {
        let events = parsed("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n");
        assert_eq!(events, [event(Some("1"), None, "a"), event(Some("1"), None, "b"), event(None, None, "c")]);
    }

    #[test]
    fn comments_unknown_fields_and_events_without_data_are_passed_over() {
        assert_eq!(parsed(": hi\nfoo: bar\nevent: x\n\ndata\n\n"), [event(None, None, "")]);
    }

    #[test]
    fn a_retry_is_digits_alone() {
        let mut parser = Parser::default();
        parser.push(b"retry: 1500\nretry: soon\n", &mut VecDeque::new());
        assert_eq!(parser.retry(), Some(Duration::from_millis(1500)));
    }

    #[test]
    fn a_byte_order_mark_is_skipped_once() {
        assert_eq!(parsed("\u{feff}data: a\n\n"), [event(None, None, "a")]);
    }
}
