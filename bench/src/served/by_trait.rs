//! The handler as a method of a served trait.

use axum::Router;
use http::request::Parts;
use pointapi::server::{Rejection, Verify};
use pointapi::{Result, point_api};

use super::{Search, found, is_authorized};
use crate::api::Page;

/// The orders of an account.
#[point_api(prefix = "/v1", server)]
pub trait Orders {
    /// Finds orders.
    #[point_endpoint(POST "/accounts/{account}/orders")]
    async fn search(
        &self,
        account: &str,
        #[query] limit: u32,
        #[query] state: &str,
        #[body] search: &Search,
    ) -> Result<Page>;
}

struct Shop;

#[pointapi::async_trait]
impl Orders for Shop {
    async fn search(&self, account: &str, limit: u32, state: &str, search: &Search) -> Result<Page> {
        Ok(found(account, limit, state, search))
    }
}

struct Bearer;

#[pointapi::async_trait]
impl Verify for Bearer {
    async fn verify(&self, request: &mut Parts) -> std::result::Result<(), Rejection> {
        if is_authorized(&request.headers) { Ok(()) } else { Err(Rejection::unauthorized("Bearer")) }
    }
}

pub(super) fn router() -> Router {
    OrdersServer::new(Shop).verify(Bearer).router()
}
