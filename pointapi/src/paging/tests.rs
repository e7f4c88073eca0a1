use std::borrow::Cow;
use std::sync::{Arc, Mutex};

use futures_util::{StreamExt, TryStreamExt};
use http::header::LINK;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::*;
use crate::error::ErrorKind;

/// A page without items that leads to another for ever.
struct Endless(String);

impl Paged for Endless {
    type Item = ();

    fn next_marker(&self) -> Option<Cow<'_, str>> {
        Some(Cow::from(&self.0))
    }

    fn into_items(self) -> Vec<()> {
        Vec::new()
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().build().unwrap()
}

#[test]
fn markers_of_any_length_do_not_accumulate() {
    const LONG: usize = 1024 * 1024;
    let mut number = 0;
    let pager = Pager::by_marker(move |_| {
        number += 1;
        std::future::ready(Ok::<_, Error>(Endless(format!("{number}{}", "0".repeat(LONG)))))
    });
    let runtime = runtime();
    let used = allocation_counter::measure(|| runtime.block_on(pager.max_pages(50).pages().for_each(|_| async {})));
    assert!(used.bytes_max < 10 * LONG as u64, "{}", used.bytes_max);
}

/// Seven items in pages of three, and the positions that were asked for.
fn seven(asked: &Arc<Mutex<Vec<u64>>>) -> impl Fn(u64, u64) -> Vec<u64> + Send + 'static {
    let asked = Arc::clone(asked);
    move |position, offset| {
        asked.lock().unwrap().push(position);
        (offset..7.min(offset + 3)).collect()
    }
}

#[tokio::test]
async fn pages_by_number_end_with_the_first_empty_one() {
    let asked = Arc::default();
    let page = seven(&asked);
    let pager = Pager::by_page_number(1, move |n| std::future::ready(Ok::<_, Error>(page(n, (n - 1) * 3))));
    assert_eq!(pager.items().try_collect::<Vec<_>>().await.unwrap(), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(*asked.lock().unwrap(), [1, 2, 3, 4]);
}

#[tokio::test]
async fn pages_by_offset_end_with_the_first_short_one() {
    let asked = Arc::default();
    let page = seven(&asked);
    let pager = Pager::by_offset(3, move |offset| std::future::ready(Ok::<_, Error>(page(offset, offset))));
    assert_eq!(pager.resume_from("3").items().try_collect::<Vec<_>>().await.unwrap(), [3, 4, 5, 6]);
    assert_eq!(*asked.lock().unwrap(), [3, 6]);
}

/// A page that says neither how many items it has nor whether there are more.
struct Opaque;

impl Paged for Opaque {
    type Item = ();

    fn into_items(self) -> Vec<()> {
        Vec::new()
    }
}

#[tokio::test]
async fn pages_by_number_without_a_known_end_are_an_error_and_not_asked_for_without_end() {
    for by_offset in [false, true] {
        let asked = Arc::new(Mutex::new(0));
        let counter = Arc::clone(&asked);
        let ask = move |_| {
            *counter.lock().unwrap() += 1;
            async { Ok::<_, Error>(Opaque) }
        };
        let pager = if by_offset { Pager::by_offset(2, ask) } else { Pager::by_page_number(1, ask) };
        let error = pager.pages().try_collect::<Vec<_>>().await.err().expect("no end");
        assert!(error.to_string().contains("`Paged::item_count`"), "{error}");
        assert_eq!(*asked.lock().unwrap(), 1);
    }
}

#[tokio::test]
async fn a_marker_that_is_no_number_is_rejected_before_a_page_is_asked_for() {
    let pager = Pager::by_offset(3, |_| std::future::ready(Ok::<_, Error>(vec![1])));
    let error = pager.resume_from("Jane").items().try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
}

#[tokio::test]
async fn pages_by_link_follow_the_next_link() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    let pager = Pager::by_link(move |url: Option<String>| {
        let is_first = url.is_none();
        seen.lock().unwrap().push(url);
        let next = HeaderValue::from_static("</list?page=2>; rel=\"next\"");
        let headers: HeaderMap = is_first.then_some((LINK, next)).into_iter().collect();
        std::future::ready(Ok::<_, Error>(Response::new(StatusCode::OK, headers, vec![is_first])))
    });
    assert_eq!(pager.items().try_collect::<Vec<_>>().await.unwrap(), [true, false]);
    assert_eq!(*asked.lock().unwrap(), [None, Some("/list?page=2".into())]);
}

#[derive(Debug, PartialEq)]
struct Own(ErrorKind);

impl From<Error> for Own {
    fn from(error: Error) -> Self {
        Self(error.kind())
    }
}

#[tokio::test]
async fn any_error_type_ends_the_pages_and_the_stream_knows_the_marker() {
    let mut pages = Pager::by_marker(|marker| async move {
        match marker {
            None => Ok(Endless("second".into())),
            Some(_) => Err(Own(ErrorKind::Status)),
        }
    })
    .pages();
    assert!(pages.next().await.unwrap().is_ok());
    assert_eq!(pages.next().await.unwrap().err(), Some(Own(ErrorKind::Status)));
    assert_eq!(pages.resume_marker().as_deref(), Some("second"));
    assert!(
        Pager::<_, Own>::by_marker(|_| async { Ok(Endless("a".into())) }).max_pages(0).pages().next().await.is_some()
    );
}

/// A page with a marker, and whether it says that more pages follow.
struct Marked(&'static str, Option<bool>);

impl Paged for Marked {
    type Item = ();

    fn next_marker(&self) -> Option<Cow<'_, str>> {
        Some(self.0.into())
    }

    fn has_more(&self) -> Option<bool> {
        self.1
    }

    fn into_items(self) -> Vec<()> {
        vec![()]
    }
}

#[tokio::test]
async fn an_empty_marker_is_no_marker() {
    for (has_more, is_end) in [(None, true), (Some(false), true), (Some(true), false)] {
        let pager = Pager::by_marker(move |marker: Option<String>| async move {
            match marker {
                None => Ok::<_, Error>(Marked("", has_more)),
                Some(marker) => panic!("asked for {marker:?}"),
            }
        });
        let pages: Vec<_> = pager.pages().collect().await;
        assert!(pages[0].is_ok());
        assert_eq!(pages.len() == 1, is_end, "{has_more:?}");
        assert_eq!(pages.iter().all(Result::is_ok), is_end, "{has_more:?}");
    }
}
