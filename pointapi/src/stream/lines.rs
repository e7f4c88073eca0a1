//! NDJSON: one value a line.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::BodyStream;
use crate::codec::Codec;
use crate::error::Result;
use crate::response::{FromResponse, ItemDecoder, RawResponse};

/// The longest line.
const LONGEST: usize = 16 * 1024 * 1024;

/// An answer of one value a line (NDJSON), as a stream of them; blank lines are passed over.
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
/// The call's timeout covers the time until the answer begins; what follows may take as long as it likes. A line that
/// cannot be read is an error, and the next lines follow it.
pub struct Lines<T> {
    chunks: BodyStream,
    split: LineSplitter,
    ready: VecDeque<Bytes>,
    decoder: ItemDecoder<T>,
    is_over: bool,
}

impl<T> Unpin for Lines<T> {}

impl<T> Stream for Lines<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            while let Some(line) = self.ready.pop_front() {
                if !line.trim_ascii().is_empty() {
                    return Poll::Ready(Some(self.decoder.decode(&line)));
                }
            }
            if self.is_over {
                return Poll::Ready(None);
            }
            let this = &mut *self;
            match ready!(Pin::new(&mut this.chunks).poll_next(context)) {
                Some(Ok(chunk)) => this.split.push(&chunk, &mut this.ready),
                Some(Err(error)) => {
                    this.is_over = true;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    this.is_over = true;
                    this.ready.extend(this.split.finish());
                }
            }
            if this.split.is_too_long(LONGEST) {
                this.is_over = true;
                return Poll::Ready(Some(Err(this.decoder.too_long())));
            }
        }
    }
}

impl<T: DeserializeOwned> FromResponse for Lines<T> {
    const IS_STREAMED: bool = true;

    fn accept<C: Codec>() -> &'static str {
        "application/x-ndjson, application/json;q=0.5"
    }

    fn from_response<C: Codec>(answer: RawResponse) -> Result<Self> {
        let decoder = ItemDecoder::of::<C>(&answer);
        let (split, ready) = (LineSplitter::default(), VecDeque::new());
        Ok(Self { chunks: answer.into_stream(), split, ready, decoder, is_over: false })
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").finish_non_exhaustive()
    }
}

/// Cuts chunks into lines, at `\n`.
#[derive(Default)]
struct LineSplitter {
    rest: BytesMut,
}

impl LineSplitter {
    fn push(&mut self, chunk: &[u8], lines: &mut VecDeque<Bytes>) {
        let mut parts = chunk.split_inclusive(|byte| *byte == b'\n');
        for part in &mut parts {
            self.rest.extend_from_slice(part);
            if part.ends_with(b"\n") {
                lines.push_back(self.rest.split().freeze());
            }
        }
    }

    fn finish(&mut self) -> Option<Bytes> {
        (!self.rest.is_empty()).then(|| self.rest.split().freeze())
    }

    fn is_too_long(&self, longest: usize) -> bool {
        self.rest.len() > longest
    }
}
