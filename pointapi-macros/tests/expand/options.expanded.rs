#[allow(dead_code, clippy::too_many_arguments)]
#[my::pointapi::__private::async_trait]
pub(crate) trait Options: my::pointapi::__private::Send + my::pointapi::__private::Sync {
    async fn all(&self, tenant: &str) -> Result<Option<Pdf>>;
    async fn keyed(&self, tenant: &str) -> Result<()>;
    async fn token(&self, tenant: &str) -> Result<Token>;
    async fn bearer(&self, tenant: &str) -> Result<()>;
}
/// The client of [`Options`].
#[allow(
    dead_code,
    deprecated,
    missing_docs,
    non_snake_case,
    private_bounds,
    private_interfaces,
    unreachable_pub,
    unused_mut,
    unused_variables,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
)]
pub(crate) struct Gateway {
    api: my::pointapi::__private::Api,
}
#[allow(
    dead_code,
    deprecated,
    missing_docs,
    non_snake_case,
    private_bounds,
    private_interfaces,
    unreachable_pub,
    unused_mut,
    unused_variables,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
)]
impl Gateway {
    /// A client of [`Options`] on `client`.
    #[must_use]
    pub(crate) fn new(client: my::pointapi::Client) -> Self {
        Self {
            api: my::pointapi::__private::Api::new(client),
        }
    }
    /// The same client, with `options` for each of its calls.
    #[must_use]
    pub(crate) fn with(&self, options: my::pointapi::CallOptions) -> Self {
        Self {
            api: self.api.with(options),
        }
    }
    /// The client underneath.
    #[must_use]
    pub(crate) fn client(&self) -> &my::pointapi::Client {
        self.api.client()
    }
    pub(crate) async fn all(&self, tenant: &str) -> Result<Option<Pdf>> {
        my::pointapi::__private::assert_maybe_absent::<Result<Option<Pdf>>>();
        let mut call = self.api.call(Self::ENDPOINT_ALL);
        call.path(&tenant);
        my::pointapi::__private::read(
                call,
                my::pointapi::__private::reading_with::<my::Pdf, Result<Option<Pdf>>>(),
            )
            .await
    }
    pub(crate) async fn keyed(&self, tenant: &str) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_KEYED);
        call.path(&tenant);
        my::pointapi::__private::read(
                call,
                my::pointapi::__private::reading::<Result<()>>(),
            )
            .await
    }
    pub(crate) async fn token(&self, tenant: &str) -> Result<Token> {
        let mut call = self.api.call(Self::ENDPOINT_TOKEN);
        call.path(&tenant);
        my::pointapi::__private::read(
                call,
                my::pointapi::__private::reading::<Result<Token>>(),
            )
            .await
    }
    pub(crate) async fn bearer(&self, tenant: &str) -> Result<()> {
        my::pointapi::__private::assert_bodiless::<Result<()>>();
        let mut call = self.api.call(Self::ENDPOINT_BEARER);
        call.path(&tenant);
        my::pointapi::__private::read(
                call,
                my::pointapi::__private::reading::<Result<()>>(),
            )
            .await
    }
    /// Every endpoint of [`Options`], in the order of the trait.
    pub(crate) const ENDPOINTS: &'static [&'static my::pointapi::Endpoint] = &[
        Self::ENDPOINT_ALL,
        Self::ENDPOINT_KEYED,
        Self::ENDPOINT_TOKEN,
        Self::ENDPOINT_BEARER,
    ];
    const ENDPOINT_ALL: &'static my::pointapi::Endpoint = &my::pointapi::Endpoint::new(
            "everything",
            my::pointapi::__private::Method::GET,
            "/v1/{tenant}/all",
            &["/v1/", "/all"],
        )
        .auth(my::pointapi::__private::AuthScheme::None)
        .timeout_millis(120000u64)
        .attempts(5u32)
        .accept("application/pdf")
        .headers(&[("x-app", "shop"), ("x-version", "2")])
        .attempt_timeout_millis(500u64)
        .retry_on_throttle()
        .absent_on(&[404u16, 410u16])
        .max_response(67108864u64)
        .fresh_connection();
    const ENDPOINT_KEYED: &'static my::pointapi::Endpoint = &my::pointapi::Endpoint::new(
            "keyed",
            my::pointapi::__private::Method::POST,
            "/v1/{tenant}/keyed",
            &["/v1/", "/keyed"],
        )
        .auth(my::pointapi::__private::AuthScheme::Custom(&my::ApiKey))
        .timeout_millis(30000u64)
        .attempts(2u32)
        .accept("application/json")
        .headers(&[("x-app", "shop"), ("x-version", "1")])
        .idempotency_key("idempotency-key");
    const ENDPOINT_TOKEN: &'static my::pointapi::Endpoint = &my::pointapi::Endpoint::new(
            "token",
            my::pointapi::__private::Method::POST,
            "/v1/{tenant}/token",
            &["/v1/", "/token"],
        )
        .auth(my::pointapi::__private::AuthScheme::None)
        .timeout_millis(30000u64)
        .attempts(2u32)
        .accept("application/json")
        .headers(&[("x-app", "shop"), ("x-version", "1")])
        .idempotent()
        .token_endpoint();
    const ENDPOINT_BEARER: &'static my::pointapi::Endpoint = &my::pointapi::Endpoint::new(
            "bearer",
            my::pointapi::__private::Method::HEAD,
            "/v1/{tenant}/bearer",
            &["/v1/", "/bearer"],
        )
        .timeout_millis(30000u64)
        .attempts(2u32)
        .accept("application/json")
        .headers(&[("x-app", "shop"), ("x-version", "1")]);
}
#[allow(deprecated)]
impl my::pointapi::__private::Clone for Gateway {
    fn clone(&self) -> Self {
        Self {
            api: my::pointapi::__private::Clone::clone(&self.api),
        }
    }
}
#[allow(deprecated)]
impl my::pointapi::__private::Debug for Gateway {
    fn fmt(
        &self,
        formatter: &mut my::pointapi::__private::fmt::Formatter<'_>,
    ) -> my::pointapi::__private::fmt::Result {
        formatter.debug_struct("Gateway").field("api", &self.api).finish()
    }
}
#[allow(deprecated, private_interfaces)]
impl<__PointApiKey> my::pointapi::__private::GeneratedClient<__PointApiKey> for Gateway
where
    __PointApiKey: ?my::pointapi::__private::Sized,
{
    type Trait = dyn Options;
    fn of_api(state: my::pointapi::__private::Api) -> Self {
        Self { api: state }
    }
    fn api(&self) -> &my::pointapi::__private::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl my::pointapi::__private::ApiTrait for dyn Options {
    const ENDPOINTS: &'static [&'static my::pointapi::Endpoint] = <Gateway>::ENDPOINTS;
}
#[allow(
    dead_code,
    deprecated,
    missing_docs,
    non_snake_case,
    private_bounds,
    private_interfaces,
    unreachable_pub,
    unused_mut,
    unused_variables,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
)]
#[diagnostic::do_not_recommend]
#[my::pointapi::__private::async_trait]
impl<__PointApiClient> Options for __PointApiClient
where
    __PointApiClient: my::pointapi::__private::GeneratedClient<dyn Options>,
    <__PointApiClient as my::pointapi::__private::GeneratedClient<
        dyn Options,
    >>::Trait: Options,
{
    async fn all(&self, tenant: &str) -> Result<Option<Pdf>> {
        <Gateway>::all(
                &my::pointapi::__private::client_of::<dyn Options, _, _>(self),
                tenant,
            )
            .await
    }
    async fn keyed(&self, tenant: &str) -> Result<()> {
        <Gateway>::keyed(
                &my::pointapi::__private::client_of::<dyn Options, _, _>(self),
                tenant,
            )
            .await
    }
    async fn token(&self, tenant: &str) -> Result<Token> {
        <Gateway>::token(
                &my::pointapi::__private::client_of::<dyn Options, _, _>(self),
                tenant,
            )
            .await
    }
    async fn bearer(&self, tenant: &str) -> Result<()> {
        <Gateway>::bearer(
                &my::pointapi::__private::client_of::<dyn Options, _, _>(self),
                tenant,
            )
            .await
    }
}
