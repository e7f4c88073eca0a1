//! The platform's endpoints, as implementations of its traits.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use pointapi::platform::{
    AdvOrder, AdvRefresh, DetailedBljOrder, Irs4506TOrder, Irs8821Order, OrderGuid, OrderPage, OrderQuery, OrderReport,
    Orders, PointServices, Product, Refresh, SignIn, Ssa89Order, Tokens, UserManagement, WebhookTest, Webhooks,
};
use pointapi::{Error, Response, Result};
use serde::Serialize;
use serde_json::Value;

use super::state::{Issued, State};
use super::{query, responses, test_call};

/// The platform. Requests reach it after the checks by its document.
pub(super) struct Platform(pub(super) Arc<State>);

impl PointServices for Platform {}

#[pointapi::async_trait]
impl UserManagement for Platform {
    async fn sign_in_with_password(&self, credentials: &SignIn) -> Result<Tokens> {
        let issued = self.0.sign_in(credentials.username(), credentials.password().expose());
        tokens(issued, "Wrong user name or password.")
    }

    async fn refresh_id_token(&self, refresh: &Refresh) -> Result<Tokens> {
        tokens(self.0.refresh(refresh.refresh_token().expose()), "The refresh token is not valid.")
    }
}

fn tokens(issued: Option<Issued>, otherwise: &str) -> Result<Tokens> {
    let denied = || Error::respond(StatusCode::FORBIDDEN, responses::denied(otherwise));
    let Issued { access_token, refresh_token, lifetime } = issued.ok_or_else(denied)?;
    Ok(Tokens::new(access_token, refresh_token, lifetime))
}

#[pointapi::async_trait]
impl Orders for Platform {
    async fn query(&self, query: &OrderQuery) -> Result<OrderPage> {
        let page = query::page(&self.0.orders(), json(query)?);
        page.map_err(|message| Error::respond(StatusCode::BAD_REQUEST, responses::bad_query(message)))
    }

    async fn place_adv(&self, _: &str, order: &AdvOrder) -> Result<OrderReport> {
        self.place(Product::ADV, order)
    }

    async fn refresh_adv(&self, order_guid: &OrderGuid, refresh: &AdvRefresh) -> Result<OrderReport> {
        let order = json(refresh)?;
        match self.0.refresh_fault(order_guid.as_str(), order["TransactionID"].as_str()) {
            Some(code) => Err(failed(code)),
            None => self.place(Product::ADV, order),
        }
    }

    async fn place_detailed_blj(&self, _: &str, order: &DetailedBljOrder) -> Result<OrderReport> {
        self.place(Product::DETAILED_BLJ, order)
    }

    async fn place_irs4506t(&self, _: &str, order: &Irs4506TOrder) -> Result<OrderReport> {
        self.place(Product::IRS_4506T, order)
    }

    async fn place_irs8821(&self, _: &str, order: &Irs8821Order) -> Result<OrderReport> {
        self.place(Product::IRS_8821, order)
    }

    async fn place_ssa89(&self, _: &str, order: &Ssa89Order) -> Result<OrderReport> {
        self.place(Product::SSA_89, order)
    }

    async fn report(&self, transaction_id: &str) -> Result<OrderReport> {
        let response = self.0.poll(transaction_id).ok_or_else(|| failed("E014"))?;
        OrderReport::from_json(response.to_string())
    }
}

impl Platform {
    fn place(&self, product: Product, order: impl Serialize) -> Result<OrderReport> {
        OrderReport::from_json(self.0.place(product, json(order)?).to_string())
    }
}

/// The platform responds with 200 to an order that failed.
fn failed(code: &str) -> Error {
    Error::respond(StatusCode::OK, responses::failed_order(code))
}

/// Returns the JSON of a received value.
fn json(value: impl Serialize) -> Result<Value> {
    let unreadable = |_| Error::respond(StatusCode::BAD_REQUEST, responses::problem(&["/"]));
    serde_json::to_value(value).map_err(unreadable)
}

#[pointapi::async_trait]
impl Webhooks for Platform {
    /// Responds after the delivery and without a body, since the platform documents no response.
    async fn test_webhook(
        &self,
        topic: &str,
        sub_topic: &str,
        tenant_id: &str,
        webhook_id: &str,
        triggered_at: &str,
        test: &WebhookTest<'_>,
    ) -> Result<Response<Bytes>> {
        let values = [topic, sub_topic, tenant_id, webhook_id, triggered_at];
        test_call::deliver(&self.0, values, test).await?;
        Ok(Response::new(StatusCode::OK, HeaderMap::new(), Bytes::new()))
    }
}
