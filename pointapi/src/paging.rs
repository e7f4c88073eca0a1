//! Answers that come in pages, as streams.
//!
//! What flows in is a function that asks for one page, what flows out are the pages or their items. How a page is asked
//! for, and repeated after a failure, is not decided here.

use std::collections::HashSet;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream;

use crate::error::{DecodeCause, Error, ErrorKind, Result};

/// So many pages are asked for, unless the caller says otherwise.
const MOST_PAGES: usize = 10_000;

/// One page of an answer.
pub trait Paged: Send + 'static {
    /// What a page is a list of.
    type Item: Send + 'static;

    /// What to ask for the next page with; `None` on the last one.
    fn next_marker(&self) -> Option<&str>;

    /// The items of this page.
    fn into_items(self) -> Vec<Self::Item>;
}

/// Asks for page after page until one says that it is the last.
///
/// ```
/// use futures_util::TryStreamExt;
/// use pointapi::{Paged, Pager};
///
/// struct Numbers(Vec<u32>, Option<String>);
///
/// impl Paged for Numbers {
///     type Item = u32;
///
///     fn next_marker(&self) -> Option<&str> {
///         self.1.as_deref()
///     }
///
///     fn into_items(self) -> Vec<u32> {
///         self.0
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> pointapi::Result<()> {
/// let pager = Pager::new(|marker| async move {
///     Ok(match marker {
///         None => Numbers(vec![1, 2], Some("next".into())),
///         Some(_) => Numbers(vec![3], None),
///     })
/// });
/// assert_eq!(pager.items().try_collect::<Vec<_>>().await?, [1, 2, 3]);
/// # Ok(())
/// # }
/// ```
///
/// A marker that comes twice would go round in circles and is an error, as are more than 10 000 pages. Whatever error ends
/// the pages, every page before it was given out, and [`Error::resume_marker`] is what to ask for the rest with:
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
/// So take what comes as it comes: `try_collect` drops it with the first error.
#[must_use]
pub struct Pager<P> {
    ask: Ask<P>,
    marker: Option<String>,
    max_pages: usize,
}

type Ask<P> = Box<dyn FnMut(Option<String>) -> Pin<Box<dyn Future<Output = Result<P>> + Send>> + Send>;

impl<P: Paged> Pager<P> {
    /// Pages that `ask` gives: the first without a marker, each other with that of the page before.
    pub fn new<F, Answer>(mut ask: F) -> Self
    where
        F: FnMut(Option<String>) -> Answer + Send + 'static,
        Answer: Future<Output = Result<P>> + Send + 'static,
    {
        Self { ask: Box::new(move |marker| Box::pin(ask(marker))), marker: None, max_pages: MOST_PAGES }
    }

    /// Begins after the page that gave this marker.
    pub fn resume_from(mut self, marker: impl Into<String>) -> Self {
        self.marker = Some(marker.into());
        self
    }

    /// Fails rather than ask for more pages than this.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.max_pages = pages;
        self
    }

    /// The pages, each asked for when the stream is asked for it. It ends after the first error.
    pub fn pages(self) -> PageStream<P> {
        let Self { ask, marker, max_pages } = self;
        let state = Asking { ask, next: Next::Page(marker), seen: SeenMarkers::default(), left: max_pages };
        PageStream::of(stream::unfold(state, |mut state| async move {
            let page = state.next_page().await?;
            Some((page, state))
        }))
    }

    /// The items of all pages.
    pub fn items(self) -> PageStream<P::Item> {
        let state = (self.pages(), Vec::new().into_iter());
        PageStream::of(stream::unfold(state, |(mut pages, mut items)| async move {
            loop {
                if let Some(item) = items.next() {
                    return Some((Ok(item), (pages, items)));
                }
                match std::future::poll_fn(|context| Pin::new(&mut pages).poll_next(context)).await? {
                    Ok(page) => items = page.into_items().into_iter(),
                    Err(error) => return Some((Err(error), (pages, items))),
                }
            }
        }))
    }
}

/// The state between two pages.
struct Asking<P> {
    ask: Ask<P>,
    next: Next,
    seen: SeenMarkers,
    left: usize,
}

enum Next {
    Page(Option<String>),
    Failure(Error),
    Nothing,
}

impl<P: Paged> Asking<P> {
    async fn next_page(&mut self) -> Option<Result<P>> {
        let marker = match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Page(marker) => marker,
            Next::Failure(error) => return Some(Err(error)),
            Next::Nothing => return None,
        };
        let Some(left) = self.left.checked_sub(1) else {
            let text =
                "there are more pages than allowed: raise `max_pages`, or go on from this error's `resume_marker`";
            return Some(Err(Error::config(text).with_resume_marker(marker)));
        };
        self.left = left;
        if let Some(marker) = &marker {
            self.seen.note(marker);
        }
        let page = match (self.ask)(marker.clone()).await {
            Ok(page) => page,
            Err(error) => return Some(Err(error.with_resume_marker(marker))),
        };
        self.next = match page.next_marker() {
            Some(next) if self.seen.contains(next) => {
                let text = "the server gave a page marker that it gave before: `resume_marker` asks for its page again";
                let error = Error::new(ErrorKind::Decode(DecodeCause::Shape), text);
                Next::Failure(error.with_resume_marker(marker))
            }
            Some(next) => Next::Page(Some(next.to_owned())),
            None => Next::Nothing,
        };
        Some(Ok(page))
    }
}

/// The markers that were asked with. Their hashes will do, so that long ones do not pile up; the keys are random, and
/// nobody can make two that are alike.
#[derive(Default)]
struct SeenMarkers {
    hashes: HashSet<u64>,
    keys: RandomState,
}

impl SeenMarkers {
    fn note(&mut self, marker: &str) {
        self.hashes.insert(self.keys.hash_one(marker));
    }

    fn contains(&self, marker: &str) -> bool {
        self.hashes.contains(&self.keys.hash_one(marker))
    }
}

/// A stream of pages or of their items; ends after its first error, which tells where to go on
/// ([`Error::resume_marker`]).
#[must_use = "a stream does nothing until it is polled"]
pub struct PageStream<T>(Pin<Box<dyn Stream<Item = Result<T>> + Send>>);

impl<T> PageStream<T> {
    fn of(stream: impl Stream<Item = Result<T>> + Send + 'static) -> Self {
        Self(Box::pin(stream))
    }
}

impl<T> Stream for PageStream<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<T> fmt::Debug for PageStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PageStream")
    }
}

impl<P> fmt::Debug for Pager<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager").field("max_pages", &self.max_pages).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;

    use super::*;

    /// A page without items that leads to another for ever.
    struct Endless(String);

    impl Paged for Endless {
        type Item = ();

        fn next_marker(&self) -> Option<&str> {
            Some(&self.0)
        }

        fn into_items(self) -> Vec<()> {
            Vec::new()
        }
    }

    #[test]
    fn markers_of_any_length_do_not_pile_up() {
        const LONG: usize = 1024 * 1024;
        let mut number = 0;
        let pager = Pager::new(move |_| {
            number += 1;
            std::future::ready(Ok(Endless(format!("{number}{}", "0".repeat(LONG)))))
        });
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let used = allocation_counter::measure(|| runtime.block_on(pager.max_pages(50).pages().for_each(|_| async {})));
        assert!(used.bytes_max < 10 * LONG as u64, "{}", used.bytes_max);
    }
}
