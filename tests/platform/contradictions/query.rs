//! Group E: the query.

use pointapi::platform::{OrderQuery, OrdersClient, QueryDate, property};
use serde_json::json;

use super::sent;
use crate::{sample, twin};

#[test]
fn e1_one_value_is_a_string_and_several_are_a_list() {
    let filter = |query: OrderQuery| sent(query)["filters"]["Status"]["in"].clone();
    assert_eq!(filter(OrderQuery::default().matching(property::STATUS.one_of(["complete"]))), "complete");
    assert_eq!(filter(OrderQuery::default().matching(property::STATUS.one_of(["a", "b"]))), json!(["a", "b"]));
    assert_eq!(filter(OrderQuery::default().filter("Status", "in", json!(["a"]))), json!(["a"]));
}

#[test]
fn e3_and_e4_undocumented_filters_can_be_sent() {
    let query = OrderQuery::default().matching(property::SOURCE_ALIASES.equals("x")).filter("Deleted", "eq", "true");
    assert_eq!(sent(query)["filters"], json!({"SourceAliases": {"eq": "x"}, "Deleted": {"eq": "true"}}));
}

#[tokio::test]
async fn e5_and_e8_a_partial_page_is_the_last_despite_its_marker() {
    let json = twin::response("/orders/query", "lastPage").to_string();
    let page = OrdersClient::new(sample::responding(200, json)).query(&OrderQuery::default()).await.unwrap();
    assert!(page.is_last() && page.next_marker.is_some());
}

#[test]
fn e10_dates_have_milliseconds_and_a_literal_z() {
    let time = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1);
    assert_eq!(QueryDate::from(time).to_string(), "1970-01-01T00:00:01.000Z");
}

#[tokio::test(start_paused = true)]
async fn e11_the_correlation_id_is_the_reference_number() {
    let sandbox = sample::sandbox();
    let point = sample::point(&sandbox);
    point.place(sample::detailed_blj()).await.unwrap();
    let query = OrderQuery::default().matching(property::REFERENCE_NUMBER.equals("loan-7731-blj"));
    assert_eq!(point.orders().query(&query).await.unwrap().count, 1);
}
