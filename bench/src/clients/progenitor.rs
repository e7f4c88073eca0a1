//! The code that progenitor generates from an OpenAPI document of the call, on the same reqwest client as by hand.

use super::Error;
use crate::api::{ACCOUNT, LIMIT, Page, SEARCH, STATE, TOKEN};

#[allow(clippy::all, reason = "the code is generated")]
mod generated {
    progenitor::generate_api!(
        spec = "src/clients/progenitor.json",
        replace = { Search = crate::clients::progenitor::Search, Page = crate::api::Page },
    );
}

pub use crate::api::Search as BorrowedSearch;

pub type Search = BorrowedSearch<'static>;

pub struct Client {
    api: generated::Client,
}

impl Client {
    pub fn new(base_url: &str) -> Result<Self, Error> {
        let mut headers = http::HeaderMap::new();
        headers.insert(http::header::AUTHORIZATION, format!("Bearer {TOKEN}").try_into()?);
        let http = reqwest::Client::builder().no_proxy().user_agent("bench/1.0").default_headers(headers).build()?;
        Ok(Self { api: generated::Client::new_with_client(base_url, http) })
    }

    pub async fn call(&self) -> Result<Page, Error> {
        Ok(self.api.search(ACCOUNT, LIMIT, STATE, &SEARCH).await?.into_inner())
    }
}
