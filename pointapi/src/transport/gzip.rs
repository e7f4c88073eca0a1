//! Unpacks a gzip body while it arrives, and stops at one that unpacks to far more than its size.

use std::io::Write;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Buf, Bytes};
use flate2::write::MultiGzDecoder;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, Entry, HeaderValue, RANGE};
use http::{HeaderMap, StatusCode};
use http_body::{Body as _, Frame};

use crate::body::Body;
use crate::box_error::BoxError;
use crate::error::{DecodeCause, Delivery, ErrorKind, SizeCause, TransportCause};
use crate::service::HttpResponse;
use crate::transport::TransportFailure;
use crate::transport::framing::EndsWithConnection;

/// Packed bytes per step. Deflate unpacks one byte to at most 1032, so a step yields at most 4 MiB.
const STEP: usize = 4 * 1024;

/// A body that unpacks to more than `LARGEST_RATIO` times its size is a bomb, once it is larger than this.
const RATIO_COUNTS_FROM: u64 = 1024 * 1024;

const LARGEST_RATIO: u64 = 200;

/// Asks for gzip, unless the caller asks for an encoding or a range; returns false if the caller unpacks.
pub(super) fn ask(headers: &mut HeaderMap) -> bool {
    if headers.contains_key(RANGE) {
        return !headers.contains_key(ACCEPT_ENCODING);
    }
    match headers.entry(ACCEPT_ENCODING) {
        Entry::Occupied(_) => false,
        Entry::Vacant(entry) => {
            entry.insert(HeaderValue::from_static("gzip"));
            true
        }
    }
}

/// Unpacks the body of a gzip response; the headers of its packed length and encoding are removed.
pub(super) fn unpack(mut response: HttpResponse) -> HttpResponse {
    // RFC 9110, section 8.4.1.3, has both names.
    let is_gzip =
        |value: &HeaderValue| [&b"gzip"[..], b"x-gzip"].iter().any(|name| value.as_bytes().eq_ignore_ascii_case(name));
    // A range is one of the packed bytes (RFC 9110, section 14.2), which cannot be unpacked alone.
    let is_part = response.status() == StatusCode::PARTIAL_CONTENT;
    let is_packed = !is_part && response.headers().get(CONTENT_ENCODING).is_some_and(is_gzip);
    if !is_packed || response.body().is_end_stream() {
        return response;
    }
    response.headers_mut().remove(CONTENT_ENCODING);
    response.headers_mut().remove(CONTENT_LENGTH);
    if let Some(mark) = response.extensions_mut().get_mut::<EndsWithConnection>() {
        mark.is_packed = true;
    }
    response.map(|packed| Body::new(Unpacked::new(packed)))
}

/// The unpacked form of a body.
struct Unpacked {
    packed: Body,
    /// Packed bytes that have arrived.
    rest: Bytes,
    decoder: Option<MultiGzDecoder<Vec<u8>>>,
    /// The decoder keeps nothing back.
    is_flushed: bool,
    taken: u64,
    made: u64,
}

impl Unpacked {
    fn new(packed: Body) -> Self {
        let decoder = Some(MultiGzDecoder::new(Vec::new()));
        Self { packed, rest: Bytes::new(), decoder, is_flushed: true, taken: 0, made: 0 }
    }

    /// Unpacks one step of the bytes that have arrived.
    fn step(&mut self) -> Result<Vec<u8>, TransportFailure> {
        let Some(decoder) = &mut self.decoder else { return Ok(Vec::new()) };
        let step = self.rest.split_to(self.rest.len().min(STEP));
        decoder.write_all(&step).map_err(|_| failure(Malformed::Corrupt))?;
        self.is_flushed = false;
        self.taken += step.len() as u64;
        self.take_made()
    }

    /// Unpacks what the decoder keeps for its next step.
    fn flush(&mut self) -> Result<Vec<u8>, TransportFailure> {
        let is_flushed = std::mem::replace(&mut self.is_flushed, true);
        let Some(decoder) = self.decoder.as_mut().filter(|_| !is_flushed) else { return Ok(Vec::new()) };
        decoder.flush().map_err(|_| failure(Malformed::Corrupt))?;
        self.take_made()
    }

    fn take_made(&mut self) -> Result<Vec<u8>, TransportFailure> {
        let made = self.decoder.as_mut().map(|decoder| std::mem::take(decoder.get_mut())).unwrap_or_default();
        self.made += made.len() as u64;
        if self.made > RATIO_COUNTS_FROM && self.made / LARGEST_RATIO > self.taken {
            return Err(failure(Malformed::Bomb));
        }
        Ok(made)
    }

    /// Unpacks the rest, and checks that the body is complete.
    fn finish(&mut self) -> Result<Vec<u8>, TransportFailure> {
        let Some(mut decoder) = self.decoder.take().filter(|_| self.taken > 0) else { return Ok(Vec::new()) };
        decoder.try_finish().map_err(|_| failure(Malformed::CutShort))?;
        Ok(std::mem::take(decoder.get_mut()))
    }

    fn poll_unpacked(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        loop {
            if self.rest.has_remaining() {
                let made = self.step()?;
                if !made.is_empty() {
                    return Poll::Ready(Some(Ok(Frame::data(made.into()))));
                }
                continue;
            }
            let Poll::Ready(frame) = Pin::new(&mut self.packed).poll_frame(context) else {
                // The next bytes may come much later, as those of the next event.
                let made = self.flush()?;
                return if made.is_empty() { Poll::Pending } else { Poll::Ready(Some(Ok(Frame::data(made.into())))) };
            };
            match frame {
                Some(frame) => match frame?.into_data() {
                    Ok(data) => self.rest = data,
                    Err(trailers) => return Poll::Ready(Some(Ok(trailers))),
                },
                None => {
                    let made = self.finish()?;
                    return Poll::Ready((!made.is_empty()).then(|| Ok(Frame::data(made.into()))));
                }
            }
        }
    }
}

