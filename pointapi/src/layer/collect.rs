//! Reads the body of an answer, within limits of size and of silence.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_LENGTH;
use http::response::Parts;
use http_body_util::BodyExt;
use tokio::time::timeout;

use crate::body::Body;
use crate::error::{Delivery, Error, ErrorKind, Result, SizeCause, TimeoutStage, TransportCause};
use crate::service::BoxError;

/// An answer that brings no byte for this long has stalled.
pub(crate) const STALL: Duration = Duration::from_secs(15);

/// How much of the body of a failure an error keeps.
const ERROR_BODY: usize = 64 * 1024;

/// Memory is not set aside for more than this on the word of a header.
const LARGEST_RESERVE: u64 = 64 * 1024;

/// The whole body, or an error if it is larger than `limit`.
pub(crate) async fn whole(mut body: Body, parts: &Parts, limit: u64) -> Result<Bytes> {
    let announced = announced_length(parts);
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large(parts, SizeCause::Wire, limit));
    }
    let Some(first) = next_chunk(&mut body, parts).await? else { return Ok(Bytes::new()) };
    let Some(second) = next_chunk(&mut body, parts).await? else {
        return if first.len() as u64 > limit { Err(too_large(parts, SizeCause::Decoded, limit)) } else { Ok(first) };
    };
    let mut collected = BytesMut::with_capacity(reserve(announced, first.len() + second.len()));
    collected.extend_from_slice(&first);
    let mut next = Some(second);
    while let Some(chunk) = next {
        if (collected.len() + chunk.len()) as u64 > limit {
            return Err(too_large(parts, SizeCause::Decoded, limit));
        }
        collected.extend_from_slice(&chunk);
        next = next_chunk(&mut body, parts).await?;
    }
    Ok(collected.freeze())
}

/// As much of the body of a failure as an error keeps; that it is cut short is no second failure.
pub(super) async fn beginning(mut body: Body) -> Bytes {
    let mut collected = BytesMut::new();
    while collected.len() < ERROR_BODY {
        let Ok(Some(Ok(chunk))) = timeout(STALL, data_frame(&mut body)).await else { break };
        let room = ERROR_BODY - collected.len();
        collected.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    collected.freeze()
}

async fn next_chunk(body: &mut Body, parts: &Parts) -> Result<Option<Bytes>> {
    match timeout(STALL, data_frame(body)).await {
        Ok(None) => Ok(None),
        Ok(Some(Ok(chunk))) => Ok(Some(chunk)),
        Ok(Some(Err(source))) => Err(cut_short(parts, source)),
        Err(_) => {
            let kind = ErrorKind::Timeout(TimeoutStage::Stall);
            Err(Error::new(kind, "the answer stalled").with_status(parts.status).delivered(Delivery::MaybeSent))
        }
    }
}

/// The next data of the body; trailers are passed over.
async fn data_frame(body: &mut Body) -> Option<Result<Bytes, BoxError>> {
    loop {
        match body.frame().await? {
            Ok(frame) => {
                if let Ok(data) = frame.into_data() {
                    return Some(Ok(data));
                }
            }
            Err(error) => return Some(Err(error)),
        }
    }
}

fn cut_short(parts: &Parts, source: BoxError) -> Error {
    Error::new(ErrorKind::Transport(TransportCause::Truncated), "the answer was cut short")
        .with_status(parts.status)
        .with_source(source)
}

fn too_large(parts: &Parts, cause: SizeCause, limit: u64) -> Error {
    Error::new(ErrorKind::TooLarge(cause), format!("the answer is larger than {limit} bytes")).with_status(parts.status)
}

fn announced_length(parts: &Parts) -> Option<u64> {
    parts.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn reserve(announced: Option<u64>, least: usize) -> usize {
    let announced = announced.unwrap_or_default().min(LARGEST_RESERVE);
    usize::try_from(announced).unwrap_or_default().max(least)
}
