//! Responses that come in pages, as streams of pages or items.
//!
//! A [`Pager`] calls a function once per page. What differs between APIs is the position of the next page: a marker in
//! the page, a number, an offset, or a link in the headers. How a call is retried is not decided here.

mod asking;
mod page;
mod page_stream;
mod pager;
mod positions;
#[cfg(test)]
mod tests;

pub use page::Paged;
pub use page_stream::PageStream;
pub use pager::Pager;
