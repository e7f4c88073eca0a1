//! pointapi with its defaults: token manager, retry, deadline, limits, and spans without a subscriber.

use std::time::Duration;

use pointapi::auth::{TokenError, TokenSet, TokenSource};
use pointapi::{Result, point_api};

use super::Error;
use crate::api::{ACCOUNT, LIMIT, Page, SEARCH, STATE, Search, TOKEN};

/// The orders of an account.
#[point_api]
pub trait Orders {
    /// Finds orders.
    #[point_endpoint(POST "/accounts/{account}/orders")]
    async fn search(
        &self,
        account: &str,
        #[query] limit: u32,
        #[query] state: &str,
        #[body] search: &Search<'_>,
    ) -> Result<Page>;
}

/// A login that returns the benchmark's token.
pub struct Login;

#[pointapi::async_trait]
impl TokenSource for Login {
    async fn sign_in(&self) -> std::result::Result<TokenSet, TokenError> {
        Ok(TokenSet::new(TOKEN).expires_in(Duration::from_secs(24 * 3600)))
    }
}

/// The transport of the client.
#[derive(Clone, Copy)]
pub enum Transport {
    Reqwest,
    Hyper,
}

impl Transport {
    pub fn name(self) -> &'static str {
        match self {
            Self::Reqwest => "reqwest",
            Self::Hyper => "hyper",
        }
    }

    pub fn choose(self, builder: pointapi::ClientBuilder) -> pointapi::ClientBuilder {
        match self {
            Self::Reqwest => builder,
            Self::Hyper => builder.hyper(),
        }
    }
}

pub struct Client {
    orders: OrdersClient,
}

impl Client {
    pub fn new(base_url: &str, transport: Transport) -> Result<Self> {
        let builder = pointapi::Client::builder().base_url(base_url).allow_insecure_loopback().token_source(Login);
        Ok(Self { orders: OrdersClient::new(transport.choose(builder).build()?) })
    }

    pub async fn sign_in(&self) -> Result<()> {
        self.orders.client().sign_in().await
    }

    pub async fn call(&self) -> std::result::Result<Page, Error> {
        Ok(self.orders.search(ACCOUNT, LIMIT, STATE, &SEARCH).await?)
    }
}
