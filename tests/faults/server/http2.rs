//! HTTP/2 frames (RFC 9113): the part that a server needs to respond to or reject requests.

use std::io;

use super::connection::Connection;
use super::script::{Script, Step};
use super::stopped_clock::StoppedClock;
use super::{Request, State};

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;

const ACK: u8 = 1;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

const REFUSED_STREAM: u32 = 7;

/// SETTINGS_MAX_CONCURRENT_STREAMS = 1 (RFC 9113, section 6.5.2).
const ONE_STREAM: [u8; 6] = [0, 3, 0, 0, 0, 1];

/// `:status: 200` in the static table of HPACK (RFC 7541, appendix A).
const STATUS_200: [u8; 1] = [0x88];

struct Frame {
    kind: u8,
    flags: u8,
    stream: u32,
    payload: Vec<u8>,
}

/// Runs a script for each complete request. A script without an HTTP/2 step or `Hang` responds 200 `{"count":1}`.
pub(super) async fn serve(connection: &mut Connection, state: &State) -> io::Result<()> {
    connection.read_exact(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".len()).await?;
    let settings: &[u8] = if state.begins_with_feed() { &ONE_STREAM } else { &[] };
    write(connection, SETTINGS, 0, 0, settings).await?;
    let mut body = Vec::new();
    loop {
        let frame = read(connection).await?;
        match frame.kind {
            SETTINGS if frame.flags & ACK == 0 => write(connection, SETTINGS, ACK, 0, &[]).await?,
            PING if frame.flags & ACK == 0 => write(connection, PING, ACK, 0, &frame.payload).await?,
            DATA | HEADERS => {
                if frame.kind == DATA {
                    body.extend_from_slice(&frame.payload);
                }
                if frame.flags & END_STREAM != 0 {
                    let head = format!("stream {}", frame.stream);
                    state.record(Request { head, body: std::mem::take(&mut body), connection: connection.number() });
                    respond(connection, &state.take_script(), frame.stream).await?;
                }
            }
            _ => {}
        }
    }
}

async fn respond(connection: &mut Connection, script: &Script, stream: u32) -> io::Result<()> {
    match script.steps.first() {
        Some(Step::RefuseStream) => write(connection, RST_STREAM, 0, stream, &REFUSED_STREAM.to_be_bytes()).await,
        Some(Step::GoAway { last_stream, debug_data }) => {
            let mut payload = last_stream.to_be_bytes().to_vec();
            payload.extend_from_slice(&0_u32.to_be_bytes());
            payload.extend_from_slice(debug_data.as_bytes());
            write(connection, GOAWAY, 0, 0, &payload).await?;
            Err(io::ErrorKind::ConnectionAborted.into())
        }
        Some(Step::Feed) => write(connection, HEADERS, END_HEADERS, stream, &STATUS_200).await,
        Some(Step::Hang) => {
            connection.hang().await;
            Err(io::ErrorKind::ConnectionAborted.into())
        }
        step => {
            if matches!(step, Some(Step::AwaitPing)) {
                await_ping(connection).await?;
            }
            write(connection, HEADERS, END_HEADERS, stream, &STATUS_200).await?;
            write(connection, DATA, END_STREAM, stream, br#"{"count":1}"#).await
        }
    }
}

/// Lets the clock jump until the client sends a PING, and acknowledges it.
async fn await_ping(connection: &mut Connection) -> io::Result<()> {
    let _stopped = StoppedClock::stop();
    loop {
        let frame = read(connection).await?;
        if frame.kind == PING && frame.flags & ACK == 0 {
            return write(connection, PING, ACK, 0, &frame.payload).await;
        }
    }
}

async fn read(connection: &mut Connection) -> io::Result<Frame> {
    let head = connection.read_exact(9).await?;
    let length = usize::from(head[0]) << 16 | usize::from(head[1]) << 8 | usize::from(head[2]);
    let stream = u32::from_be_bytes([head[5], head[6], head[7], head[8]]) & 0x7FFF_FFFF;
    Ok(Frame { kind: head[3], flags: head[4], stream, payload: connection.read_exact(length).await? })
}

async fn write(connection: &mut Connection, kind: u8, flags: u8, stream: u32, payload: &[u8]) -> io::Result<()> {
    let mut frame = u32::try_from(payload.len()).unwrap().to_be_bytes()[1..].to_vec();
    frame.extend_from_slice(&[kind, flags]);
    frame.extend_from_slice(&stream.to_be_bytes());
    frame.extend_from_slice(payload);
    connection.write(&frame).await
}
