//! Traits that agree, beside those of the other tests.

use std::collections::HashSet;

use http::StatusCode;
use pointapi::server::{Caller, ServeError};
use pointapi::{ApiError, Error, FromResponse, HttpResponse, Result, Xml, point_api};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(crate) struct Order {
    name: String,
    /// An order that this one replaces.
    parent: Option<Box<Order>>,
    #[serde(flatten)]
    price: Price,
    payment: Payment,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Price {
    amount: u32,
    currency: String,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "type")]
pub(crate) enum Payment {
    Card { number: String },
    Invoice,
}

#[derive(FromResponse)]
pub(crate) enum Placed {
    #[status(200)]
    Existing(Order),
    #[status(201)]
    Created(Order),
    #[status(202)]
    Accepted,
}

#[derive(Debug)]
pub(crate) enum Failure {
    Closed(Closed),
    Other(Error),
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Closed {
    until: String,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl ApiError for Failure {
    fn decode(error: &Error) -> Option<Self> {
        if error.is_status(409) { error.body_as().map(Self::Closed) } else { None }
    }
}

impl ServeError for Failure {
    fn respond(self) -> HttpResponse {
        match self {
            Self::Closed(closed) => Error::respond(StatusCode::CONFLICT, closed).respond(),
            Self::Other(error) => error.respond(),
        }
    }
}

#[point_api(server)]
pub(crate) trait Shop {
    #[point_endpoint(POST "/orders", idempotency_key = "Idempotency-Key")]
    async fn place(&self, #[extension] caller: Caller, #[body] order: &Order) -> Result<Placed>;

    #[point_endpoint(POST "/labels")]
    async fn label(&self, #[query] ids: &HashSet<u8>, #[body] labels: &HashSet<String>) -> Result<HashSet<u16>>;

    #[point_endpoint(DELETE "/orders/{id}")]
    async fn cancel(&self, id: u64) -> Result<(), Failure>;
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Search {
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<Vec<u32>>,
}

/// Many lists, so that some are varied from `None`.
#[derive(Serialize, Deserialize)]
pub(crate) struct OptionalLists {
    #[serde(skip_serializing_if = "Option::is_none")]
    a: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    b: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    c: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    d: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    e: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    f: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    g: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    h: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    i: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    j: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    k: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    l: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    m: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    o: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p: Option<Vec<String>>,
}

#[point_api(server)]
pub(crate) trait Lists {
    #[point_endpoint(POST "/lists")]
    async fn lists(&self, #[body(form)] lists: &OptionalLists) -> Result<()>;
    #[point_endpoint(POST "/form")]
    async fn form(&self, #[body(form)] search: &Search) -> Result<()>;

    #[point_endpoint(POST "/xml", codec = Xml)]
    async fn xml(&self, #[body(xml)] search: &Search) -> Result<Search>;
}
