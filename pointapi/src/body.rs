//! Bodies of requests and responses.

#[cfg(feature = "stream")]
mod file;

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, StreamBody};
use sync_wrapper::SyncWrapper;
use tokio::task::coop;

#[cfg(feature = "stream")]
use self::file::FileBody;
use crate::box_error::BoxError;

/// The body of a request or a response.
///
/// Empty bodies, bytes and factories can be sent again, by a retry or after a rejected token; a stream is sent once.
///
/// ```
/// use pointapi::Body;
///
/// let text = Body::from("hello");
/// let large = Body::from_fn(|| Body::from(vec![0; 1024]));
/// # drop((text, large));
/// ```
#[derive(Default)]
pub struct Body {
    kind: Kind,
    /// Records whether a transport takes the body.
    progress: Option<Arc<BodyProgress>>,
}

/// The progress of a request's body.
#[derive(Default)]
pub(crate) struct BodyProgress {
    is_handed_over: AtomicBool,
    is_head_sent: AtomicBool,
}

impl BodyProgress {
    /// Returns true if a transport of this crate took the body and did not write the head: it polls the body only after
    /// that.
    ///
    /// Another transport may poll earlier, and a layer may have replaced the body.
    pub(crate) fn is_provably_unsent(&self) -> bool {
        self.is_handed_over.load(Ordering::Acquire) && !self.is_head_sent.load(Ordering::Acquire)
    }

    /// Records that the head was written: the transport polls the body, or the server has responded without it.
    pub(crate) fn head_is_sent(&self) {
        self.is_head_sent.store(true, Ordering::Release);
    }
}

#[derive(Default)]
enum Kind {
    #[default]
    Empty,
    Bytes(Bytes),
    Stream(Streamed),
    Factory(Factory),
}

/// A body of another type, with the latest size hint and end.
struct Streamed {
    body: SyncWrapper<UnsyncBoxBody<Bytes, BoxError>>,
    hint: SizeHint,
    is_over: bool,
}

struct Factory {
    make: Arc<dyn Fn() -> Body + Send + Sync>,
    made: OnceLock<Box<Body>>,
}

impl Body {
    fn of(kind: Kind) -> Self {
        Self { kind, progress: None }
    }

    /// Creates an empty body.
    #[must_use]
    pub fn empty() -> Self {
        Self::of(Kind::Empty)
    }

