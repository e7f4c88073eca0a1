//! The same handler served by `#[point_api(server)]` and written by hand on axum: POST with a path value, two query
//! values, a JSON body and a JSON response, behind a bearer token.

mod by_hand;
mod by_trait;

pub use by_trait::OrdersClient;

use axum::Router;
use bytes::Bytes;
use http::Request;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use tower::{Service, ServiceExt};

use crate::api::{ACCOUNT, LIMIT, Page, Row, SEARCH, STATE, TOKEN};
use crate::clients::Error;

/// The request body as the server reads it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Search {
    pub reference: String,
    pub product: String,
    pub minimum: u32,
    pub newest_first: bool,
}

impl Search {
    /// The search that every client sends.
    pub fn example() -> Self {
        Self {
            reference: SEARCH.reference.into(),
            product: SEARCH.product.into(),
            minimum: SEARCH.minimum,
            newest_first: SEARCH.newest_first,
        }
    }
}

/// The code that serves the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Returns a response at once: the cost of the measurement itself.
    Nothing,
    ByHand,
    ByTrait,
}

impl Side {
    pub const ALL: [Self; 3] = [Self::Nothing, Self::ByHand, Self::ByTrait];

    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::ByHand => "axum-by-hand",
            Self::ByTrait => "pointapi",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.name() == name)
    }

    /// Serves `requests` requests, one after another, without a network.
    pub async fn drive(self, requests: u64) -> Result<(), Error> {
        match self {
            Self::Nothing => {
                let service =
                    tower::service_fn(|_| async { Ok::<_, Error>(http::Response::new(axum::body::Body::from("{}"))) });
                drive(service, requests).await
            }
            Self::ByHand => drive(by_hand::router(), requests).await,
            Self::ByTrait => drive(router(), requests).await,
        }
    }
}

/// The router made by `#[point_api(server)]`.
pub fn router() -> Router {
    by_trait::router()
}

async fn drive<S>(service: S, requests: u64) -> Result<(), Error>
where
    S: Service<Request<axum::body::Body>, Response = http::Response<axum::body::Body>> + Clone,
    Error: From<S::Error>,
{
    let authorization = HeaderValue::from_str(&format!("Bearer {TOKEN}"))?;
    let body = Bytes::from(serde_json::to_vec(&SEARCH)?);
    for _ in 0..requests {
        let mut request = Request::post("/v1/accounts/branch%207/orders?limit=100&state=open%20%26%20late")
            .body(axum::body::Body::from(body.clone()))?;
        request.headers_mut().insert(AUTHORIZATION, authorization.clone());
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let response = service.clone().oneshot(request).await?;
        let is_success = response.status().is_success();
        let received = response.into_body().collect().await?.to_bytes();
        if !is_success || received.is_empty() {
            return Err("the request was not served".into());
        }
    }
    Ok(())
}

/// Returns true if the request has the bearer token.
fn is_authorized(headers: &HeaderMap) -> bool {
    let token = headers.get(AUTHORIZATION).and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    token == Some(TOKEN.as_bytes())
}

/// The response to a search.
fn found(account: &str, limit: u32, state: &str, search: &Search) -> Page {
    let row = Row {
        id: search.reference.clone(),
        product: search.product.clone(),
        state: state.to_owned(),
        placed_at: "2024-01-31T10:00:00.777Z".into(),
        owner: account.to_owned(),
        quantity: search.minimum,
        price: 12.75,
        is_urgent: search.newest_first,
    };
    Page { count: limit, next_marker: None, rows: vec![row] }
}

/// Makes `calls` calls with the typed client, whose server runs in the same process.
pub async fn call(client: &OrdersClient, calls: usize) -> Result<(), Error> {
    let search = Search::example();
    for _ in 0..calls {
        let page = client.search(ACCOUNT, LIMIT, STATE, &search).await?;
        if page.rows.len() != 1 {
            return Err("the response has the wrong number of rows".into());
        }
    }
    Ok(())
}
