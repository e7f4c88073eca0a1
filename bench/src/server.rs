//! The server, a separate process that sends the same bytes in response to each request.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::api::{Size, response_body};

/// A running server process; stopped on drop.
pub struct Server {
    process: Child,
    pub port: u16,
    pub base_url: String,
}

impl Server {
    /// Starts this program as a server.
    pub fn start() -> std::io::Result<Self> {
        Self::start_with(["serve".as_ref()])
    }

    /// Starts this program with these arguments, with which it is a server that prints its port.
    pub fn start_with<'a>(arguments: impl IntoIterator<Item = &'a OsStr>) -> std::io::Result<Self> {
        let program = std::env::current_exe()?;
        let mut process = Command::new(program).args(arguments).stdout(Stdio::piped()).spawn()?;
        let mut port = String::new();
        let output = process.stdout.take().ok_or_else(|| std::io::Error::other("the server has no output"))?;
        BufReader::new(output).read_line(&mut port)?;
        let port = port.trim().parse().map_err(std::io::Error::other)?;
        Ok(Self { process, port, base_url: format!("http://127.0.0.1:{port}") })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Fails only if the process has already ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Prints the port, then serves until the process is killed.
pub async fn serve() -> std::io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("{}", listener.local_addr()?.port());
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(async move { exchange(stream).await });
    }
}

async fn exchange(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let responses = Size::ALL.map(response);
    let mut received = Vec::with_capacity(4096);
    while stream.read_buf(&mut received).await? > 0 {
        if received.starts_with(b"GET /document") && received.ends_with(b"\r\n\r\n") {
            send_document(&mut stream).await?;
            received.clear();
        }
        if received.starts_with(b"POST /document") {
            receive_document(&mut stream, &mut received).await?;
        }
        while let Some(length) = request_length(&received) {
            let [small, medium] = &responses;
            let response = if received.starts_with(b"POST /medium") { medium } else { small };
            stream.write_all(response).await?;
            received.drain(..length);
        }
    }
    Ok(())
}

/// The size of the pieces in which a document is sent.
pub const PIECE: usize = 64 * 1024;

/// The size of a document.
pub const DOCUMENT: usize = 64 * 1024 * 1024;

async fn send_document(stream: &mut TcpStream) -> std::io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/pdf\r\ncontent-length: {DOCUMENT}\r\n\r\n");
    stream.write_all(head.as_bytes()).await?;
    let piece = vec![b'x'; PIECE];
    for _ in 0..DOCUMENT / PIECE {
        stream.write_all(&piece).await?;
    }
    Ok(())
}

/// Reads and discards a chunked document. Its content never contains the terminating chunk.
async fn receive_document(stream: &mut TcpStream, received: &mut Vec<u8>) -> std::io::Result<()> {
    const END: &[u8] = b"\r\n0\r\n\r\n";
    while !received.ends_with(END) {
        received.drain(..received.len().saturating_sub(END.len()));
        if stream.read_buf(received).await? == 0 {
            return Ok(());
        }
    }
    received.clear();
    stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await
}

fn response(size: Size) -> Vec<u8> {
    let body = response_body(size);
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         date: Wed, 31 Jan 2024 10:00:00 GMT\r\nx-request-id: 7f9c2b1e\r\n\r\n",
        body.len()
    );
    [head.into_bytes(), body].concat()
}

/// Returns the length of the first request, or `None` until it is complete.
fn request_length(received: &[u8]) -> Option<usize> {
    let head = received.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&received[..head]).ok()?;
    let length = text
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse::<usize>().ok())
        .unwrap_or_default();
    (received.len() >= head + length).then_some(head + length)
}