    /// Creates a body from a stream. It is sent once.
    pub fn from_stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::new(StreamBody::new(FrameStream(Box::pin(stream))))
    }

    /// Creates a body from a function that is called each time the body is sent; a known length is kept.
    pub fn from_fn(make: impl Fn() -> Self + Send + Sync + 'static) -> Self {
        Self::of(Kind::Factory(Factory { make: Arc::new(make), made: OnceLock::new() }))
    }

    /// Creates a body from a file, which is opened each time the body is sent and is never held in memory.
    ///
    /// The length is that of the file now. A file that is longer or shorter when it is sent fails the call.
    ///
    /// ```no_run
    /// # async fn run() -> std::io::Result<()> {
    /// let body = pointapi::Body::file("scan.tiff").await?;
    /// # drop(body);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the file cannot be opened.
    #[cfg(feature = "stream")]
    pub async fn file(path: impl AsRef<std::path::Path>) -> std::io::Result<Self> {
        let path: Arc<std::path::Path> = path.as_ref().into();
        let length = tokio::fs::File::open(&path).await?.metadata().await?.len();
        Ok(Self::from_fn(move || Self::new(FileBody::new(Arc::clone(&path), length))))
    }

    /// Wraps any body of [`Bytes`].
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let mut body = Some(body);
        if let Some(own) = (&mut body as &mut dyn std::any::Any).downcast_mut::<Option<Self>>() {
            return own.take().unwrap_or_default();
        }
        body.map_or_else(Self::empty, |body| {
            let (hint, is_over) = (body.size_hint(), body.is_end_stream());
            let body = SyncWrapper::new(UnsyncBoxBody::new(body.map_err(Into::into)));
            Self::of(Kind::Stream(Streamed { body, hint, is_over }))
        })
    }

    /// Another body with the same bytes, if this one can be sent again.
    pub(crate) fn try_clone(&self) -> Option<Self> {
        match &self.kind {
            Kind::Empty => Some(Self::empty()),
            Kind::Bytes(bytes) => Some(Self::of(Kind::Bytes(bytes.clone()))),
            Kind::Stream(_) => None,
            Kind::Factory(factory) => Some(Self::of(Kind::Factory(factory.again()))),
        }
    }

    /// Records the progress of the body from now on; `None` if it is empty.
    pub(crate) fn watch(&mut self) -> Option<Arc<BodyProgress>> {
        if http_body::Body::is_end_stream(self) || http_body::Body::size_hint(self).exact() == Some(0) {
            return None;
        }
        let progress = Arc::<BodyProgress>::default();
        self.progress = Some(Arc::clone(&progress));
        Some(progress)
    }

    /// The progress of the body, if it is recorded.
    pub(crate) fn progress(&self) -> Option<Arc<BodyProgress>> {
        self.progress.clone()
    }

    /// Records that a transport of this crate, which polls the body once the head is written, has it now.
    #[cfg(any(feature = "reqwest", feature = "hyper"))]
    pub(crate) fn hand_over(&self) {
        if let Some(progress) = &self.progress {
            progress.is_handed_over.store(true, Ordering::Release);
        }
    }

    /// The whole body, if it is in memory and its progress is not recorded.
    pub(crate) fn as_bytes(&self) -> Option<Bytes> {
        if self.progress.is_some() {
            return None;
        }
        match &self.kind {
            Kind::Empty => Some(Bytes::new()),
            Kind::Bytes(bytes) => Some(bytes.clone()),
            Kind::Stream(_) | Kind::Factory(_) => None,
        }
    }
}

impl Factory {
    /// A copy that has created no body.
    fn again(&self) -> Self {
        Self { make: Arc::clone(&self.make), made: OnceLock::new() }
    }

    /// Returns the body, whose length is needed before it is sent.
    fn body(&self) -> &Body {
        self.made.get_or_init(|| Box::new((self.make)()))
    }

    fn poll_frame(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.body();
        let Some(body) = self.made.get_mut() else { return Poll::Ready(None) };
        http_body::Body::poll_frame(Pin::new(&mut **body), context)
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Some(progress) = &self.progress {
            progress.head_is_sent();
        }
        match &mut self.kind {
            Kind::Empty => Poll::Ready(None),
            Kind::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                self.kind = Kind::Empty;
                Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
            }
            Kind::Stream(Streamed { body, hint, is_over }) => {
                // A reader of frames that yield nothing would never give the thread back, and no time limit would end it.
                let budget = ready!(coop::poll_proceed(context));
                let body = body.get_mut();
                let frame = Pin::new(&mut *body).poll_frame(context);
                (*hint, *is_over) = (body.size_hint(), body.is_end_stream());
                if frame.is_ready() {
                    budget.made_progress();
                }
                frame
            }
            Kind::Factory(factory) => factory.poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.kind {
            Kind::Empty => true,
            Kind::Bytes(bytes) => bytes.is_empty(),
            Kind::Stream(stream) => stream.is_over,
            Kind::Factory(factory) => factory.made.get().is_some_and(|body| body.is_end_stream()),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.kind {
            Kind::Empty => SizeHint::with_exact(0),
            Kind::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Kind::Stream(stream) => stream.hint,
            Kind::Factory(factory) => factory.body().size_hint(),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::of(Kind::Bytes(bytes))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

/// Shows the kind and the length, never the content.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Empty => f.write_str("Body(empty)"),
            Kind::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Kind::Stream(_) => f.write_str("Body(stream)"),
            Kind::Factory(_) => f.write_str("Body(factory)"),
        }
    }
}

/// Converts a stream of bytes to a stream of data frames.
struct FrameStream<S>(Pin<Box<S>>);

impl<S, E> Stream for FrameStream<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    type Item = Result<Frame<Bytes>, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map(|next| next.map(|chunk| chunk.map(Frame::data).map_err(Into::into)))
    }
}
