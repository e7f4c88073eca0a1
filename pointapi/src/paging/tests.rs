use std::borrow::Cow;
use std::sync::{Arc, Mutex};

use futures_util::{StreamExt, TryStreamExt};
use http::header::LINK;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::*;
use crate::error::{Error, ErrorKind};
use crate::response::Response;

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

/// A page of items with a marker, and whether it says that more pages follow.
struct Marked(Option<&'static str>, Option<bool>, Vec<u64>);

impl Paged for Marked {
    type Item = u64;

    fn next_marker(&self) -> Option<Cow<'_, str>> {
        self.0.map(Cow::from)
    }

    fn item_count(&self) -> Option<usize> {
        Some(self.2.len())
    }

    fn has_more(&self) -> Option<bool> {
        self.1
    }

    fn into_items(self) -> Vec<u64> {
        self.2
    }
}

/// The items of the pages, and whether the stream ended without an error.
async fn listed<P: Paged>(pager: Pager<P>) -> (Vec<P::Item>, bool) {
    let mut items = pager.items();
    let mut listed = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => listed.push(item),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Decode(crate::error::DecodeCause::Shape));
                return (listed, false);
            }
        }
    }
    (listed, true)
}

#[tokio::test]
async fn what_a_page_says_of_the_next_one_decides_over_its_marker() {
    for (marker, has_more, requests, is_end) in [
        (None, None, 1, true),
        (None, Some(false), 1, true),
        (None, Some(true), 1, false),
        (Some(""), None, 1, true),
        (Some(""), Some(false), 1, true),
        (Some(""), Some(true), 1, false),
        (Some("same"), None, 2, false),
        (Some("same"), Some(false), 1, true),
        (Some("same"), Some(true), 2, false),
    ] {
        let pager = Pager::by_marker(move |_| async move { Ok::<_, Error>(Marked(marker, has_more, vec![0])) });
        assert_eq!(listed(pager).await, (vec![0; requests], is_end), "{marker:?} {has_more:?}");
        let link = marker.map(|marker| HeaderValue::try_from(format!("<{marker}>; rel=next")).unwrap());
        let headers: HeaderMap = link.map(|link| (LINK, link)).into_iter().collect();
        let pager = Pager::by_link(move |_| {
            let page = Marked(None, has_more, vec![0]);
            std::future::ready(Ok::<_, Error>(Response::new(StatusCode::OK, headers.clone(), page)))
        });
        assert_eq!(listed(pager).await, (vec![0; requests], is_end), "link {marker:?} {has_more:?}");
    }
}

#[tokio::test]
async fn offsets_follow_the_items_that_arrived() {
    // The size that is asked for, the largest page of the server, whether it says that more follow, and the offsets.
    for (size, largest, says_more, offsets) in [
        (5, 2, true, &[0, 2, 4, 6][..]),
        (2, 3, true, &[0, 3, 6]),
        (2, 3, false, &[0, 3, 6]),
        (7, 7, true, &[0]),
        (7, 7, false, &[0, 7]),
        (0, 3, false, &[0, 3, 6, 7]),
    ] {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        let pager = Pager::by_offset(size, move |offset| {
            seen.lock().unwrap().push(offset);
            let end = 7.min(offset + largest);
            let page = Marked(None, says_more.then_some(end < 7), (offset..end).collect());
            std::future::ready(Ok::<_, Error>(page))
        });
        assert_eq!(listed(pager).await, ((0..7).collect(), true), "{size} {largest}");
        assert_eq!(*asked.lock().unwrap(), offsets, "{size} {largest}");
    }
}

#[tokio::test]
async fn an_empty_page_before_the_end_has_no_next_offset() {
    let page = || std::future::ready(Ok::<_, Error>(Marked(None, Some(true), Vec::new())));
    assert_eq!(listed(Pager::by_offset(3, move |_| page()).max_pages(3)).await, (Vec::new(), false));
}
