//! conjure's macro on its own runtime.

use std::sync::Arc;

use conjure_error::Error as ConjureError;
use conjure_http::client::{AsyncService, ConjureRuntime, StdResponseDeserializer};
use conjure_http::{conjure_client, endpoint};
use conjure_object::BearerToken;
use conjure_runtime::{Agent, UserAgent};

use super::Error;
use crate::api::{ACCOUNT, LIMIT, Page, SEARCH, STATE, Search, TOKEN};

#[conjure_client]
trait Orders {
    #[endpoint(method = POST, path = "/accounts/{account}/orders", accept = StdResponseDeserializer)]
    async fn search(
        &self,
        #[auth] token: &BearerToken,
        #[path] account: &str,
        #[query(name = "limit")] limit: u32,
        #[query(name = "state")] state: &str,
        #[body] search: &Search<'_>,
    ) -> Result<Page, ConjureError>;
}

pub struct Client {
    orders: OrdersClient<conjure_runtime::Client>,
    token: BearerToken,
}

impl Client {
    pub fn new(base_url: &str) -> Result<Self, Error> {
        let client = conjure_runtime::Client::builder()
            .service("bench")
            .user_agent(UserAgent::new(Agent::new("bench", "1.0")))
            .uri(base_url.parse()?)
            .build()
            .map_err(into_error)?;
        let orders = OrdersClient::new(client, &Arc::new(ConjureRuntime::new()));
        Ok(Self { orders, token: BearerToken::new(TOKEN)? })
    }

    pub async fn call(&self) -> Result<Page, Error> {
        self.orders.search(&self.token, ACCOUNT, LIMIT, STATE, &SEARCH).await.map_err(into_error)
    }
}

/// Conjure's error does not implement `std::error::Error`.
fn into_error(error: ConjureError) -> Error {
    error.cause().to_string().into()
}
