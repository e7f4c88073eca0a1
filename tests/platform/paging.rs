//! The pager, and queries over all pages.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::{StreamExt, TryStreamExt};
use pointapi::platform::{OrderQuery, OrderRow, Point, property};
use pointapi::{DecodeCause, Error, ErrorKind, Paged, Pager, RequestPart};
use pointapi_sandbox::Fault;

use crate::{sample, twin};

struct Page(Vec<u32>, Option<&'static str>);

impl Paged for Page {
    type Item = u32;

    fn next_marker(&self) -> Option<Cow<'_, str>> {
        self.1.map(Cow::from)
    }

    fn into_items(self) -> Vec<u32> {
        self.0
    }
}

#[tokio::test(start_paused = true)]
async fn all_orders_take_one_request_per_page() {
    let sandbox = sample::sandbox();
    sandbox.add_sample_orders(1_000);
    let point = sample::point(&sandbox);
    let orders: Vec<_> = point.query(OrderQuery::default()).items().try_collect().await.unwrap();
    assert_eq!((orders.len(), sandbox.stats().calls), (1_000, 11));
    assert_eq!(orders[999].reference_number.as_deref(), Some("sample-999"));
}

#[tokio::test(start_paused = true)]
async fn a_partial_page_ends_the_query_without_another_request() {
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
    let query = OrderQuery::default().limit(4).matching(property::REFERENCE_NUMBER.starts_with("sample-1"));
    let orders: Vec<_> = sample::point(&sandbox).query(query).items().try_collect().await.unwrap();
    assert_eq!(orders.len(), 11);
}

#[tokio::test(start_paused = true)]
async fn another_process_resumes_from_a_marker() {
    let sandbox = sample::sandbox();
    sandbox.add_sample_orders(12);
    let point = sample::point(&sandbox);
    let search = || point.query(OrderQuery::default().limit(5));
    let first = search().pages().next().await.unwrap().unwrap();
    let rest = search().resume_from(first.next_marker.unwrap()).items();
    let rest: Vec<_> = rest.try_collect().await.unwrap();
    assert_eq!(rest.len(), 7);
    assert_eq!(rest[0].reference_number.as_deref(), Some("sample-5"));
}

#[tokio::test(start_paused = true)]
async fn an_account_without_orders_has_one_empty_page() {
    let sandbox = sample::sandbox();
    let pages = sample::point(&sandbox).query(OrderQuery::default()).pages();
    let pages: Vec<_> = pages.try_collect().await.unwrap();
    assert_eq!((pages.len(), sandbox.stats().calls), (1, 1));
}

#[tokio::test]
async fn a_repeated_marker_is_an_error_after_its_page() {
    let mut pages = Pager::by_marker(|marker| async move {
        Ok::<_, Error>(match marker.as_deref() {
            None => Page(vec![1], Some("a")),
            Some("a") => Page(vec![2], Some("b")),
            _ => Page(vec![3], Some("a")),
        })
    })
    .items();
    for number in [1, 2, 3] {
        assert_eq!(pages.try_next().await.unwrap(), Some(number));
    }
    let error = pages.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode(DecodeCause::Shape));
    assert_eq!(error.resume_marker(), Some("b"), "resumes with the page before the repeated marker");
    assert!(!format!("{error} {error:?}").contains("\"b\""), "a marker is server data and may be personal");
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn an_empty_marker_after_a_full_page_of_orders_is_an_error() {
    let mut page = twin::response("/orders/query", "fullPage").clone();
    page["nextMarker"] = "".into();
    let rows = page["results"].as_array().unwrap().len();
    let point = Point::new(sample::responding(200, page.to_string()));
    let mut orders = point.query(OrderQuery::default()).items();
    for _ in 0..rows {
        assert!(orders.try_next().await.unwrap().is_some());
    }
    assert_eq!(orders.try_next().await.unwrap_err().kind(), ErrorKind::Decode(DecodeCause::Shape));
}

#[tokio::test(start_paused = true)]
async fn a_failed_query_loses_no_order_and_its_error_has_the_marker() {
    let sandbox = sample::sandbox();
    sandbox.add_sample_orders(12);
    let point = sample::point(&sandbox);
    let search = || point.query(OrderQuery::default().limit(5));
    let mut orders = search().items();
    let mut seen: Vec<OrderRow> = Vec::new();
    while seen.len() < 7 {
        seen.push(orders.try_next().await.unwrap().expect("an order"));
    }
    sandbox.fail_next(10, Fault::Status(500));
    let error = loop {
        match orders.try_next().await {
            Ok(order) => seen.push(order.expect("an order")),
            Err(error) => break error,
        }
    };
    assert!(error.is_status(500) && seen.len() == 10, "{error}");
    let marker = error.resume_marker().expect("a marker to resume from").to_owned();
    let rest: Vec<_> = loop {
        // Uses up the remaining faults.
        if let Ok(rest) = search().resume_from(marker.as_str()).items().try_collect::<Vec<_>>().await {
            break rest;
        }
    };
    let labels: Vec<_> = seen.iter().chain(&rest).map(|order| order.reference_number.clone().unwrap()).collect();
    assert_eq!(labels, (0..12).map(|number| format!("sample-{number}")).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn a_failed_first_page_is_requested_again() {
    let sandbox = sample::sandbox();
    sandbox.fail_next(20, Fault::Status(400));
    let error = sample::point(&sandbox).query(OrderQuery::default()).items().try_next().await.unwrap_err();
    assert_eq!(error.resume_marker(), None);
}

#[tokio::test(start_paused = true)]
async fn an_invalid_query_is_rejected_with_a_reason_and_not_sent() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    let query =
        OrderQuery::default().matching(property::STATUS.differs_from("a")).matching(property::STATUS.differs_from("b"));
    let error = point.query(query.clone()).items().try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request(RequestPart::Body));
    assert!(error.to_string().contains("`Status` is compared by `ne` with two values"), "{error}");
    let error = point.orders().query(&query).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Serialize);
    assert!(error.expose_source().unwrap().to_string().contains("`Status`"));
    assert_eq!(sandbox.stats().calls, 0);
}

#[tokio::test]
async fn more_pages_than_allowed_are_an_error() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let pages = Pager::by_marker(move |_| {
        let number = count.fetch_add(1, Ordering::Relaxed);
        async move { Ok::<_, Error>(Page(vec![], Some(Box::leak(number.to_string().into_boxed_str())))) }
    });
    let error = pages.max_pages(3).pages().try_collect::<Vec<_>>().await.map(|pages| pages.len()).unwrap_err();
    assert_eq!((error.kind(), asked.load(Ordering::Relaxed)), (ErrorKind::Config, 3));
    assert_eq!(error.resume_marker(), Some("2"));
}

#[tokio::test]
async fn the_page_limit_is_ten_thousand() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let pages = Pager::by_marker(move |_| {
        let number = count.fetch_add(1, Ordering::Relaxed);
        async move { Ok::<_, Error>(Page(vec![], Some(Box::leak(number.to_string().into_boxed_str())))) }
    });
    assert!(pages.pages().try_for_each(|_| async { Ok(()) }).await.is_err());
    assert_eq!(asked.load(Ordering::Relaxed), 10_000);
}
