//! The compared clients.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::RwLock;

use super::refreshes::{LIFETIME, Refreshes, SlowLogin};
use crate::api::{ACCOUNT, LIMIT, Page, SEARCH, STATE, Size};
use crate::clients::Error;
use crate::clients::hyper_by_hand;
use crate::clients::pointapi::{OrdersClient, Transport};

/// A client with a token cache.
pub enum Caller {
    Pointapi(OrdersClient),
    ByHand(Box<Cached>),
}

/// A hand-written token cache in front of hand-written hyper.
pub struct Cached {
    login: Arc<Refreshes>,
    expiry: RwLock<Option<Instant>>,
    client: hyper_by_hand::Client,
}

impl Caller {
    pub const NAMES: [&'static str; 3] = ["pointapi-reqwest", "pointapi-hyper", "hyper-by-hand with a locked cache"];

    pub fn new(name: &str, base_url: &str, refreshes: Arc<Refreshes>) -> Result<Self, Error> {
        let base_url = format!("{base_url}{}", Size::Small.prefix());
        let transport = match name {
            "pointapi-reqwest" => Transport::Reqwest,
            "pointapi-hyper" => Transport::Hyper,
            _ => {
                let (expiry, client) = (RwLock::default(), hyper_by_hand::Client::new(base_url));
                return Ok(Self::ByHand(Box::new(Cached { login: refreshes, expiry, client })));
            }
        };
        let builder = pointapi::Client::builder().base_url(base_url).allow_insecure_loopback();
        let builder = transport.choose(builder).token_source(SlowLogin(refreshes));
        Ok(Self::Pointapi(OrdersClient::new(builder.build()?)))
    }

    pub async fn call(&self) -> Result<Page, Error> {
        match self {
            Self::Pointapi(orders) => Ok(orders.search(ACCOUNT, LIMIT, STATE, &SEARCH).await?),
            Self::ByHand(cached) => cached.call().await,
        }
    }
}

impl Cached {
    async fn call(&self) -> Result<Page, Error> {
        let is_valid = |expiry: Option<Instant>| expiry.is_some_and(|expiry| Instant::now() < expiry);
        if !is_valid(*self.expiry.read().await) {
            let mut expiry = self.expiry.write().await;
            if !is_valid(*expiry) {
                self.login.fetch().await;
                *expiry = Some(Instant::now() + LIFETIME);
            }
        }
        self.client.call().await
    }
}
