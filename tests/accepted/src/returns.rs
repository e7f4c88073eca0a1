//! Return types are chosen by type, through aliases too, with a user's error type.
#![deny(warnings)]

use pointapi::openapi::DescribeError;
use pointapi::openapi::schemars::JsonSchema;
use pointapi::server::ServeError;
use pointapi::{ApiError, Bytes, Error, Response, point_api};
use serde::{Deserialize, Serialize};

#[derive(Debug)]
pub enum ShopError {
    Closed,
    Other(Error),
}

impl From<Error> for ShopError {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl ApiError for ShopError {
    fn decode(error: &Error) -> Option<Self> {
        error.is_status(410).then_some(Self::Closed)
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(crate = "pointapi::openapi::schemars")]
pub struct Order {
    pub id: u64,
}

impl ServeError for ShopError {}

impl DescribeError for ShopError {}

type Outcome<T> = std::result::Result<T, ShopError>;
type Orders = pointapi::Result<Vec<Order>>;

#[point_api(server, openapi)]
pub trait Shop {
    #[point_endpoint(GET "/value")]
    async fn value(&self) -> Orders;
    #[point_endpoint(GET "/unit")]
    async fn unit(&self) -> Outcome<()>;
    #[point_endpoint(GET "/option")]
    async fn option(&self) -> Outcome<Option<Order>>;
    #[point_endpoint(GET "/absent", none_on = [404])]
    async fn absent(&self) -> std::result::Result<Response<Option<Order>>, ShopError>;
    #[point_endpoint(GET "/response")]
    async fn response(&self) -> Outcome<Response<Order>>;
    #[point_endpoint(GET "/bytes")]
    async fn bytes(&self) -> Outcome<Bytes>;
    #[point_endpoint(HEAD "/head")]
    async fn head(&self) -> Outcome<Response<()>>;
    #[point_endpoint(DELETE "/gone", auth = none)]
    async fn gone(&self) -> Outcome<Box<Order>>;
}
