//! What a server does in one exchange, step by step.

use std::time::Duration;

/// One step of an exchange.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Reads a request up to the blank line.
    ReadHead,
    /// Reads a request with its whole body.
    ReadWhole,
    Write(Vec<u8>),
    /// Writes one byte at a time, with a pause after each.
    Drip(Vec<u8>, Duration),
    /// Writes the same bytes over and over until the client has had enough.
    #[allow(dead_code, reason = "only the test of memory floods")]
    Flood(Vec<u8>, u64),
    /// Sends no more and goes on reading.
    HalfClose,
    /// Ends the connection with a TCP reset.
    Reset,
    /// Does nothing until the client gives up.
    Hang,
    /// Ends the connection.
    Close,
    /// HTTP/2: says nothing until the client asks whether it is still there.
    AwaitPing,
    /// HTTP/2: says that the request was not processed.
    RefuseStream,
    /// HTTP/2: says which stream was the last that may have been processed, and ends the connection.
    GoAway {
        last_stream: u32,
        debug_data: String,
    },
}

/// The steps of one exchange, in their order; the connection stays open at the end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    pub(super) steps: Vec<Step>,
    /// The TLS handshake does not come to an end.
    pub(super) hangs_in_handshake: bool,
}

/// A script without a step.
pub(crate) fn script() -> Script {
    Script::default()
}

/// Reads a request and answers with this status and JSON text.
pub(crate) fn json(status: u16, body: &str) -> Script {
    answer(status, &[("Content-Type", "application/json")], body.as_bytes())
}

/// Reads a request and answers it.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Script {
    script().read().write(head(status, headers, Some(body.len()))).write(body)
}

fn head(status: u16, headers: &[(&str, &str)], length: Option<usize>) -> String {
    let mut head = format!("HTTP/1.1 {status} Whatever\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(length) = length {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    head.push_str("\r\n");
    head
}

impl Script {
    fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// Never finishes the TLS handshake.
    pub(crate) fn hang_in_handshake() -> Self {
        Self { steps: Vec::new(), hangs_in_handshake: true }
    }

    /// Reads the head of a request, and leaves its body unread.
    pub(crate) fn read_head(self) -> Self {
        self.step(Step::ReadHead)
    }

    /// Reads a request, body included.
    pub(crate) fn read(self) -> Self {
        self.step(Step::ReadWhole)
    }

    pub(crate) fn write(self, bytes: impl AsRef<[u8]>) -> Self {
        self.step(Step::Write(bytes.as_ref().to_vec()))
    }

    /// Writes the head of an answer of which the body follows, of `length` bytes or up to the end of the connection.
    pub(crate) fn write_head(self, status: u16, headers: &[(&str, &str)], length: Option<usize>) -> Self {
        self.write(head(status, headers, length))
    }

    pub(crate) fn drip(self, bytes: impl AsRef<[u8]>, pause: Duration) -> Self {
        self.step(Step::Drip(bytes.as_ref().to_vec(), pause))
    }

    #[allow(dead_code, reason = "only the test of memory floods")]
    pub(crate) fn flood(self, bytes: Vec<u8>, times: u64) -> Self {
        self.step(Step::Flood(bytes, times))
    }

    pub(crate) fn half_close(self) -> Self {
        self.step(Step::HalfClose)
    }

    pub(crate) fn reset(self) -> Self {
        self.step(Step::Reset)
    }

    pub(crate) fn hang(self) -> Self {
        self.step(Step::Hang)
    }

    pub(crate) fn close(self) -> Self {
        self.step(Step::Close)
    }

    pub(crate) fn await_ping(self) -> Self {
        self.step(Step::AwaitPing)
    }

    pub(crate) fn refuse_stream(self) -> Self {
        self.step(Step::RefuseStream)
    }

    pub(crate) fn go_away(self, last_stream: u32, debug_data: &str) -> Self {
        self.step(Step::GoAway { last_stream, debug_data: debug_data.to_owned() })
    }

    pub(super) fn begins_with_reading(&self) -> bool {
        matches!(self.steps.first(), Some(Step::ReadHead | Step::ReadWhole))
    }
}
