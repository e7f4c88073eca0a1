//! The body of a request that is a file.

use std::future::Future;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};
use tokio::fs::File;
use tokio::io::AsyncReadExt;

/// The largest piece that is read at once.
const PIECE: usize = 64 * 1024;

/// Reads a file piece by piece; it is opened when the first piece is asked for.
pub(super) struct FileBody {
    state: State,
    /// The bytes that are still to be read.
    rest: u64,
}

enum State {
    Closed(Arc<Path>),
    Reading(Reading),
    Ended,
}

type Reading = Pin<Box<dyn Future<Output = io::Result<(File, Bytes)>> + Send + Sync>>;

impl FileBody {
    pub(super) fn new(path: Arc<Path>, length: u64) -> Self {
        Self { state: State::Closed(path), rest: length }
    }
}

async fn open(path: Arc<Path>) -> io::Result<(File, Bytes)> {
    read(File::open(path).await?).await
}

async fn read(mut file: File) -> io::Result<(File, Bytes)> {
    let mut piece = BytesMut::with_capacity(PIECE);
    file.read_buf(&mut piece).await?;
    Ok((file, piece.freeze()))
}

impl http_body::Body for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let State::Closed(path) = &self.state {
            self.state = State::Reading(Box::pin(open(Arc::clone(path))));
        }
        let State::Reading(reading) = &mut self.state else { return Poll::Ready(None) };
        let read_piece = ready!(reading.as_mut().poll(context));
        self.state = State::Ended;
        let (file, piece) = read_piece?;
        let length = piece.len() as u64;
        if length > self.rest || (piece.is_empty() && self.rest > 0) {
            let error = io::Error::other("the length of the file changed while it was sent");
            return Poll::Ready(Some(Err(error)));
        }
        if piece.is_empty() {
            return Poll::Ready(None);
        }
        self.rest -= length;
        self.state = State::Reading(Box::pin(read(file)));
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest)
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use crate::body::Body;

    #[tokio::test]
    async fn file_is_sent_whole_each_time() {
        let path = tempfile::NamedTempFile::new().unwrap();
        let content = vec![7; 200_000];
        std::fs::write(path.path(), &content).unwrap();
        let body = Body::file(path.path()).await.unwrap();
        let again = body.try_clone().unwrap();
        for body in [body, again] {
            assert_eq!(http_body::Body::size_hint(&body).exact(), Some(200_000));
            assert_eq!(body.collect().await.unwrap().to_bytes(), content);
        }
    }

    #[tokio::test]
    async fn file_that_shrank_fails_the_body() {
        let path = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(path.path(), "seven b").unwrap();
        let body = Body::file(path.path()).await.unwrap();
        std::fs::write(path.path(), "two").unwrap();
        assert!(body.collect().await.is_err());
    }
}