impl http_body::Body for Unpacked {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.poll_unpacked(context)
    }
}

/// The fault of an invalid gzip body.
enum Malformed {
    Corrupt,
    CutShort,
    Bomb,
}

fn failure(malformed: Malformed) -> TransportFailure {
    let (kind, text) = match malformed {
        Malformed::Corrupt => (ErrorKind::Decode(DecodeCause::Syntax), "the response body is not valid gzip"),
        Malformed::CutShort => (ErrorKind::Transport(TransportCause::Truncated), "the response was cut short"),
        Malformed::Bomb => {
            (ErrorKind::TooLarge(SizeCause::Ratio), "the response body unpacks to more than 200 times its size")
        }
    };
    TransportFailure {
        kind,
        text: text.into(),
        delivery: Delivery::Responded,
        is_unknown_host: false,
        source: None,
        foreign: None,
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use futures_util::{FutureExt, StreamExt, stream};
    use http_body_util::{BodyExt, StreamBody};

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// Unpacks a body whose packed bytes arrive in pieces of `piece` bytes.
    async fn unpacked(packed: &[u8], piece: usize) -> Result<Bytes, ErrorKind> {
        let chunks: Vec<_> =
            packed.chunks(piece).map(|chunk| Ok::<_, BoxError>(Frame::data(Bytes::copy_from_slice(chunk)))).collect();
        let mut response = HttpResponse::new(Body::new(StreamBody::new(futures_util::stream::iter(chunks))));
        response.headers_mut().insert(CONTENT_ENCODING, "gzip".parse().unwrap());
        let collected = unpack(response).into_body().collect().await;
        collected.map(|body| body.to_bytes()).map_err(|error| error.downcast::<TransportFailure>().unwrap().kind)
    }

    #[tokio::test]
    async fn pieces_of_any_size_unpack_to_the_same_body() {
        let bytes: Vec<u8> = (0..50_000_u32).flat_map(u32::to_le_bytes).collect();
        for piece in [1, 7, 1000, usize::MAX] {
            assert_eq!(unpacked(&packed(&bytes), piece).await.unwrap(), bytes, "pieces of {piece}");
        }
    }

    #[tokio::test]
    async fn one_large_chunk_is_unpacked_piecewise() {
        let bytes: Vec<u8> = (0..50_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let mut response = HttpResponse::new(Body::from(packed(&bytes)));
        response.headers_mut().insert(CONTENT_ENCODING, "gzip".parse().unwrap());
        let mut body = unpack(response).into_body();
        let mut lengths = Vec::new();
        while let Some(frame) = body.frame().await {
            lengths.push(frame.unwrap().into_data().unwrap().len());
        }
        assert_eq!(lengths.iter().sum::<usize>(), bytes.len());
        assert!(lengths.iter().all(|length| *length < 64 * 1024), "{lengths:?}");
    }

    #[tokio::test]
    async fn what_the_server_flushed_is_unpacked_at_once() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(b"data: 1").unwrap();
        encoder.flush().unwrap();
        let begin = stream::iter([Ok::<_, BoxError>(Bytes::from(encoder.get_ref().clone()))]);
        let mut response = HttpResponse::new(Body::from_stream(begin.chain(stream::pending())));
        response.headers_mut().insert(CONTENT_ENCODING, "gzip".parse().unwrap());
        let mut body = unpack(response).into_body();
        let frame = body.frame().now_or_never().expect("the server waits").unwrap().unwrap();
        assert_eq!(frame.into_data().unwrap(), "data: 1");
    }

    #[test]
    fn a_range_of_a_packed_body_stays_packed() {
        let mut response = HttpResponse::new(Body::from(packed(b"text")));
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        let response = unpack(response);
        assert_eq!(response.headers()[CONTENT_ENCODING], "gzip");
        assert_eq!(response.body().as_bytes().as_deref(), Some(&*packed(b"text")));
    }

    #[test]
    fn the_packed_length_leaves_an_unpacked_response() {
        let mut response = HttpResponse::new(Body::from(packed(b"value")));
        response.headers_mut().insert(CONTENT_ENCODING, "gzip".parse().unwrap());
        response.headers_mut().insert(CONTENT_LENGTH, 25.into());
        assert!(unpack(response).headers().is_empty());
    }

    #[tokio::test]
    async fn consecutive_members_are_one_body() {
        assert_eq!(unpacked(&[packed(b"one "), packed(b"two")].concat(), 5).await.unwrap(), "one two");
    }

    #[tokio::test]
    async fn body_that_ends_early_is_cut_short() {
        let whole = packed(b"a small body");
        for end in 1..whole.len() {
            let result = unpacked(&whole[..end], 64).await;
            assert_eq!(result, Err(ErrorKind::Transport(TransportCause::Truncated)), "after {end} bytes");
        }
    }

    #[tokio::test]
    async fn body_that_is_not_gzip_is_a_decode_error() {
        let result = unpacked(b"{\"count\": 1}", 64).await;
        assert_eq!(result, Err(ErrorKind::Decode(DecodeCause::Syntax)));
    }

    #[tokio::test]
    async fn ratio_above_200_is_rejected_past_a_mebibyte() {
        let small = vec![0; 1024 * 1024];
        assert_eq!(unpacked(&packed(&small), 4096).await.unwrap().len(), small.len());
        let large = vec![0; 4 * 1024 * 1024];
        assert_eq!(unpacked(&packed(&large), 4096).await, Err(ErrorKind::TooLarge(SizeCause::Ratio)));
    }
}
