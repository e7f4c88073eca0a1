//! One connection of a server.

use std::io;
use std::ops::ControlFlow::{self, Break, Continue};
use std::sync::atomic::Ordering;
use std::time::Duration;

use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use super::script::{Script, Step};
use super::stopped_clock::StoppedClock;
use super::{Request, State};

pub(super) struct Connection {
    stream: Stream,
    number: usize,
    /// Bytes read ahead of the current step.
    buffer: Vec<u8>,
    is_used: bool,
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl Connection {
    pub(super) async fn accept(socket: TcpStream, acceptor: Option<TlsAcceptor>, state: &State) -> io::Result<Self> {
        socket.set_nodelay(true)?;
        let number = state.connections.lock().unwrap().accepted;
        let stream = match acceptor {
            None => Stream::Plain(socket),
            Some(acceptor) => {
                let hangs = state.scripts.lock().unwrap().front().is_some_and(|script| script.hangs_in_handshake);
                if hangs {
                    state.take_script();
                    let mut connection = Self::new(Stream::Plain(socket), number);
                    connection.hang().await;
                    return Err(io::ErrorKind::TimedOut.into());
                }
                Stream::Tls(Box::new(acceptor.accept(socket).await?))
            }
        };
        Ok(Self::new(stream, number))
    }

    fn new(stream: Stream, number: usize) -> Self {
        Self { stream, number, buffer: Vec::new(), is_used: false }
    }

    /// Returns whether an exchange has taken place on this connection.
    pub(super) fn is_used(&self) -> bool {
        self.is_used
    }

    /// Reads more bytes; returns false at the end of the stream.
    pub(super) async fn has_more(&mut self) -> bool {
        !self.buffer.is_empty() || self.fill().await.is_ok()
    }

    /// Runs the script; breaks when the connection ends.
    pub(super) async fn follow(&mut self, script: Script, state: &State) -> io::Result<ControlFlow<()>> {
        self.is_used = true;
        for step in script.steps {
            if self.take(step, state).await?.is_break() {
                return Ok(Break(()));
            }
        }
        Ok(Continue(()))
    }

    async fn take(&mut self, step: Step, state: &State) -> io::Result<ControlFlow<()>> {
        match step {
            Step::ReadHead => self.read_request(state, false).await?,
            Step::ReadWhole => self.read_request(state, true).await?,
            Step::Write(bytes) => self.write(&bytes).await?,
            Step::Drip(bytes, pause) => self.drip(&bytes, pause).await?,
            Step::Flood(bytes, times) => {
                for _ in 0..times {
                    self.write(&bytes).await?;
                    state.written.fetch_add(bytes.len() as u64, Ordering::Relaxed);
                }
            }
            Step::HalfClose => self.half_close().await?,
            Step::Reset => {
                SockRef::from(self.socket()).set_linger(Some(Duration::ZERO))?;
                return Ok(Break(()));
            }
            Step::Hang => {
                self.hang().await;
                return Ok(Break(()));
            }
            Step::Feed | Step::AwaitPing | Step::RefuseStream | Step::GoAway { .. } => {
                unreachable!("an HTTP/2 step on an HTTP/1.1 connection")
            }
            Step::Close => {
                self.half_close().await?;
                return Ok(Break(()));
            }
        }
        Ok(Continue(()))
    }

    async fn read_request(&mut self, state: &State, has_body: bool) -> io::Result<()> {
        let head = self.read_to(b"\r\n\r\n").await?;
        let head = String::from_utf8_lossy(&head).into_owned();
        let mut request = Request { head, body: Vec::new(), connection: self.number };
        if has_body {
            // An aborted body is recorded as far as it was received.
            let _ = self.read_body(&mut request).await;
        }
        state.record(request);
        Ok(())
    }

    async fn read_body(&mut self, request: &mut Request) -> io::Result<()> {
        if let Some(length) = request.header("content-length").and_then(|length| length.parse().ok()) {
            request.body = self.read_exact(length).await?;
        } else if request.header("transfer-encoding") == Some("chunked") {
            loop {
                let size = self.read_to(b"\r\n").await?;
                let size = usize::from_str_radix(String::from_utf8_lossy(&size).trim(), 16).unwrap();
                request.body.extend(self.read_exact(size).await?);
                self.read_exact(2).await?;
                if size == 0 {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Reads up to and including this delimiter.
    async fn read_to(&mut self, mark: &[u8]) -> io::Result<Vec<u8>> {
        loop {
            match self.buffer.windows(mark.len()).position(|window| window == mark) {
                Some(end) => return Ok(self.buffer.drain(..end + mark.len()).collect()),
                None => self.fill().await?,
            }
        }
    }

    /// Discards input until the client closes, while the clock jumps.
    pub(super) async fn hang(&mut self) {
        let _stopped = StoppedClock::stop();
        while self.fill().await.is_ok() {
            self.buffer.clear();
        }
    }

    async fn drip(&mut self, bytes: &[u8], pause: Duration) -> io::Result<()> {
        let _stopped = StoppedClock::stop();
        for byte in bytes {
            self.write(&[*byte]).await?;
            tokio::time::sleep(pause).await;
        }
        Ok(())
    }

    fn socket(&self) -> &TcpStream {
        match &self.stream {
            Stream::Plain(socket) => socket,
            Stream::Tls(stream) => stream.get_ref().0,
        }
    }

    pub(super) fn is_http2(&self) -> bool {
        match &self.stream {
            Stream::Plain(_) => false,
            Stream::Tls(stream) => stream.get_ref().1.alpn_protocol() == Some(b"h2"),
        }
    }

    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// Reads exactly `length` bytes.
    pub(super) async fn read_exact(&mut self, length: usize) -> io::Result<Vec<u8>> {
        while self.buffer.len() < length {
            self.fill().await?;
        }
        Ok(self.buffer.drain(..length).collect())
    }

    async fn fill(&mut self) -> io::Result<()> {
        let read = match &mut self.stream {
            Stream::Plain(socket) => socket.read_buf(&mut self.buffer).await?,
            Stream::Tls(stream) => stream.read_buf(&mut self.buffer).await?,
        };
        if read == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }

    pub(super) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.stream {
            Stream::Plain(socket) => socket.write_all(bytes).await,
            Stream::Tls(stream) => {
                stream.write_all(bytes).await?;
                stream.flush().await
            }
        }
    }

    async fn half_close(&mut self) -> io::Result<()> {
        match &mut self.stream {
            Stream::Plain(socket) => socket.shutdown().await,
            Stream::Tls(stream) => stream.shutdown().await,
        }
    }
}
