//! A stream of pages or items.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::error::{Error, Result};

/// A stream of pages or of their items. It ends after its first error, whose marker says where to continue
/// ([`Error::resume_marker`]).
#[must_use = "a stream does nothing until it is polled"]
pub struct PageStream<T, E = Error> {
    items: Pin<Box<dyn Stream<Item = Result<T, E>> + Send>>,
    marker: ResumeMarker,
}

impl<T, E> PageStream<T, E> {
    pub(super) fn new(items: impl Stream<Item = Result<T, E>> + Send + 'static, marker: ResumeMarker) -> Self {
        Self { items: Box::pin(items), marker }
    }

    /// Returns the marker of the page that was requested last, for [`Pager::resume_from`](crate::Pager::resume_from);
    /// `None` for the first page.
    #[must_use]
    pub fn resume_marker(&self) -> Option<String> {
        self.marker.get()
    }

    pub(super) fn marker(&self) -> ResumeMarker {
        self.marker.clone()
    }

    pub(super) async fn next(&mut self) -> Option<Result<T, E>> {
        std::future::poll_fn(|context| self.items.as_mut().poll_next(context)).await
    }
}

impl<T, E> Stream for PageStream<T, E> {
    type Item = Result<T, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T, E>>> {
        self.items.as_mut().poll_next(context)
    }
}

impl<T, E> fmt::Debug for PageStream<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PageStream")
    }
}

/// The marker of the latest page, shared by the state of a stream and its handle.
#[derive(Clone, Default)]
pub(super) struct ResumeMarker(Arc<Mutex<Option<String>>>);

impl ResumeMarker {
    pub(super) fn set(&self, marker: Option<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = marker;
    }

    fn get(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
