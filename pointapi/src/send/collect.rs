//! Collects the body of a response, within limits of size and of silence.

use std::borrow::Cow;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_LENGTH;
use http::response::Parts;
use http::{HeaderMap, StatusCode};
use http_body::Body as _;
use http_body_util::BodyExt;
use tokio::time::{Instant, timeout, timeout_at};

use crate::body::Body;
use crate::box_error::BoxError;
use crate::error::{Delivery, Error, ErrorKind, Result, SizeCause, TimeoutStage, TransportCause};
#[cfg(feature = "json")]
use crate::media_type::MediaType;
use crate::response::Expected;
use crate::transport::TransportFailure;
use crate::transport::framing::EndsWithConnection;

/// A response body that delivers no byte for this long has stalled.
pub(crate) const STALL: Duration = Duration::from_secs(15);

/// The largest part of an error response's body that is kept.
const ERROR_BODY: usize = 64 * 1024;

/// The most memory that is reserved because a header announces it.
const LARGEST_RESERVE: u64 = 64 * 1024;

/// Collects the whole body; it is an error if it is larger than `limit` or was cut short.
///
/// A body that ends with the connection was cut short in the middle of JSON, or before its begin if one is needed.
pub(crate) async fn whole(mut body: Body, parts: &Parts, limit: u64, expected: Expected) -> Result<Bytes> {
    let length = body.size_hint().exact();
    let bytes = joined(&mut body, parts, length, limit).await?;
    let may_be_cut = length.is_none() && EndsWithConnection::may_cut_short(&parts.extensions, bytes.is_empty());
    let is_cut = || match bytes.is_empty() {
        true => (expected.is_needed)(parts.status),
        false => is_unfinished_json(parts, &bytes, expected),
    };
    if may_be_cut && is_cut() { Err(cut_short(parts.status, &parts.headers)) } else { Ok(bytes) }
}

/// Collects the body into one piece. The `length` is known if the transport has read the header.
async fn joined(body: &mut Body, parts: &Parts, length: Option<u64>, limit: u64) -> Result<Bytes> {
    let announced = length.or_else(|| announced_length(parts));
    // The length in a response to HEAD is that of the body that GET would have.
    if announced.is_some_and(|length| length > limit) && !body.is_end_stream() {
        return Err(too_large(parts, SizeCause::Wire, limit));
    }
    if let Some(bytes) = body.as_bytes() {
        return within(limit, bytes, parts);
    }
    let Some(first) = next_chunk(body, parts).await? else { return Ok(Bytes::new()) };
    let Some(second) = next_chunk(body, parts).await? else { return within(limit, first, parts) };
    let mut collected = BytesMut::with_capacity(reserve(announced, first.len() + second.len()));
    collected.extend_from_slice(&first);
    let mut next = Some(second);
    while let Some(chunk) = next {
        if (collected.len() + chunk.len()) as u64 > limit {
            return Err(too_large(parts, SizeCause::Decoded, limit));
        }
        collected.extend_from_slice(&chunk);
        next = next_chunk(body, parts).await?;
    }
    Ok(collected.freeze())
}

fn within(limit: u64, bytes: Bytes, parts: &Parts) -> Result<Bytes> {
    if bytes.len() as u64 > limit { Err(too_large(parts, SizeCause::Decoded, limit)) } else { Ok(bytes) }
}

