//! NDJSON: one value per line.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes, BytesMut};
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::BodyStream;
use crate::codec::Codec;
use crate::error::Result;
use crate::response::{Example, FromResponse, ItemDecoder, RawResponse};

/// The largest line, in bytes.
const MAX_LINE: usize = 16 * 1024 * 1024;

/// A response of one value per line (NDJSON), as a stream of values; blank lines are skipped.
///
/// ```no_run
/// use futures_util::TryStreamExt;
///
/// # async fn show(mut lines: pointapi::Lines<serde_json::Value>) -> pointapi::Result<()> {
/// while let Some(value) = lines.try_next().await? {
///     println!("{value}");
/// }
/// # Ok(())
/// # }
/// ```
///
/// The call's timeout ends when the response begins; there is no limit of time or size after that. A line that cannot be
/// decoded is an error, and the next lines follow it. A line of more than 16 MiB ends the stream with an error.
pub struct Lines<T>(Source<T>);

enum Source<T> {
    Response(Box<LineDecoder<T>>),
    Stream(Pin<Box<dyn Stream<Item = Result<T>> + Send>>),
}

impl<T> Lines<T> {
    /// Lines that a test double returns.
    ///
    /// ```
    /// use futures_util::stream;
    ///
    /// let lines = pointapi::Lines::from_stream(stream::iter([Ok(1), Ok(2)]));
    /// # drop(lines);
    /// ```
    pub fn from_stream(values: impl Stream<Item = Result<T>> + Send + 'static) -> Self {
        Self(Source::Stream(Box::pin(values)))
    }
}

impl<T> Unpin for Lines<T> {}

impl<T> Stream for Lines<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        match &mut self.0 {
            Source::Response(lines) => lines.poll_value(context),
            Source::Stream(values) => values.as_mut().poll_next(context),
        }
    }
}

impl<T: DeserializeOwned> FromResponse for Lines<T> {
    const IS_STREAMED: bool = true;

    fn accept<C: Codec>() -> &'static str {
        "application/x-ndjson, application/json;q=0.5"
    }

    fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
        response.require_decoded()?;
        let decoder = ItemDecoder::of::<C>(&response);
        let splitter = LineSplitter::default();
        let lines = LineDecoder { chunks: response.into_stream(), splitter, decoder, is_over: false };
        Ok(Self(Source::Response(Box::new(lines))))
    }

    fn examples() -> Vec<Example> {
        ["1\n2\n", "1\n", "\n"].map(Example::items).into()
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").finish_non_exhaustive()
    }
}

/// Decodes the lines of a response, each when it is asked for, so that no line waits in memory.
struct LineDecoder<T> {
    chunks: BodyStream,
    splitter: LineSplitter,
    decoder: ItemDecoder<T>,
    is_over: bool,
}

impl<T> LineDecoder<T> {
    fn poll_value(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(line) = self.splitter.next_line() {
                if !line.trim_ascii().is_empty() {
                    // A line without its end is the last.
                    let is_last = self.is_over;
                    let value = if is_last { self.decoder.decode_last(&line) } else { self.decoder.decode(&line) };
                    return Poll::Ready(Some(value));
                }
                continue;
            }
            if self.is_over {
                return Poll::Ready(None);
            }
            if self.splitter.pending() > MAX_LINE {
                self.is_over = true;
                self.splitter = LineSplitter::default();
                return Poll::Ready(Some(Err(self.decoder.too_long("a line of the response is larger than 16 MiB"))));
            }
            match ready!(Pin::new(&mut self.chunks).poll_next(context)) {
                Some(Ok(chunk)) => self.splitter.push(chunk),
                Some(Err(error)) => {
                    self.is_over = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.is_over = true;
                    self.splitter.finish();
                }
            }
        }
    }
}

/// Cuts chunks into lines, at `\n`.
#[derive(Default)]
struct LineSplitter {
    /// The beginning of a line whose end has not arrived.
    begun: BytesMut,
    /// The rest of the latest chunk.
    chunk: Bytes,
    is_finished: bool,
}

impl LineSplitter {
    /// Adds a chunk; the one before has been used up.
    fn push(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// No chunk follows, so the rest is a line.
    fn finish(&mut self) {
        self.is_finished = true;
    }

    fn next_line(&mut self) -> Option<Bytes> {
        match self.chunk.iter().position(|byte| *byte == b'\n') {
            Some(end) => {
                let line = self.chunk.split_to(end);
                self.chunk.advance(1);
                if self.begun.is_empty() {
                    return Some(line);
                }
                self.begun.extend_from_slice(&line);
            }
            None => {
                self.begun.extend_from_slice(&std::mem::take(&mut self.chunk));
                if !self.is_finished || self.begun.is_empty() {
                    return None;
                }
            }
        }
        Some(std::mem::take(&mut self.begun).freeze())
    }

    fn pending(&self) -> usize {
        self.begun.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(chunks: &[&'static str]) -> Vec<Bytes> {
        let mut splitter = LineSplitter::default();
        let mut lines = Vec::new();
        for chunk in chunks {
            splitter.push(Bytes::from_static(chunk.as_bytes()));
            lines.extend(std::iter::from_fn(|| splitter.next_line()));
        }
        splitter.finish();
        lines.extend(std::iter::from_fn(|| splitter.next_line()));
        lines
    }

    #[test]
    fn a_chunk_may_end_anywhere() {
        assert_eq!(lines(&["1\n2\n", "3", "4\n", "\n5"]), ["1", "2", "34", "", "5"]);
        assert_eq!(lines(&["", "\n", "a"]), ["", "a"]);
        assert!(lines(&[]).is_empty());
    }
}
