//! Responses that come in pages, as streams of pages or items.
//!
//! A [`Pager`] calls a function once per page. What differs between APIs is the position of the next page: a marker in
//! the page, a number, an offset, or a link in the headers. How a call is retried is not decided here.

mod asking;
mod link;
mod page;
mod page_stream;
#[cfg(test)]
mod tests;

use std::fmt;
use std::pin::Pin;

use futures_util::stream;

use asking::{Ask, Asking, NextMarker, misleading};
use page_stream::ResumeMarker;

pub use page::Paged;
pub use page_stream::PageStream;

use crate::error::{Error, Result};
use crate::response::Response;

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

/// Returns the page if it can be recognized as the last one; otherwise every page up to `max_pages` would be asked for.
fn with_known_end<P: Paged>(page: P) -> Result<P> {
    match page.has_more().is_some() || page.item_count().is_some() {
        true => Ok(page),
        false => Err(Error::config("pages by number or offset need `Paged::item_count` or `Paged::has_more`")),
    }
}

impl<P: Paged, E: From<Error> + Send + 'static> Pager<P, E> {
    fn new<F, Fut>(mut ask: F, next: impl Fn(&P, Option<&str>) -> Result<Option<String>> + Send + 'static) -> Self
    where
        F: FnMut(Option<String>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<P, E>> + Send + 'static,
    {
        let ask = Box::new(move |marker| Box::pin(ask(marker)) as Pin<Box<dyn Future<Output = _> + Send>>);
        Self { ask, next: Box::new(next), marker: None, max_pages: MAX_PAGES }
    }

    /// Pages by marker: the first without one, each other with the [`next_marker`](Paged::next_marker) of the page
    /// before.
    pub fn by_marker<F, Fut>(ask: F) -> Self
    where
        F: FnMut(Option<String>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<P, E>> + Send + 'static,
    {
        Self::new(ask, |page, _| Ok(page.next_marker().map(Into::into)))
    }

    /// Pages by number, counted from `first`.
    ///
    /// The last page is the one that [`has_more`](Paged::has_more) says, otherwise the first one without items.
    pub fn by_page_number<F, Fut>(first: u64, ask: F) -> Self
    where
        F: FnMut(u64) -> Fut + Send + 'static,
        Fut: Future<Output = Result<P, E>> + Send + 'static,
    {
        Self::by_number(first, ask, |page, number| {
            let has_more = page.has_more().unwrap_or_else(|| page.item_count() != Some(0));
            Ok(if has_more { number.checked_add(1) } else { None })
        })
    }

    /// Pages by offset, from 0. The next offset is after the items that arrived, which may be fewer than `size` if the server
    /// limits its pages; a page without [`item_count`](Paged::item_count) counts as `size` items.
    ///
    /// The last page is the one that [`has_more`](Paged::has_more) says, otherwise the first one with fewer than `size`
    /// items. A page without items that says that more follow is an error.
    pub fn by_offset<F, Fut>(size: u64, ask: F) -> Self
    where
        F: FnMut(u64) -> Fut + Send + 'static,
        Fut: Future<Output = Result<P, E>> + Send + 'static,
    {
        Self::by_number(0, ask, move |page, offset| {
            let count = page.item_count().map_or(size, |count| count as u64);
            match page.has_more() {
                Some(true) if count == 0 => Err(misleading("the page has no items, and says that more pages follow")),
                None if count < size || count == 0 => Ok(None),
                _ => Ok(offset.checked_add(count)),
            }
        })
    }

    fn by_number<F, Fut>(first: u64, mut ask: F, next: impl Fn(&P, u64) -> Result<Option<u64>> + Send + 'static) -> Self
    where
        F: FnMut(u64) -> Fut + Send + 'static,
        Fut: Future<Output = Result<P, E>> + Send + 'static,
    {
        let number = move |marker: Option<&str>| marker.map_or(Some(first), |marker| marker.parse().ok());
        let ask = move |marker: Option<String>| {
            let page = number(marker.as_deref()).map(&mut ask);
            async move {
                match page {
                    Some(page) => page.await.and_then(|page| with_known_end(page).map_err(E::from)),
                    None => Err(Error::config("`resume_from` needs a number for these pages").into()),
                }
            }
        };
        Self::new(ask, move |page, marker| match number(marker) {
            Some(number) => Ok(next(page, number)?.map(|next| next.to_string())),
            None => Ok(None),
        })
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

    /// The pages, each requested when the stream is polled for it. The stream ends after its first error.
    pub fn pages(self) -> PageStream<P, E> {
        let marker = ResumeMarker::default();
        let state = Asking::new(self.ask, self.next, self.marker, self.max_pages, marker.clone());
        let pages = stream::unfold(state, |mut state| async move {
            let page = state.next_page().await?;
            Some((page, state))
        });
        PageStream::new(pages, marker)
    }

    /// The items of all pages.
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

impl<P: Paged, E: From<Error> + Send + 'static> Pager<Response<P>, E> {
    /// Pages by the `Link` header with `rel="next"` (RFC 8288): the first without a URL, each other with the link of the
    /// response before.
    ///
    /// ```
    /// use futures_util::TryStreamExt;
    /// use pointapi::{Pager, Response, Result, point_api};
    ///
    /// #[point_api]
    /// trait Repositories {
    ///     #[point_endpoint(GET "/repositories")]
    ///     async fn first(&self) -> Result<Response<Vec<String>>>;
    ///
    ///     #[point_endpoint(GET "")]
    ///     async fn page(&self, #[url] url: &str) -> Result<Response<Vec<String>>>;
    /// }
    ///
    /// # async fn list(repositories: RepositoriesClient) -> Result<()> {
    /// let pager = Pager::by_link(move |url| {
    ///     let repositories = repositories.clone();
    ///     async move {
    ///         match url {
    ///             None => repositories.first().await,
    ///             Some(url) => repositories.page(&url).await,
    ///         }
    ///     }
    /// });
    /// let names: Vec<String> = pager.items().try_collect().await?;
    /// # drop(names);
    /// # Ok(())
    /// # }
    /// ```
    pub fn by_link<F, Fut>(ask: F) -> Self
    where
        F: FnMut(Option<String>) -> Fut + Send + 'static,
        Fut: Future<Output = Result<Response<P>, E>> + Send + 'static,
    {
        Self::new(ask, |page, _| Ok(link::next(page.headers()).map(|next| page.resolve_link(next))))
    }
}

impl<P, E> fmt::Debug for Pager<P, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager").field("max_pages", &self.max_pages).finish_non_exhaustive()
    }
}
