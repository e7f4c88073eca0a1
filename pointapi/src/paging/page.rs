//! The trait of a page.

use std::borrow::Cow;

use crate::response::Response;

/// One page of a list.
///
/// A `Vec` is a page without a marker, for [`Pager::by_link`](crate::Pager::by_link),
/// [`by_page_number`](crate::Pager::by_page_number) and [`by_offset`](crate::Pager::by_offset).
pub trait Paged: Send + 'static {
    /// The type of an item.
    type Item: Send + 'static;

    /// The marker of the next page; `None` or an empty one on the last page, and for pages without markers.
    fn next_marker(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// The number of items, if it is known without taking the page apart.
    ///
    /// Pages by number or offset need this or [`has_more`](Self::has_more) to recognize the last page.
    fn item_count(&self) -> Option<usize> {
        None
    }

    /// True if the page says that further pages follow; `None` if it does not say.
    fn has_more(&self) -> Option<bool> {
        None
    }

    /// Returns the items.
    fn into_items(self) -> Vec<Self::Item>;
}

impl<T: Send + 'static> Paged for Vec<T> {
    type Item = T;

    fn item_count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn into_items(self) -> Self {
        self
    }
}

impl<P: Paged> Paged for Response<P> {
    type Item = P::Item;

    fn next_marker(&self) -> Option<Cow<'_, str>> {
        (**self).next_marker()
    }

    fn item_count(&self) -> Option<usize> {
        (**self).item_count()
    }

    fn has_more(&self) -> Option<bool> {
        (**self).has_more()
    }

    fn into_items(self) -> Vec<P::Item> {
        self.into_inner().into_items()
    }
}
