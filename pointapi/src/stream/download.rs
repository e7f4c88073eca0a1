//! An answer as a stream of bytes.

use std::fmt;
use std::future::poll_fn;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use tokio::io::AsyncWriteExt;

use super::BodyStream;
use crate::codec::Codec;
use crate::error::{Error, ErrorKind, Result, TransportCause};
use crate::response::{FromResponse, RawResponse};

/// An answer that is read as a stream of [`Bytes`], for what is too large for memory.
///
/// ```no_run
/// # async fn save(download: pointapi::Download) -> pointapi::Result<()> {
/// println!("{:?} bytes", download.content_length());
/// download.save_to("report.pdf").await?;
/// # Ok(())
/// # }
/// ```
///
/// The call's timeout covers the whole of it, and so does `max_response`; no byte for 15 seconds is an error.
pub struct Download {
    chunks: BodyStream,
    length: Option<u64>,
}

impl Download {
    /// How many bytes come, if the server said so.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        self.length
    }

    /// Writes all bytes to a file, in the place of one of that name; how many there were.
    ///
    /// The file appears when it is whole: until then the bytes are in a file beside it, which a failure removes.
    ///
    /// # Errors
    ///
    /// If the bytes do not arrive or cannot be written.
    pub async fn save_to(mut self, path: impl AsRef<Path>) -> Result<u64> {
        let path = path.as_ref();
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{:08x}.part", fastrand::u32(..)));
        let partial = path.with_file_name(name);
        let written = self.write(&partial).await;
        let moved = match written {
            Ok(length) => {
                tokio::fs::rename(&partial, path).await.map(|()| length).map_err(|error| self.unwritable(error))
            }
            Err(error) => Err(error),
        };
        if moved.is_err() {
            // It is gone already, or cannot be removed: either way the first error says more.
            let _ = tokio::fs::remove_file(&partial).await;
        }
        moved
    }

    async fn write(&mut self, path: &Path) -> Result<u64> {
        let mut file = tokio::fs::File::create_new(path).await.map_err(|error| self.unwritable(error))?;
        let mut length = 0;
        while let Some(chunk) = poll_fn(|context| Pin::new(&mut self.chunks).poll_next(context)).await {
            let chunk = chunk?;
            file.write_all(&chunk).await.map_err(|error| self.unwritable(error))?;
            length += chunk.len() as u64;
        }
        file.sync_all().await.map_err(|error| self.unwritable(error))?;
        Ok(length)
    }

    /// The server has answered, so the call is not to be made again for the sake of the file.
    fn unwritable(&self, source: std::io::Error) -> Error {
        let kind = ErrorKind::Transport(TransportCause::Other);
        self.chunks.error(kind, "the file could not be written").with_source(source)
    }
}

impl Stream for Download {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        Pin::new(&mut self.chunks).poll_next(context)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("content_length", &self.length).finish_non_exhaustive()
    }
}

impl FromResponse for Download {
    const IS_STREAMED: bool = true;

    fn accept<C: Codec>() -> &'static str {
        "*/*"
    }

    fn from_response<C: Codec>(answer: RawResponse) -> Result<Self> {
        let length = answer.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        Ok(Self { length, chunks: answer.into_limited_stream() })
    }
}
