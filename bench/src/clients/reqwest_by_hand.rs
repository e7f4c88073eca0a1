//! reqwest as in its documentation, without retry, deadline or limits.

use super::Error;
use crate::api::{ACCOUNT, LIMIT, Page, SEARCH, STATE, TOKEN};

pub struct Client {
    base_url: String,
    token: String,
    http: reqwest::Client,
}

impl Client {
    pub fn new(base_url: String) -> Result<Self, Error> {
        let http = reqwest::Client::builder().no_proxy().user_agent("bench/1.0").build()?;
        Ok(Self { base_url, token: TOKEN.into(), http })
    }

    pub async fn call(&self) -> Result<Page, Error> {
        let mut url = reqwest::Url::parse(&self.base_url)?;
        url.path_segments_mut().map_err(|()| "the base URL has no path")?.extend(["accounts", ACCOUNT, "orders"]);
        let response = self
            .http
            .post(url)
            .query(&[("limit", LIMIT)])
            .query(&[("state", STATE)])
            .bearer_auth(&self.token)
            .json(&SEARCH)
            .send()
            .await?
            .error_for_status()?;
        Ok(response.json().await?)
    }
}
