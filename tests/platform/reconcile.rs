//! Reconciliation: finding an order whose response was lost among others with its label.

use std::time::{Duration, SystemTime};

use pointapi::clock::Clock;
use pointapi::platform::{OrderGuid, OrderRow, Point, Product, QueryDate, Reconciliation};
use pointapi_sandbox::{Fault, Sandbox};
use serde_json::Value;
use tokio::time::Instant;

use crate::sample;

const LABEL: &str = "loan-7731-adv";

/// A row with the label, of this product and age.
fn row(sandbox: &Sandbox, guid: &str, product: &str, age: Duration) -> OrderRow {
    let mut row = OrderRow::new(guid);
    row.reference_number = Some(LABEL.into());
    row.product_type = Some(product.into());
    row.created = Some(QueryDate::from(now(sandbox) - age).to_string());
    row
}

fn now(sandbox: &Sandbox) -> SystemTime {
    sandbox.clock().wall()
}

/// Drops the response to the next order.
async fn lose_the_response(sandbox: &Sandbox) -> Point {
    let point = sample::point(sandbox);
    point.client().sign_in().await.unwrap();
    sandbox.fail_next(1, Fault::LoseResponse);
    point
}

#[track_caller]
fn found(outcome: Reconciliation) -> OrderRow {
    match outcome {
        Reconciliation::Found(row) => *row,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn an_order_with_a_lost_response_is_found_and_not_repeated() {
    let sandbox = sample::sandbox();
    let point = lose_the_response(&sandbox).await;
    let error = point.place(sample::adv()).await.unwrap_err();
    assert!(error.outcome_unknown() && !error.is_retryable());
    let row = found(point.reconcile(LABEL).await.unwrap());
    assert_eq!(row.reference_number.as_deref(), Some(LABEL));
    assert_eq!(sandbox.stats().orders, 1);
}

#[tokio::test(start_paused = true)]
async fn a_missing_order_is_searched_for_three_times() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    let begin = Instant::now();
    assert_eq!(point.reconcile("loan-1").await.unwrap(), Reconciliation::NotFound);
    assert_eq!((begin.elapsed().as_secs(), sandbox.stats().calls, sandbox.stats().orders), (17, 3, 0));
}

#[tokio::test(start_paused = true)]
async fn two_matching_orders_are_unclear() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    point.place(sample::adv()).await.unwrap();
    point.place(sample::adv()).await.unwrap();
    let outcome = point.reconcile(sample::adv().correlation_id()).await.unwrap();
    assert!(matches!(outcome, Reconciliation::Unclear(rows) if rows.len() == 2));
}

#[tokio::test(start_paused = true)]
async fn an_earlier_order_with_the_label_is_not_the_lost_one() {
    let sandbox = sample::sandbox();
    sandbox.add_orders([row(&sandbox, "1", "ADV", Duration::from_secs(301))]);
    let point = sample::point(&sandbox);
    let began = now(&sandbox);
    assert_eq!(point.reconcile(LABEL).since(began).await.unwrap(), Reconciliation::NotFound);
    let point = lose_the_response(&sandbox).await;
    drop(point.place(sample::adv()).await.unwrap_err());
    assert_ne!(found(point.reconcile(LABEL).since(began).await.unwrap()).order_guid, "1");
}

#[tokio::test(start_paused = true)]
async fn a_platform_clock_five_minutes_behind_is_tolerated() {
    let sandbox = sample::sandbox();
    sandbox.add_orders([row(&sandbox, "1", "ADV", Duration::from_secs(299))]);
    let search = sample::point(&sandbox).reconcile(LABEL).since(now(&sandbox));
    assert_eq!(found(search.await.unwrap()).order_guid, "1");
}

#[tokio::test(start_paused = true)]
async fn a_lost_refresh_is_distinguished_from_its_order() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    let began = now(&sandbox);
    let first = point.place(sample::adv()).await.unwrap();
    let original = found(point.reconcile(LABEL).await.unwrap()).order_guid;
    let refresh = sample::adv().refresh(first.ticket().transaction_id().unwrap().clone()).unwrap();
    let search = || point.reconcile(LABEL).product(Product::ADV).since(began).other_than(original.clone());
    assert_eq!(search().await.unwrap(), Reconciliation::NotFound);
    sandbox.fail_next(1, Fault::LoseResponse);
    drop(point.refresh_adv(&original, &refresh).await.unwrap_err());
    assert!(
        matches!(point.reconcile(LABEL).since(began).await.unwrap(), Reconciliation::Unclear(rows) if rows.len() == 2)
    );
    assert_ne!(found(search().await.unwrap()).order_guid, original);
}

