//! Parses chunks of bytes into events.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Buf, Bytes};

/// The largest data of an event, and the longest line, in bytes.
const MAX_DATA: usize = 16 * 1024 * 1024;

/// The longest id or type of an event, in bytes.
const MAX_NAME: usize = 64 * 1024;

/// One event before its data is decoded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawEvent {
    pub(super) id: Option<Arc<str>>,
    pub(super) event: Option<String>,
    pub(super) data: String,
}

/// An event is larger than a limit; says which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLong(pub(super) &'static str);

const DATA_TOO_LONG: TooLong = TooLong("an event of the response is larger than 16 MiB");
const NAME_TOO_LONG: TooLong = TooLong("the `id` or `event` of an event is longer than 64 KiB");

/// The event whose end has not arrived.
#[derive(Default)]
pub(super) struct Parser {
    line: Vec<u8>,
    /// The last byte was a carriage return: a line feed right after it ends no further line.
    ends_with_return: bool,
    has_begun: bool,
    data: String,
    has_data: bool,
    event: String,
    last_id: Option<Arc<str>>,
    /// The id when the last event ended, also of one without data.
    ended_id: Option<Arc<str>>,
    retry: Option<Duration>,
}

impl Parser {
    /// A parser of a response that continues after the event with this id.
    pub(super) fn after(id: Option<Arc<str>>) -> Self {
        Self { last_id: id.clone(), ended_id: id, ..Self::default() }
    }

    pub(super) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    pub(super) fn last_event_id(&self) -> Option<&Arc<str>> {
        self.ended_id.as_ref()
    }

    /// Takes bytes from `chunk` up to the end of an event; `None` if all are taken and the event has not ended.
    pub(super) fn next_event(&mut self, chunk: &mut Bytes) -> Result<Option<RawEvent>, TooLong> {
        while let Some(first) = chunk.first().copied() {
            if std::mem::take(&mut self.ends_with_return) && first == b'\n' {
                chunk.advance(1);
                continue;
            }
            let end = chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let taken = end.unwrap_or(chunk.len());
            if self.line.len() + self.data.len() + taken > MAX_DATA {
                return Err(DATA_TOO_LONG);
            }
            self.line.extend_from_slice(&chunk[..taken]);
            let Some(end) = end else {
                chunk.clear();
                break;
            };
            self.ends_with_return = chunk[end] == b'\r';
            chunk.advance(end + 1);
            if let Some(event) = self.end_line()? {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }

    /// Interprets the line; an empty one ends the event.
    fn end_line(&mut self) -> Result<Option<RawEvent>, TooLong> {
        let bytes = std::mem::take(&mut self.line);
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        let line = if is_first { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes) } else { &bytes };
        if line.is_empty() {
            return Ok(self.end_event());
        }
        let (field, value) = match line.iter().position(|byte| *byte == b':') {
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &[][..]),
        };
        self.field(field, value.strip_prefix(b" ").unwrap_or(value))?;
        Ok(None)
    }

    fn field(&mut self, field: &[u8], value: &[u8]) -> Result<(), TooLong> {
        match field {
            b"data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.data.push('\n');
                }
                push_lossy(&mut self.data, value, MAX_DATA, DATA_TOO_LONG)
            }
            b"event" => {
                self.event.clear();
                push_lossy(&mut self.event, value, MAX_NAME, NAME_TOO_LONG)
            }
            b"id" if !value.contains(&0) => {
                let mut id = String::new();
                push_lossy(&mut id, value, MAX_NAME, NAME_TOO_LONG)?;
                self.last_id = Some(id).filter(|id| !id.is_empty()).map(Arc::from);
                Ok(())
            }
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                let milliseconds = str::from_utf8(value).ok().and_then(|digits| digits.parse().ok());
                self.retry = milliseconds.map(Duration::from_millis).or(self.retry);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end_event(&mut self) -> Option<RawEvent> {
        self.ended_id.clone_from(&self.last_id);
        let event = std::mem::take(&mut self.event);
        let data = std::mem::take(&mut self.data);
        if !std::mem::take(&mut self.has_data) {
            return None;
        }
        Some(RawEvent { id: self.last_id.clone(), event: Some(event).filter(|event| !event.is_empty()), data })
    }
}

/// Appends bytes as text. Invalid UTF-8 becomes U+FFFD, which can be three times as long, so the limit is checked here.
fn push_lossy(text: &mut String, bytes: &[u8], limit: usize, failure: TooLong) -> Result<(), TooLong> {
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
        }
        if text.len() > limit {
            return Err(failure);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(stream: &str) -> Vec<RawEvent> {
        events(&mut Parser::default(), stream.as_bytes())
    }

    fn events(parser: &mut Parser, chunk: &[u8]) -> Vec<RawEvent> {
        let mut chunk = Bytes::copy_from_slice(chunk);
        std::iter::from_fn(|| parser.next_event(&mut chunk).unwrap()).collect()
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
    fn an_id_without_data_is_the_last_one_from_the_end_of_its_event() {
        let mut parser = Parser::default();
        assert_eq!(events(&mut parser, b"id: 7\n"), []);
        assert_eq!(parser.last_event_id(), None);
        assert_eq!(events(&mut parser, b"\n"), []);
        assert_eq!(parser.last_event_id().map(AsRef::as_ref), Some("7"));
    }

    #[test]
    fn a_chunk_may_end_anywhere() {
        let stream = "id: 7\r\nevent: x\r\ndata: ä\r\ndata: b\r\n\r\n";
        let mut parser = Parser::default();
        let parsed: Vec<_> = stream.bytes().flat_map(|byte| events(&mut parser, &[byte])).collect();
        assert_eq!(parsed, [event(Some("7"), Some("x"), "ä\nb")]);
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
        events(&mut parser, b"retry: 1500\nretry: soon\n");
        assert_eq!(parser.retry(), Some(Duration::from_millis(1500)));
    }

    #[test]
    fn a_byte_order_mark_is_skipped_once() {
        assert_eq!(parsed("\u{feff}data: a\n\n"), [event(None, None, "a")]);
    }

    #[test]
    fn events_share_their_id() {
        let parsed = parsed("id: 1\ndata: a\n\ndata: b\n\n");
        assert!(Arc::ptr_eq(parsed[0].id.as_ref().unwrap(), parsed[1].id.as_ref().unwrap()));
    }

    #[test]
    fn id_type_and_data_are_bounded() {
        let long = "x".repeat(MAX_NAME + 1);
        for field in ["id", "event"] {
            let mut chunk = Bytes::from(format!("{field}: {long}\n"));
            assert_eq!(Parser::default().next_event(&mut chunk), Err(NAME_TOO_LONG), "{field}");
        }
        let mut parser = Parser::default();
        let line = Bytes::from(format!("data: {}\n", "x".repeat(MAX_DATA / 4)));
        let results = [0; 5].map(|_| parser.next_event(&mut line.clone()));
        assert_eq!(results, [Ok(None), Ok(None), Ok(None), Err(DATA_TOO_LONG), Err(DATA_TOO_LONG)]);
        let mut invalid = Bytes::from([&b"data: "[..], &[0xFF; MAX_DATA / 2], b"\n"].concat());
        assert_eq!(Parser::default().next_event(&mut invalid), Err(DATA_TOO_LONG));
    }
}
