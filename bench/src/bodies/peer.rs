//! The server, another process: it discards what it receives, and sends bytes that were made before.

use std::io::Write;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::PIECE;
use crate::api::{Size, response_body};

/// The size of the gzip body once it is unpacked.
pub const UNPACKED: usize = 128 * 1024 * 1024;

const BUFFER: usize = 256 * 1024;

/// Prints the port, then serves until the process is killed.
pub async fn serve() -> std::io::Result<()> {
    let packed: Arc<[u8]> = packed()?.into();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("{}", listener.local_addr()?.port());
    loop {
        let (stream, _) = listener.accept().await?;
        let packed = Arc::clone(&packed);
        tokio::spawn(async move { exchange(stream, &packed).await });
    }
}

/// Repeats a JSON response. Each row has a number of its own, so that it does not pack to nothing.
fn packed() -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let page = response_body(Size::Medium);
    let mut written = 0;
    while written < UNPACKED {
        let number = format!("{:016x}", (written as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        for piece in page.chunks(100) {
            let next = [piece, number.as_bytes()].concat();
            let next = &next[..next.len().min(UNPACKED - written)];
            encoder.write_all(next)?;
            written += next.len();
        }
    }
    encoder.finish()
}

async fn exchange(mut stream: TcpStream, packed: &[u8]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut received = Vec::with_capacity(BUFFER);
    while stream.read_buf(&mut received).await? > 0 {
        let Some(end) = received.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let body = received.split_off(end + 4);
        let head = String::from_utf8_lossy(&received).to_ascii_lowercase();
        if let Some(rest) = head.strip_prefix("get /down/") {
            let length = rest.split(' ').next().and_then(|length| length.parse().ok()).unwrap_or_default();
            send(&mut stream, length).await?;
        } else if head.starts_with("get /packed") {
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
                packed.len()
            );
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(packed).await?;
        } else {
            discard(&mut stream, body, content_length(&head)).await?;
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await?;
        }
        received.clear();
    }
    Ok(())
}

fn content_length(head: &str) -> Option<usize> {
    head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok())
}

async fn send(stream: &mut TcpStream, length: usize) -> std::io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/pdf\r\ncontent-length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).await?;
    let piece = vec![b'x'; PIECE];
    for _ in 0..length / PIECE {
        stream.write_all(&piece).await?;
    }
    Ok(())
}

/// Reads a body of this length, or a chunked one, whose content never contains the last chunk.
async fn discard(stream: &mut TcpStream, mut received: Vec<u8>, length: Option<usize>) -> std::io::Result<()> {
    const END: &[u8] = b"\r\n0\r\n\r\n";
    received.reserve(BUFFER);
    let mut left = length.map(|length| length.saturating_sub(received.len()));
    while left != Some(0) && !(left.is_none() && received.ends_with(END)) {
        received.drain(..received.len().saturating_sub(END.len()));
        let read = stream.read_buf(&mut received).await?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        left = left.map(|left| left.saturating_sub(read));
    }
    Ok(())
}
