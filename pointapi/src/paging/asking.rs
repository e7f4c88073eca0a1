//! The state of a pager between two pages.

use std::any::Any;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;

use super::Paged;
use super::page_stream::ResumeMarker;
use crate::error::{DecodeCause, Error, ErrorKind, Result};

/// Asks for the page of a marker.
pub(super) type Ask<P, E> = Box<dyn FnMut(Option<String>) -> Pin<Box<dyn Future<Output = Result<P, E>> + Send>> + Send>;

/// Returns the marker of the page after the given page, which was asked for with the given marker; it is not called for a
/// page that says that it is the last one.
pub(super) type NextMarker<P> = Box<dyn Fn(&P, Option<&str>) -> Result<Option<String>> + Send>;

/// The state between two pages.
pub(super) struct Asking<P, E> {
    ask: Ask<P, E>,
    next_marker: NextMarker<P>,
    next: Next,
    seen: SeenMarkers,
    left: usize,
    resume_marker: ResumeMarker,
}

enum Next {
    Page(Option<String>),
    Failure(Error),
    Nothing,
}

impl<P: Paged, E: From<Error> + Send + 'static> Asking<P, E> {
    /// Begins with the page of this marker.
    pub(super) fn new(
        ask: Ask<P, E>,
        next_marker: NextMarker<P>,
        first: Option<String>,
        max_pages: usize,
        resume_marker: ResumeMarker,
    ) -> Self {
        let next = Next::Page(first);
        Self { ask, next_marker, next, seen: SeenMarkers::default(), left: max_pages, resume_marker }
    }

    /// The next page; `None` after the last one.
    pub(super) async fn next_page(&mut self) -> Option<Result<P, E>> {
        let marker = match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Page(marker) => marker,
            Next::Failure(error) => return Some(Err(error.into())),
            Next::Nothing => return None,
        };
        self.resume_marker.set(marker.clone());
        let Some(left) = self.left.checked_sub(1) else {
            let text = "there are more pages than `max_pages`: raise it, or continue from this error's `resume_marker`";
            return Some(Err(Error::config(text).with_resume_marker(marker).into()));
        };
        self.left = left;
        if let Some(marker) = &marker {
            self.seen.note(marker);
        }
        let page = match (self.ask)(marker.clone()).await {
            Ok(page) => page,
            Err(error) => return Some(Err(with_resume_marker(error, marker))),
        };
        let next = self.after(&page, marker.as_deref());
        self.next = next.unwrap_or_else(|error| Next::Failure(error.with_resume_marker(marker)));
        Some(Ok(page))
    }

    /// The state after a page, which was asked for with the marker.
    fn after(&self, page: &P, marker: Option<&str>) -> Result<Next> {
        // Some servers send a marker with the last page too, often the same one again.
        if page.has_more() == Some(false) {
            return Ok(Next::Nothing);
        }
        match (self.next_marker)(page, marker)? {
            Some(next) if self.seen.contains(&next) => Err(misleading(
                "the server sent a page marker that it sent before: `resume_marker` asks for its page again",
            )),
            Some(next) if !next.is_empty() => Ok(Next::Page(Some(next))),
            _ if page.has_more() == Some(true) => {
                Err(misleading("the server says that more pages follow, and sent no marker or link of the next one"))
            }
            _ => Ok(Next::Nothing),
        }
    }
}

/// The error for a page that does not lead on.
pub(super) fn misleading(text: &'static str) -> Error {
    Error::new(ErrorKind::Decode(DecodeCause::Shape), text)
}

/// Adds the marker to an [`Error`]; other error types are returned unchanged.
fn with_resume_marker<E: 'static>(error: E, marker: Option<String>) -> E {
    let mut error = Some(error);
    if let Some(own) = (&mut error as &mut dyn Any).downcast_mut::<Option<Error>>() {
        *own = own.take().map(|own| own.with_resume_marker(marker));
    }
    error.expect("the error was put back")
}

/// The markers that were asked with, as hashes, so that long markers need no memory. The keys are random, so a server
/// cannot construct a collision.
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
