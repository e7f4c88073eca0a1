//! The order service's endpoints.

use super::{
    AdvOrder, AdvRefresh, DetailedBljOrder, Irs4506TOrder, Irs8821Order, Order, OrderGuid, OrderPage, OrderQuery,
    OrderReport, Ssa89Order,
};
use crate::{Result, point_api};

/// The orders of the account.
///
/// Placing costs money and there is no key against a double, so an order is sent once and over a connection of its own:
/// an error that says [`outcome_unknown`](crate::Error::outcome_unknown) may stand for an order that was placed.
/// [`Point`](super::Point) wraps these in handles that wait, and finds such an order again.
///
/// Every answer that tells of a failed order is an error of kind [`ErrorKind::Fault`](crate::ErrorKind::Fault), whose
/// source is an [`OrderFault`](super::OrderFault).
#[point_api(prefix = "/riskinsight-services-ws/resources/v1", crate = crate)]
pub trait Orders {
    /// One page of the orders that match a query.
    ///
    /// The platform answers 400 with a `message` to a property or an operator that it does not know.
    #[point_endpoint(POST "/orders/query", idempotent)]
    async fn query(&self, #[body] query: &OrderQuery) -> Result<OrderPage>;

    /// Orders ADV. It may take minutes to be answered, or be answered at once as pending.
    #[point_endpoint(POST "/sami/ADV/{model}", fresh_connection, timeout = "5m", max_response = "64MiB")]
    async fn place_adv(&self, model: &str, #[body] order: &AdvOrder) -> Result<OrderReport>;

    /// Runs an earlier ADV order again with changed data; `order_guid` is found by the query.
    #[point_endpoint(POST "/sami/ADV/refresh/{order_guid}", fresh_connection, timeout = "5m", max_response = "64MiB")]
    async fn refresh_adv(&self, order_guid: &OrderGuid, #[body] refresh: &AdvRefresh) -> Result<OrderReport>;

    /// Orders DetailedBLJ.
    #[point_endpoint(POST "/sami/DetailedBLJ/{model}", fresh_connection, timeout = "5m", max_response = "64MiB")]
    async fn place_detailed_blj(&self, model: &str, #[body] order: &DetailedBljOrder) -> Result<OrderReport>;

    /// Orders IRS4506TTranscript.
    #[point_endpoint(POST "/sami/IRS4506TTranscript/{model}", fresh_connection, timeout = "5m", max_response = "64MiB")]
    async fn place_irs4506t(&self, model: &str, #[body] order: &Irs4506TOrder) -> Result<OrderReport>;

    /// Orders IRS8821Transcript.
    #[point_endpoint(POST "/sami/IRS8821Transcript/{model}", fresh_connection, timeout = "5m", max_response = "64MiB")]
    async fn place_irs8821(&self, model: &str, #[body] order: &Irs8821Order) -> Result<OrderReport>;

    /// Orders SSAForm89ECBSV.
    #[point_endpoint(POST "/sami/SSAForm89ECBSV/{model}", fresh_connection, timeout = "5m", max_response = "64MiB")]
    async fn place_ssa89(&self, model: &str, #[body] order: &Ssa89Order) -> Result<OrderReport>;

    /// Orders any product at an address of its own, such as the account representative hands out; one of another origin
    /// is refused, and nothing is sent.
    #[point_endpoint(POST "", fresh_connection, timeout = "5m", max_response = "64MiB")]
    async fn place_at(&self, #[url] address: &str, #[body] order: &Order) -> Result<OrderReport>;

    /// Runs an earlier ADV order again at an address of its own, which names the order already; as
    /// [`place_at`](Self::place_at).
    #[point_endpoint(POST "", fresh_connection, timeout = "5m", max_response = "64MiB")]
    async fn refresh_adv_at(&self, #[url] address: &str, #[body] refresh: &AdvRefresh) -> Result<OrderReport>;

    /// How an order stands, by the id that its address ends in.
    #[point_endpoint(GET "/sami/{transaction_id}", timeout = "2m", max_response = "64MiB")]
    async fn report(&self, transaction_id: &str) -> Result<OrderReport>;

    /// How an order stands, by the address that the platform gave for it; one of another origin is refused, and
    /// nothing is sent.
    #[point_endpoint(GET "", timeout = "2m", max_response = "64MiB")]
    async fn report_at(&self, #[url] reference: &str) -> Result<OrderReport>;
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::Method;

    use super::*;

    #[test]
    fn whatever_costs_money_is_sent_once_over_its_own_connection_with_time_enough() {
        let orders = OrdersClient::ENDPOINTS.iter().filter(|endpoint| *endpoint.method() == Method::POST);
        let orders: Vec<_> = orders.filter(|endpoint| endpoint.name() != "query").collect();
        assert_eq!(orders.len(), 8);
        for endpoint in orders {
            let limits = (endpoint.timeout, endpoint.max_response);
            assert_eq!(limits, (Some(Duration::from_secs(300)), Some(64 << 20)), "{endpoint:?}");
            assert!(endpoint.is_once() && endpoint.fresh_connection, "{endpoint:?}");
        }
    }
}
