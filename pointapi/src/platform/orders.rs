//! The endpoints of the order service.

use super::{
    AdvOrder, AdvRefresh, DetailedBljOrder, Irs4506TOrder, Irs8821Order, Order, OrderGuid, OrderPage, OrderQuery,
    OrderReport, Ssa89Order,
};
use crate::Result;
use crate::platform::api::platform_api;

platform_api! {
    (prefix = "/riskinsight-services-ws/resources/v1", auth = bearer)

    /// The orders of the account.
    ///
    /// An order costs money and the platform has no idempotency key, so an order is sent once, over its own connection. After
    /// an error with [`outcome_unknown`](crate::Error::outcome_unknown) it may have been placed.
    /// [`Point`](super::Point) returns handles that poll, and can search for such an order.
    ///
    /// A response that reports a failed order is an error of kind [`ErrorKind::Fault`](crate::ErrorKind::Fault), with an
    /// [`OrderFault`](super::OrderFault) as its source.
    pub trait Orders {
        /// One page of the orders that match a query.
        ///
        /// The platform responds with 400 and a `message` to an unknown property or operator.
        #[point_endpoint(POST "/orders/query", idempotent)]
        async fn query(&self, #[body] query: &OrderQuery) -> Result<OrderPage>;

        /// Orders ADV. The response may take minutes, or come at once as pending.
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

        /// Orders any product at an address from the account representative. For an address of another origin nothing is
        /// sent.
        #[point_endpoint(POST "", client_only, fresh_connection, timeout = "5m", max_response = "64MiB")]
        async fn place_at(&self, #[url] address: &str, #[body] order: &Order) -> Result<OrderReport>;

        /// Runs an earlier ADV order again at an address that contains its id; as [`place_at`](Self::place_at).
        #[point_endpoint(POST "", client_only, fresh_connection, timeout = "5m", max_response = "64MiB")]
        async fn refresh_adv_at(&self, #[url] address: &str, #[body] refresh: &AdvRefresh) -> Result<OrderReport>;

        /// Returns the state of an order, by the last segment of its address.
        #[point_endpoint(GET "/sami/{transaction_id}", timeout = "2m", max_response = "64MiB")]
        async fn report(&self, transaction_id: &str) -> Result<OrderReport>;

        /// Returns the state of an order, by the address in the platform's response. For an address of another origin
        /// nothing is sent.
        #[point_endpoint(GET "", client_only, timeout = "2m", max_response = "64MiB")]
        async fn report_at(&self, #[url] reference: &str) -> Result<OrderReport>;
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::Method;

    use super::*;

    #[test]
    fn an_order_is_sent_once_over_its_own_connection_within_5_minutes() {
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
