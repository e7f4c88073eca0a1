//! hyper-util's pooled client with a minimum of code around it.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::Error;
use crate::api::{ACCOUNT, LIMIT, Page, SEARCH, STATE, TOKEN};

pub struct Client {
    base_url: String,
    token: String,
    http: legacy::Client<HttpConnector, Full<Bytes>>,
}

impl Client {
    pub fn new(base_url: String) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Self { base_url, token: TOKEN.into(), http: legacy::Client::builder(TokioExecutor::new()).build(connector) }
    }

    pub async fn call(&self) -> Result<Page, Error> {
        let uri = format!(
            "{}/accounts/{}/orders?limit={LIMIT}&state={}",
            self.base_url,
            utf8_percent_encode(ACCOUNT, NON_ALPHANUMERIC),
            utf8_percent_encode(STATE, NON_ALPHANUMERIC),
        );
        let request = http::Request::post(uri)
            .header(AUTHORIZATION, format!("Bearer {}", self.token))
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .header(USER_AGENT, HeaderValue::from_static("bench/1.0"))
            .body(Full::from(serde_json::to_vec(&SEARCH)?))?;
        let response = self.http.request(request).await?;
        if !response.status().is_success() {
            return Err(format!("the server returned {}", response.status()).into());
        }
        let body = response.into_body().collect().await?.to_bytes();
        Ok(serde_json::from_slice(&body)?)
    }
}
