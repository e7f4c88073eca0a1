//! Scripts: the steps of a server in one exchange.

use std::time::Duration;

/// One step of an exchange.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Reads the head of a request.
    ReadHead,
    /// Reads a request with its whole body.
    ReadWhole,
    Write(Vec<u8>),
    /// Writes one byte at a time and pauses after each.
    Drip(Vec<u8>, Duration),
    /// Writes the same bytes repeatedly until the client closes the connection.
    #[allow(dead_code, reason = "only the memory test floods")]
    Flood(Vec<u8>, u64),
    /// Shuts down the sending side and continues to read.
    HalfClose,
    /// Closes the connection with a TCP reset.
    Reset,
    /// Does nothing until the client closes the connection.
    Hang,
    /// Closes the connection.
    Close,
    /// HTTP/2: allows one stream, and begins a response that never ends.
    Feed,
    /// HTTP/2: sends nothing until the client sends a PING.
    AwaitPing,
    /// HTTP/2: rejects the stream with REFUSED_STREAM, which means that it was not processed.
    RefuseStream,
    /// HTTP/2: sends GOAWAY with the last stream that may have been processed, and closes the connection.
    GoAway {
        last_stream: u32,
        debug_data: String,
    },
}

/// The steps of one exchange in order. The connection stays open after the last step.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    pub(super) steps: Vec<Step>,
    /// The TLS handshake never completes.
    pub(super) hangs_in_handshake: bool,
}

/// Creates an empty script.
pub(crate) fn script() -> Script {
    Script::default()
}

/// Reads a request and responds with this status and JSON body.
pub(crate) fn json(status: u16, body: &str) -> Script {
    respond(status, &[("Content-Type", "application/json")], body.as_bytes())
}

/// Reads a request and responds to it.
pub(crate) fn respond(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Script {
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

    /// Never completes the TLS handshake.
    pub(crate) fn hang_in_handshake() -> Self {
        Self { steps: Vec::new(), hangs_in_handshake: true }
    }

    /// Reads the head of a request and leaves its body unread.
    pub(crate) fn read_head(self) -> Self {
        self.step(Step::ReadHead)
    }

    /// Reads a request with its body.
    pub(crate) fn read(self) -> Self {
        self.step(Step::ReadWhole)
    }

    pub(crate) fn write(self, bytes: impl AsRef<[u8]>) -> Self {
        self.step(Step::Write(bytes.as_ref().to_vec()))
    }

    /// Writes a response head. The body that follows has `length` bytes, or ends with the connection.
    pub(crate) fn write_head(self, status: u16, headers: &[(&str, &str)], length: Option<usize>) -> Self {
        self.write(head(status, headers, length))
    }

    pub(crate) fn drip(self, bytes: impl AsRef<[u8]>, pause: Duration) -> Self {
        self.step(Step::Drip(bytes.as_ref().to_vec(), pause))
    }

    #[allow(dead_code, reason = "only the memory test floods")]
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

    #[allow(dead_code, reason = "only the pool test has feeds")]
    pub(crate) fn feed(self) -> Self {
        self.step(Step::Feed)
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

    pub(super) fn is_feed(&self) -> bool {
        matches!(self.steps.first(), Some(Step::Feed))
    }

    pub(super) fn begins_with_reading(&self) -> bool {
        matches!(self.steps.first(), Some(Step::ReadHead | Step::ReadWhole))
    }
}
