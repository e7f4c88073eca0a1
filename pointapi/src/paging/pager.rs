//! The stream of pages that follows from a function that asks for one.

use std::fmt;
use std::pin::Pin;

use futures_util::stream;

use super::asking::{Ask, Asking, NextMarker};
use super::page::Paged;
use super::page_stream::{PageStream, ResumeMarker};
use crate::error::{Error, Result};

/// The largest number of pages, unless the caller sets another.
const MAX_PAGES: usize = 10_000;

/// Asks for one page after the other, until a page is the last.
///
/// ```
/// use std::borrow::Cow;
///
/// use futures_util::TryStreamExt;
/// use pointapi::{Error, Paged, Pager};
///
/// struct Numbers(Vec<u32>, Option<String>);
///
/// impl Paged for Numbers {
///     type Item = u32;
///
///     fn next_marker(&self) -> Option<Cow<'_, str>> {
///         self.1.as_deref().map(Cow::from)
///     }
///
///     fn into_items(self) -> Vec<u32> {
///         self.0
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> pointapi::Result<()> {
/// let pager = Pager::by_marker(|marker| async move {
///     Ok::<_, Error>(match marker {
///         None => Numbers(vec![1, 2], Some("next".into())),
///         Some(_) => Numbers(vec![3], None),
///     })
/// });
/// assert_eq!(pager.items().try_collect::<Vec<_>>().await?, [1, 2, 3]);
/// # Ok(())
/// # }
/// ```
///
/// A marker that comes twice would never end and is an error, as are more than 10 000 pages. Whatever error ends the
/// stream, every page before it was returned, and [`Error::resume_marker`] names the page that failed:
///
/// ```
/// # use pointapi::{Paged, Pager, Result};
/// # async fn list<P: Paged>(pager: impl Fn() -> Pager<P>, mut keep: impl FnMut(P::Item)) -> Result<()> {
/// use futures_util::TryStreamExt;
///
/// let mut items = pager().items();
/// loop {
///     match items.try_next().await {
///         Ok(Some(item)) => keep(item),
///         Ok(None) => return Ok(()),
///         Err(error) if error.is_retryable() => {
///             items = match error.resume_marker() {
///                 Some(marker) => pager().resume_from(marker).items(),
///                 None => pager().items(),
///             };
///         }
///         Err(error) => return Err(error),
///     }
/// }
/// # }
/// ```
///
/// With `try_collect` the items before an error are lost, so process each item as it arrives. For an error type other
/// than [`Error`], the stream has the marker: [`PageStream::resume_marker`].
#[must_use]
pub struct Pager<P, E = Error> {
    ask: Ask<P, E>,
    next: NextMarker<P>,
    marker: Option<String>,
    max_pages: usize,
}

impl<P: Paged, E: From<Error> + Send + 'static> Pager<P, E> {
    pub(super) fn new<F, Fut>(
        mut ask: F,
        next: impl Fn(&P, Option<&str>) -> Result<Option<String>> + Send + 'static,
    ) -> Self
    where
        F: FnMut(Option<String>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<P, E>> + Send + 'static,
    {
        let ask = Box::new(move |marker| Box::pin(ask(marker)) as Pin<Box<dyn Future<Output = _> + Send>>);
        Self { ask, next: Box::new(next), marker: None, max_pages: MAX_PAGES }
    }

    /// Continues with the page of this marker, as [`Error::resume_marker`] names it.
    pub fn resume_from(mut self, marker: impl Into<String>) -> Self {
        self.marker = Some(marker.into());
        self
    }

    /// Limits the number of pages; further pages are an error.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.max_pages = pages;
        self
    }

    /// Returns the pages, each requested when the stream is polled for it. The stream ends after its first error.
    pub fn pages(self) -> PageStream<P, E> {
        let marker = ResumeMarker::default();
        let state = Asking::new(self.ask, self.next, self.marker, self.max_pages, marker.clone());
        let pages = stream::unfold(state, |mut state| async move {
            let page = state.next_page().await?;
            Some((page, state))
        });
        PageStream::new(pages, marker)
    }

    /// Returns the items of all pages.
    pub fn items(self) -> PageStream<P::Item, E> {
        let pages = self.pages();
        let marker = pages.marker();
        let state = (pages, Vec::new().into_iter());
        let items = stream::unfold(state, |(mut pages, mut items)| async move {
            loop {
                if let Some(item) = items.next() {
                    return Some((Ok(item), (pages, items)));
                }
                match pages.next().await? {
                    Ok(page) => items = page.into_items().into_iter(),
                    Err(error) => return Some((Err(error), (pages, items))),
                }
            }
        });
        PageStream::new(items, marker)
    }
}

impl<P, E> fmt::Debug for Pager<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager").field("max_pages", &self.max_pages).finish_non_exhaustive()
    }
}
