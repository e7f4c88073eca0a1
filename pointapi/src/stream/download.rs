//! A response body as a stream of bytes.

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http_body::Body as _;
use tempfile::TempPath;
use tokio::io::AsyncWriteExt;
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

use super::BodyStream;
use crate::body::Body;
use crate::codec::Codec;
use crate::error::{Error, ErrorKind, Result, TransportCause};
use crate::response::{Example, FromResponse, RawResponse};

/// A response body as a stream of [`Bytes`], for bodies that are too large for memory.
///
/// ```no_run
/// # async fn save(download: pointapi::Download) -> pointapi::Result<()> {
/// println!("{:?} bytes", download.content_length());
/// download.save_to("report.pdf").await?;
/// # Ok(())
/// # }
/// ```
///
/// The call's timeout covers the whole download, and `max_response` limits it; 15 seconds without a byte are an error.
pub struct Download {
    chunks: BodyStream,
    length: Option<u64>,
}

impl Download {
    /// Creates a download that a test double returns.
    ///
    /// ```
    /// let download = pointapi::Download::new("%PDF-1.7");
    /// assert_eq!(download.content_length(), Some(8));
    /// ```
    pub fn new(body: impl Into<Body>) -> Self {
        let body = body.into();
        let length = body.size_hint().exact();
        Self { chunks: RawResponse::of_body(body).into_stream(), length }
    }

    /// Returns the number of bytes, if the server announced it.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        self.length
    }

    /// Writes the bytes to a file and returns their number; replaces a file of that name.
    ///
    /// The file appears when it is complete. Until then the bytes are in a temporary file beside it, which is removed
    /// if the download fails or its future is dropped. On Unix only the owner can read the file (mode 0600).
    ///
    /// # Errors
    ///
    /// If the bytes do not arrive or cannot be written, and outside an async runtime.
    pub async fn save_to(mut self, path: impl AsRef<Path>) -> Result<u64> {
        if Handle::try_current().is_err() {
            let text = "`save_to` needs a tokio runtime: use `save_to_blocking`, of the feature `blocking`";
            return Err(self.chunks.error(ErrorKind::Config, text));
        }
        let path = path.as_ref().to_owned();
        let folder =
            path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or_else(|| ".".into(), PathBuf::from);
        let created = blocking(move || tempfile::Builder::new().suffix(".part").tempfile_in(folder)).await;
        let (file, partial) = created.map_err(|error| self.unwritable(error))?.into_parts();
        let length = self.write_to(file.into()).await?;
        blocking(move || persist(partial, &path)).await.map_err(|error| self.unwritable(error))?;
        Ok(length)
    }

    /// As [`save_to`](Self::save_to), for a download of a blocking client: blocks the thread until the file is complete.
    ///
    /// # Errors
    ///
    /// As for `save_to`; also within an async runtime, whose other tasks would stop.
    #[cfg(feature = "blocking")]
    pub fn save_to_blocking(self, path: impl AsRef<Path>) -> Result<u64> {
        crate::blocking::wait(self.save_to(path))?
    }

    async fn write_to(&mut self, mut file: tokio::fs::File) -> Result<u64> {
        let mut length = 0;
        while let Some(chunk) = poll_fn(|context| Pin::new(&mut self.chunks).poll_next(context)).await {
            let chunk = chunk?;
            file.write_all(&chunk).await.map_err(|error| self.unwritable(error))?;
            length += chunk.len() as u64;
        }
        file.sync_all().await.map_err(|error| self.unwritable(error))?;
        Ok(length)
    }

    /// The server has responded, so a failure of the file is no reason to send the call again.
    fn unwritable(&self, source: io::Error) -> Error {
        let kind = ErrorKind::Transport(TransportCause::Other);
        self.chunks.error(kind, "could not write the file").with_source(source)
    }
}

/// Gives the file its name. On failure the temporary file is removed.
fn persist(partial: TempPath, path: &Path) -> io::Result<()> {
    partial.persist(path).map_err(|error| error.error)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
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

    fn from_response<C: Codec>(response: RawResponse) -> Result<Self> {
        let length = response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        Ok(Self { length, chunks: response.into_limited_stream() })
    }

    fn examples() -> Vec<Example> {
        vec![Example::new("plain"), Example::new(b"%PDF-1.7\n\xE2\xE3\xCF\xD3".as_slice())]
    }
}
