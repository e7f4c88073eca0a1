//! The pager, and the query over all its pages.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::{StreamExt, TryStreamExt};
use pointapi::platform::{OrderQuery, property};
use pointapi::{DecodeCause, ErrorKind, Paged, Pager, Result};

use crate::sample;

struct Page(Vec<u32>, Option<&'static str>);

impl Paged for Page {
    type Item = u32;

    fn next_marker(&self) -> Option<&str> {
        self.1
    }

    fn into_items(self) -> Vec<u32> {
        self.0
    }
}

#[tokio::test(start_paused = true)]
async fn all_orders_come_in_as_many_requests_as_there_are_pages() {
    let sandbox = sample::sandbox();
    sandbox.add_sample_orders(1_000);
    let point = sample::point(&sandbox);
    let orders: Vec<_> = point.query(OrderQuery::default()).items().try_collect().await.unwrap();
    assert_eq!((orders.len(), sandbox.stats().calls), (1_000, 11));
    assert_eq!(orders[999].reference_number.as_deref(), Some("loan-999"));
}

#[tokio::test(start_paused = true)]
async fn a_page_that_is_not_full_ends_it_without_another_request() {
    let sandbox = sample::sandbox();
    sandbox.add_sample_orders(7);
    let pages = sample::point(&sandbox).query(OrderQuery::default().limit(5)).pages();
    let counts: Vec<_> = pages.map_ok(|page| page.count).try_collect().await.unwrap();
    assert_eq!((counts, sandbox.stats().calls), (vec![5, 2], 2));
}

#[tokio::test(start_paused = true)]
async fn filters_and_limit_are_the_same_on_every_page() {
    let sandbox = sample::sandbox();
    sandbox.add_sample_orders(30);
    let query = OrderQuery::default().limit(4).matching(property::REFERENCE_NUMBER.starts_with("loan-1"));
    let orders: Vec<_> = sample::point(&sandbox).query(query).items().try_collect().await.unwrap();
    assert_eq!(orders.len(), 11);
}

#[tokio::test(start_paused = true)]
async fn another_process_goes_on_from_a_marker() {
    let sandbox = sample::sandbox();
    sandbox.add_sample_orders(12);
    let point = sample::point(&sandbox);
    let search = || point.query(OrderQuery::default().limit(5));
    let first = search().pages().next().await.unwrap().unwrap();
    let rest = search().resume_from(first.next_marker.unwrap()).items();
    let rest: Vec<_> = rest.try_collect().await.unwrap();
    assert_eq!(rest.len(), 7);
    assert_eq!(rest[0].reference_number.as_deref(), Some("loan-5"));
}

#[tokio::test(start_paused = true)]
async fn an_account_without_orders_has_one_empty_page() {
    let sandbox = sample::sandbox();
    let pages = sample::point(&sandbox).query(OrderQuery::default()).pages();
    let pages: Vec<_> = pages.try_collect().await.unwrap();
    assert_eq!((pages.len(), sandbox.stats().calls), (1, 1));
}

#[tokio::test]
async fn a_marker_that_comes_twice_is_an_error_after_its_page() {
    let mut pages = Pager::new(|marker| async move {
        Ok(match marker.as_deref() {
            None => Page(vec![1], Some("a")),
            Some("a") => Page(vec![2], Some("b")),
            _ => Page(vec![3], Some("a")),
        })
    })
    .items();
    for number in [1, 2, 3] {
        assert_eq!(pages.try_next().await.unwrap(), Some(number));
    }
    assert_eq!(pages.try_next().await.unwrap_err().kind(), ErrorKind::Decode(DecodeCause::Shape));
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn more_pages_than_allowed_are_an_error() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let pages = Pager::new(move |_| {
        let number = count.fetch_add(1, Ordering::Relaxed);
        async move { Result::Ok(Page(vec![], Some(Box::leak(number.to_string().into_boxed_str())))) }
    });
    let error = pages.max_pages(3).pages().try_collect::<Vec<_>>().await.map(|pages| pages.len()).unwrap_err();
    assert_eq!((error.kind(), asked.load(Ordering::Relaxed)), (ErrorKind::Config, 3));
}

#[tokio::test]
async fn ten_thousand_pages_are_the_most() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let pages = Pager::new(move |_| {
        let number = count.fetch_add(1, Ordering::Relaxed);
        async move { Result::Ok(Page(vec![], Some(Box::leak(number.to_string().into_boxed_str())))) }
    });
    assert!(pages.pages().try_for_each(|_| async { Ok(()) }).await.is_err());
    assert_eq!(asked.load(Ordering::Relaxed), 10_000);
}