#[tokio::test(start_paused = true)]
async fn another_product_with_the_label_is_ignored() {
    let sandbox = sample::sandbox();
    sandbox.add_orders(["ADV", "DetailedBLJ"].map(|product| row(&sandbox, product, product, Duration::ZERO)));
    let search = sample::point(&sandbox).reconcile(LABEL).product(Product::DETAILED_BLJ);
    assert_eq!(found(search.await.unwrap()).order_guid, "DetailedBLJ");
}

#[tokio::test(start_paused = true)]
async fn an_order_of_an_unknown_product_name_may_be_the_lost_one() {
    let sandbox = sample::sandbox();
    sandbox.add_orders([row(&sandbox, "1", "SSA-89", Duration::ZERO)]);
    let search = sample::point(&sandbox).reconcile(LABEL).product(Product::SSA_89);
    assert_eq!(found(search.await.unwrap()).order_guid, "1");
}

#[tokio::test(start_paused = true)]
async fn an_order_after_a_page_of_known_ones_is_found() {
    let sandbox = sample::sandbox();
    let known: Vec<_> = (0..150).map(|number| OrderGuid::from(number.to_string())).collect();
    sandbox.add_orders(known.iter().map(|guid| row(&sandbox, guid.as_str(), "ADV", Duration::ZERO)));
    sandbox.add_orders([row(&sandbox, "the lost order", "ADV", Duration::ZERO)]);
    let search =
        known.into_iter().fold(sample::point(&sandbox).reconcile(LABEL), |search, guid| search.other_than(guid));
    assert_eq!(found(search.await.unwrap()).order_guid, "the lost order");
}

#[tokio::test(start_paused = true)]
async fn the_search_uses_the_platforms_filter() {
    let sandbox = sample::sandbox();
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_300);
    let search = sample::point(&sandbox).reconcile(LABEL).product(Product::ADV).since(time);
    assert_eq!(search.await.unwrap(), Reconciliation::NotFound);
    let body: Value = serde_json::from_slice(sandbox.requests().last().unwrap().body()).unwrap();
    assert_eq!(
        body["filters"],
        serde_json::json!({
            "ReferenceNumber": {"eq": LABEL},
            "ProductType": {"eq": "ADV"},
            "Created": {"ge": "2001-09-09T01:46:40.000Z"},
        })
    );
}

#[tokio::test(start_paused = true)]
async fn a_known_order_with_a_numeric_id_is_ignored() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    sandbox.add_orders([row(&sandbox, "888001", "ADV", Duration::ZERO)]);
    let search = point.reconcile(LABEL).other_than("0000000000000888001");
    assert_eq!(search.await.unwrap(), Reconciliation::NotFound);
}

#[tokio::test(start_paused = true)]
async fn the_search_stops_at_the_page_with_the_second_match() {
    let sandbox = sample::sandbox();
    sandbox.add_orders((0..1000).map(|number| row(&sandbox, &number.to_string(), "ADV", Duration::ZERO)));
    let outcome = sample::point(&sandbox).reconcile(LABEL).await.unwrap();
    assert!(matches!(outcome, Reconciliation::Unclear(rows) if rows.len() == 100));
    assert_eq!(sandbox.stats().calls, 1, "more pages change nothing");
}

/// A point whose queries return these rows, whatever their filter.
fn returning(rows: &[OrderRow]) -> Point {
    let page = serde_json::json!({"count": rows.len(), "limit": 100, "results": rows});
    Point::new(sample::responding(200, page.to_string()))
}

#[tokio::test(start_paused = true)]
async fn an_order_of_another_label_is_not_the_lost_one() {
    let sandbox = sample::sandbox();
    let mut other = row(&sandbox, "1", "ADV", Duration::ZERO);
    other.reference_number = Some("loan-9".into());
    assert_eq!(returning(&[other.clone()]).reconcile(LABEL).await.unwrap(), Reconciliation::NotFound);
    let lost = row(&sandbox, "2", "ADV", Duration::ZERO);
    assert_eq!(found(returning(&[other, lost]).reconcile(LABEL).await.unwrap()).order_guid, "2");
    let mut unlabeled = row(&sandbox, "3", "ADV", Duration::ZERO);
    unlabeled.reference_number = None;
    assert_eq!(found(returning(&[unlabeled]).reconcile(LABEL).await.unwrap()).order_guid, "3");
}
