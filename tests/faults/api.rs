//! The API that the tests call, with one endpoint of each class, and its clients.

use std::time::Duration;

use pointapi::auth::Authenticator;
use pointapi::{BoxError, Client, ClientBuilder, Result, RetryPolicy, point_api};
use serde::{Deserialize, Serialize};

use crate::server::Server;

#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Order {
    pub(crate) reference: String,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Receipt {
    pub(crate) count: u32,
}

/// One endpoint of each class.
#[point_api(auth = none)]
pub(crate) trait Shop {
    #[point_endpoint(GET "/orders")]
    async fn safe(&self) -> Result<Receipt>;

    #[point_endpoint(PUT "/orders")]
    async fn idempotent(&self, #[body] order: &Order) -> Result<Receipt>;

    #[point_endpoint(POST "/orders/keyed", idempotency_key = "Idempotency-Key")]
    async fn keyed(&self, #[body] order: &Order) -> Result<Receipt>;

    #[point_endpoint(POST "/orders")]
    async fn once(&self, #[body] order: &Order) -> Result<Receipt>;
}

/// The retry class of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Safe,
    Idempotent,
    Keyed,
    Once,
}

pub(crate) const CLASSES: [Class; 4] = [Class::Safe, Class::Idempotent, Class::Keyed, Class::Once];

impl ShopClient {
    /// Calls the endpoint of this class.
    pub(crate) async fn call(&self, class: Class) -> Result<Receipt> {
        let order = Order { reference: "R-1".into() };
        match class {
            Class::Safe => self.safe().await,
            Class::Idempotent => self.idempotent(&order).await,
            Class::Keyed => self.keyed(&order).await,
            Class::Once => self.once(&order).await,
        }
    }
}

/// A client of this server that does not pause between attempts.
pub(crate) fn builder(server: &Server) -> ClientBuilder {
    let builder = Client::builder().base_url(server.base_url()).allow_insecure_loopback().retry(without_pause());
    crate::transport::chosen(builder)
}

pub(crate) fn shop(builder: ClientBuilder) -> ShopClient {
    ShopClient::new(builder.build().unwrap())
}

/// Adds no credentials; lets `Client::request` be used without a login.
pub(crate) struct NoCredentials;

#[pointapi::async_trait]
impl Authenticator for NoCredentials {
    async fn authorize(&self, _: &mut http::request::Parts) -> Result<(), BoxError> {
        Ok(())
    }
}

/// A client for `Client::request`.
pub(crate) fn by_hand(server: &Server) -> Client {
    builder(server).authenticator(NoCredentials).build().unwrap()
}

pub(crate) fn without_pause() -> RetryPolicy {
    RetryPolicy::default().base_delay(Duration::ZERO).max_delay(Duration::ZERO)
}
