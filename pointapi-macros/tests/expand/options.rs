#[point_api(
    prefix = "/v1/{tenant}",
    client = Gateway,
    crate = my::pointapi,
    auth = my::ApiKey,
    timeout = "30s",
    attempts = 2,
    accept = "application/json",
    headers("X-App" = "shop", "X-Version" = "1"),
)]
pub(crate) trait Options {
    #[point_endpoint(GET "/all",
        name = "everything",
        auth = none,
        timeout = "2m",
        attempt_timeout = "500ms",
        attempts = 5,
        retry_on_throttle,
        none_on = [404, 410],
        accept = "application/pdf",
        codec = my::Pdf,
        headers("x-version" = "2"),
        max_response = "64MiB",
        fresh_connection,
    )]
    async fn all(&self, tenant: &str) -> Result<Option<Pdf>>;

    #[point_endpoint(POST "/keyed", idempotency_key = "Idempotency-Key")]
    async fn keyed(&self, tenant: &str) -> Result<()>;

    #[point_endpoint(POST "/own", idempotency_key = "X-Version")]
    async fn own_headers(&self, tenant: &str, #[header("x-app")] app: &str) -> Result<()>;

    #[point_endpoint(POST "/token", auth = none, token_endpoint, idempotent)]
    async fn token(&self, tenant: &str) -> Result<Token>;

    #[point_endpoint(HEAD "/bearer", auth = bearer)]
    async fn bearer(&self, tenant: &str) -> Result<()>;
}
