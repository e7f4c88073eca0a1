//! A feignhttp trait on reqwest.

use feignhttp::{Context, FeignClientBuilder, feign};

use super::Error;
use crate::api::{ACCOUNT, LIMIT, Page, SEARCH, STATE, Search, TOKEN};

#[derive(Context)]
struct Server {
    #[url_path]
    port: String,
    #[url_path]
    size: String,
    #[param]
    token: &'static str,
}

#[feign(url = "http://127.0.0.1:{port}/{size}", headers = "Authorization: Bearer {token}; User-Agent: bench/1.0")]
trait Orders {
    #[post("/accounts/{account}/orders")]
    async fn search(
        &self,
        #[path] account: &str,
        #[query] limit: u32,
        #[query] state: &str,
        #[body] search: Search<'static>,
    ) -> feignhttp::Result<Page>;
}

pub struct Client {
    orders: Orders,
}

impl Client {
    pub fn new(base_url: &str) -> Result<Self, Error> {
        let url = reqwest::Url::parse(base_url)?;
        let port = url.port().ok_or("the base URL has no port")?.to_string();
        let size = url.path().trim_matches('/').to_owned();
        let orders = Orders::builder().context(Server { port, size, token: TOKEN }).build()?;
        Ok(Self { orders })
    }

    pub async fn call(&self) -> Result<Page, Error> {
        Ok(self.orders.search(ACCOUNT, LIMIT, STATE, SEARCH).await?)
    }
}