/// Collects the beginning of an error response's body. A body that is cut short, stalls or comes too late is not another
/// error: the status is known and says more.
pub(crate) async fn beginning(mut body: Body, end: Option<Instant>) -> Bytes {
    let longest = Instant::now() + STALL;
    let end = end.map_or(longest, |end| end.min(longest));
    let mut collected = BytesMut::new();
    while collected.len() < ERROR_BODY {
        let Ok(Some(Ok(chunk))) = timeout_at(end, data_frame(&mut body)).await else { break };
        let room = ERROR_BODY - collected.len();
        collected.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    collected.freeze()
}

async fn next_chunk(body: &mut Body, parts: &Parts) -> Result<Option<Bytes>> {
    if body.is_end_stream() {
        return Ok(None);
    }
    let mut chunk = pin!(data_frame(body));
    // A small body arrives with its head, so the first poll needs no timer, which would enlarge every call.
    let read = match poll_fn(|context| Poll::Ready(chunk.as_mut().poll(context))).await {
        Poll::Ready(read) => Ok(read),
        Poll::Pending => Box::pin(timeout(STALL, chunk)).await,
    };
    match read {
        Ok(None) => Ok(None),
        Ok(Some(Ok(chunk))) => Ok(Some(chunk)),
        Ok(Some(Err(source))) => Err(unreadable(parts.status, &parts.headers, source)),
        Err(_) => {
            let text = format!("the response stalled: no byte arrived for {STALL:?}, a fixed limit");
            let error = after_head(ErrorKind::Timeout(TimeoutStage::Stall), text, parts.status, &parts.headers);
            Err(error.delivered(Delivery::MaybeSent))
        }
    }
}

/// Returns the next data of the body; trailers are skipped.
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

/// The error that ended the body of a response. Errors of user code may quote URLs, so nothing shows them.
pub(crate) fn unreadable(status: StatusCode, headers: &HeaderMap, source: BoxError) -> Error {
    match source.downcast::<TransportFailure>() {
        Ok(failure) if matches!(failure.kind, ErrorKind::Transport(_)) => {
            cut_short(status, headers).with_source(failure)
        }
        Ok(failure) => after_head(failure.kind, failure.text, status, headers).delivered_at_least(failure.delivery),
        Err(foreign) => cut_short(status, headers).with_foreign_source(foreign),
    }
}

fn cut_short(status: StatusCode, headers: &HeaderMap) -> Error {
    after_head(ErrorKind::Transport(TransportCause::Truncated), "the response was cut short", status, headers)
}

/// An error of a response whose head arrived.
fn after_head(kind: ErrorKind, text: impl Into<Cow<'static, str>>, status: StatusCode, headers: &HeaderMap) -> Error {
    Error::new(kind, text).with_status(status).with_response(headers.clone(), Bytes::new())
}

/// Returns true for JSON that ends in the middle of a value.
#[cfg(feature = "json")]
fn is_unfinished_json(parts: &Parts, bytes: &[u8], expected: Expected) -> bool {
    let is_expected = MediaType::parse(expected.accept).is_json();
    crate::codec::Json::is_unfinished(&parts.headers, bytes, is_expected)
}

#[cfg(not(feature = "json"))]
fn is_unfinished_json(_: &Parts, _: &[u8], _: Expected) -> bool {
    false
}

fn too_large(parts: &Parts, cause: SizeCause, limit: u64) -> Error {
    let text = format!("the response body is larger than {limit} bytes");
    after_head(ErrorKind::TooLarge(cause), text, parts.status, &parts.headers)
}

fn announced_length(parts: &Parts) -> Option<u64> {
    parts.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn reserve(announced: Option<u64>, least: usize) -> usize {
    let announced = announced.unwrap_or_default().min(LARGEST_RESERVE);
    usize::try_from(announced).unwrap_or_default().max(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_never_reserved_on_a_headers_word() {
        assert_eq!(reserve(Some(u64::MAX), 9), 64 * 1024);
        assert_eq!(reserve(Some(100), 9), 100);
        assert_eq!(reserve(None, 9), 9);
    }

    #[tokio::test]
    async fn a_body_of_exactly_the_limit_is_accepted_in_any_number_of_pieces() {
        let (parts, ()) = http::Response::new(()).into_parts();
        let expected = Expected { accept: "*/*", is_streamed: false, is_needed: |_| true };
        for pieces in 1..=4 {
            let stream = || {
                futures_util::stream::iter(
                    (0..pieces).map(|_| Ok::<_, std::convert::Infallible>(Bytes::from_static(b"12345"))),
                )
            };
            let collected =
                whole(Body::from_stream(stream()), &parts, 5 * pieces, expected).await.expect("within the limit");
            assert_eq!(collected.len() as u64, 5 * pieces);
            let error = whole(Body::from_stream(stream()), &parts, 5 * pieces - 1, expected)
                .await
                .expect_err("above the limit");
            assert_eq!(error.kind(), ErrorKind::TooLarge(SizeCause::Decoded));
        }
    }
}
