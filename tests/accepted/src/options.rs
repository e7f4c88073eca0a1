//! Every option, and its default for the whole trait.
#![deny(warnings)]

use pointapi::auth::Authenticator;
use pointapi::{BoxError, Codec, Result, point_api};

pub struct ApiKey;

#[pointapi::async_trait]
impl Authenticator for ApiKey {
    async fn authorize(&self, _: &mut pointapi::http::request::Parts) -> std::result::Result<(), BoxError> {
        Ok(())
    }
}

pub struct Cbor;

impl Codec for Cbor {
    const CONTENT_TYPE: &'static str = "application/cbor";

    fn encode<T: serde::Serialize + ?Sized>(_: &T) -> std::result::Result<pointapi::Bytes, BoxError> {
        Err("not today".into())
    }

    fn decode<T: serde::de::DeserializeOwned>(_: &[u8]) -> std::result::Result<T, BoxError> {
        Err("not today".into())
    }
}

#[point_api(
    server,
    openapi,
    prefix = "/v1/{tenant}",
    client = Gateway,
    auth = ApiKey,
    timeout = "30s",
    attempts = 2,
    accept = "application/json",
    headers("X-App" = "shop", "X-Key" = "none"),
)]
pub trait Shop {
    #[point_endpoint(
        GET "/all?kind=full",
        name = "everything",
        auth = none,
        timeout = "2m",
        attempt_timeout = "500ms",
        attempts = 5,
        retry_on_throttle,
        none_on = [404, 410],
        accept = "application/pdf",
        codec = Cbor,
        headers("X-Version" = "2"),
        max_response = "64MiB",
        fresh_connection
    )]
    async fn all(&self, tenant: &str) -> Result<Option<String>>;

    #[point_endpoint(POST "/keyed", idempotency_key = "Idempotency-Key", attempts = 3)]
    async fn keyed(&self, tenant: &str, #[body(codec = Cbor)] body: &[u8]) -> Result<()>;

    #[point_endpoint(POST "/own", idempotency_key = "X-Key")]
    async fn own_headers(&self, tenant: &str, #[header("x-app")] app: &str) -> Result<()>;

    #[point_endpoint(POST "/token", auth = none, token_endpoint, idempotent, attempts = 2)]
    async fn token(&self, tenant: &str) -> Result<String>;

    #[point_endpoint(GET "/bearer", auth = bearer)]
    async fn bearer(&self, tenant: &str, #[headers] more: &pointapi::http::HeaderMap) -> Result<()>;

    #[point_endpoint(GET "/options")]
    async fn options(
        &self,
        tenant: &str,
        #[options] options: &pointapi::CallOptions,
        #[extension] label: u8,
        #[header("X-Secret")]
        #[sensitive]
        secret: &str,
        #[query("ids", format = csv)] ids: &[u64],
    ) -> Result<()>;
}

/// Runs what can run.
pub fn run() {
    assert_eq!(Gateway::ENDPOINTS[0].name(), "everything");
    assert_eq!(Gateway::ENDPOINTS[0].path_template(), "/v1/{tenant}/all?kind=full");
}
