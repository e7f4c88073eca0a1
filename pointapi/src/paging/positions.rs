//! The position of the next page: a marker, a number, an offset or a link.

use super::asking::misleading;
use super::page::Paged;
use super::pager::Pager;
use crate::error::{Error, Result};
use crate::response::Response;

/// Returns the page if it can be recognized as the last one; otherwise every page up to `max_pages` would be asked for.
fn with_known_end<P: Paged>(page: P) -> Result<P> {
    match page.has_more().is_some() || page.item_count().is_some() {
        true => Ok(page),
        false => Err(Error::config("pages by number or offset need `Paged::item_count` or `Paged::has_more`")),
    }
}

impl<P: Paged, E: From<Error> + Send + 'static> Pager<P, E> {
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
        Self::new(ask, |page, _| Ok(page.link("next")))
    }
}
