#[allow(dead_code, clippy::too_many_arguments)]
pub(crate) trait Options: __pointapi_Options::Send + __pointapi_Options::Sync {
    fn all<'life0, 'life1, 'async_trait>(
        &'life0 self,
        tenant: &'life1 str,
    ) -> __pointapi_Options::BoxFuture<'async_trait, Result<Option<Pdf>>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn keyed<'life0, 'life1, 'async_trait>(
        &'life0 self,
        tenant: &'life1 str,
    ) -> __pointapi_Options::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn token<'life0, 'life1, 'async_trait>(
        &'life0 self,
        tenant: &'life1 str,
    ) -> __pointapi_Options::BoxFuture<'async_trait, Result<Token>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn bearer<'life0, 'life1, 'async_trait>(
        &'life0 self,
        tenant: &'life1 str,
    ) -> __pointapi_Options::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
}
/// The client of [`Options`].
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
pub(crate) struct Gateway {
    api: __pointapi_Options::Api,
}
#[allow(
    dead_code,
    deprecated,
    impl_trait_redundant_captures,
    missing_docs,
    non_snake_case,
    non_upper_case_globals,
    private_bounds,
    private_interfaces,
    single_use_lifetimes,
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
)]
impl Gateway {
    /// A client of [`Options`] on `client`.
    #[must_use]
    pub(crate) fn new(client: __pointapi_Options::Client) -> Self {
        Self {
            api: __pointapi_Options::Api::new(client),
        }
    }
    /// The same client, with `options` for each of its calls.
    #[must_use]
    pub(crate) fn with(&self, options: __pointapi_Options::CallOptions) -> Self {
        Self {
            api: __pointapi_Options::Api::with(&self.api, options),
        }
    }
    /// The client underneath.
    #[must_use]
    pub(crate) fn client(&self) -> &__pointapi_Options::Client {
        __pointapi_Options::Api::client(&self.api)
    }
    pub(crate) fn all(
        &self,
        tenant: &str,
    ) -> impl __pointapi_Options::Future<
        Output = Result<Option<Pdf>>,
    > + __pointapi_Options::Send + use<'_> {
        Self::__call_all(&self.api, tenant).send()
    }
    fn __call_all<'__call>(
        api: &'__call __pointapi_Options::Api,
        tenant: &str,
    ) -> __pointapi_Options::TypedCall<'__call, Result<Option<Pdf>>> {
        __pointapi_Options::assert_maybe_absent::<Result<Option<Pdf>>>();
        let mut call = api.call(Self::__endpoint_all);
        let writer = &mut call;
        writer.path(&tenant);
        __pointapi_Options::DecoderFor::<Result<Option<Pdf>>>::SELECT
            .__select()
            .decoder::<my::Pdf, Result<Option<Pdf>>>()
            .of(call)
    }
    pub(crate) fn keyed(
        &self,
        tenant: &str,
    ) -> impl __pointapi_Options::Future<
        Output = Result<()>,
    > + __pointapi_Options::Send + use<'_> {
        Self::__call_keyed(&self.api, tenant).send()
    }
    fn __call_keyed<'__call>(
        api: &'__call __pointapi_Options::Api,
        tenant: &str,
    ) -> __pointapi_Options::TypedCall<'__call, Result<()>> {
        let mut call = api.call(Self::__endpoint_keyed);
        let writer = &mut call;
        writer.path(&tenant);
        __pointapi_Options::DecoderFor::<Result<()>>::SELECT
            .__select()
            .decoder::<__pointapi_Options::DefaultCodec, Result<()>>()
            .of(call)
    }
    pub(crate) fn token(
        &self,
        tenant: &str,
    ) -> impl __pointapi_Options::Future<
        Output = Result<Token>,
    > + __pointapi_Options::Send + use<'_> {
        Self::__call_token(&self.api, tenant).send()
    }
    fn __call_token<'__call>(
        api: &'__call __pointapi_Options::Api,
        tenant: &str,
    ) -> __pointapi_Options::TypedCall<'__call, Result<Token>> {
        let mut call = api.call(Self::__endpoint_token);
        let writer = &mut call;
        writer.path(&tenant);
        __pointapi_Options::DecoderFor::<Result<Token>>::SELECT
            .__select()
            .decoder::<__pointapi_Options::DefaultCodec, Result<Token>>()
            .of(call)
    }
    pub(crate) fn bearer(
        &self,
        tenant: &str,
    ) -> impl __pointapi_Options::Future<
        Output = Result<()>,
    > + __pointapi_Options::Send + use<'_> {
        Self::__call_bearer(&self.api, tenant).send()
    }
    fn __call_bearer<'__call>(
        api: &'__call __pointapi_Options::Api,
        tenant: &str,
    ) -> __pointapi_Options::TypedCall<'__call, Result<()>> {
        __pointapi_Options::assert_bodiless::<Result<()>>();
        let mut call = api.call(Self::__endpoint_bearer);
        let writer = &mut call;
        writer.path(&tenant);
        __pointapi_Options::DecoderFor::<Result<()>>::SELECT
            .__select()
            .decoder::<__pointapi_Options::DefaultCodec, Result<()>>()
            .of(call)
    }
    /// Every endpoint of [`Options`], in the order of the trait.
    pub(crate) const ENDPOINTS: &'static [&'static __pointapi_Options::Endpoint] = &[
        Self::__endpoint_all,
        Self::__endpoint_keyed,
        Self::__endpoint_token,
        Self::__endpoint_bearer,
    ];
    const __endpoint_all: &'static __pointapi_Options::Endpoint = &__pointapi_Options::Endpoint::new(
            "everything",
            __pointapi_Options::Method::GET,
            "/v1/{tenant}/all",
            &["/v1/", "/all"],
        )
        .auth(__pointapi_Options::AuthScheme::None)
        .timeout_millis(120000u64)
        .attempts(5u32)
        .accept("application/pdf")
        .headers(&[("x-app", "shop"), ("x-version", "2")])
        .attempt_timeout_millis(500u64)
        .retry_on_throttle()
        .absent_on(&[404u16, 410u16])
        .max_response(67108864u64)
        .fresh_connection();
    const __endpoint_keyed: &'static __pointapi_Options::Endpoint = &__pointapi_Options::Endpoint::new(
            "keyed",
            __pointapi_Options::Method::POST,
            "/v1/{tenant}/keyed",
            &["/v1/", "/keyed"],
        )
        .auth(__pointapi_Options::AuthScheme::Custom(&my::ApiKey))
        .timeout_millis(30000u64)
        .attempts(2u32)
        .accept("application/json")
        .headers(&[("x-app", "shop"), ("x-version", "1")])
        .idempotency_key("idempotency-key");
    const __endpoint_token: &'static __pointapi_Options::Endpoint = &__pointapi_Options::Endpoint::new(
            "token",
            __pointapi_Options::Method::POST,
            "/v1/{tenant}/token",
            &["/v1/", "/token"],
        )
        .auth(__pointapi_Options::AuthScheme::None)
        .timeout_millis(30000u64)
        .attempts(2u32)
        .accept("application/json")
        .headers(&[("x-app", "shop"), ("x-version", "1")])
        .idempotent()
        .token_endpoint();
    const __endpoint_bearer: &'static __pointapi_Options::Endpoint = &__pointapi_Options::Endpoint::new(
            "bearer",
            __pointapi_Options::Method::HEAD,
            "/v1/{tenant}/bearer",
            &["/v1/", "/bearer"],
        )
        .timeout_millis(30000u64)
        .attempts(2u32)
        .accept("application/json")
        .headers(&[("x-app", "shop"), ("x-version", "1")]);
}
#[allow(deprecated)]
impl __pointapi_Options::Clone for Gateway {
    fn clone(&self) -> Self {
        Self {
            api: __pointapi_Options::Clone::clone(&self.api),
        }
    }
}
#[allow(deprecated)]
impl __pointapi_Options::Debug for Gateway {
    fn fmt(
        &self,
        formatter: &mut __pointapi_Options::fmt::Formatter<'_>,
    ) -> __pointapi_Options::fmt::Result {
        __pointapi_Options::fmt::DebugStruct::field(
                &mut formatter.debug_struct("Gateway"),
                "api",
                &self.api,
            )
            .finish()
    }
}
#[allow(deprecated, private_interfaces)]
impl<__PointApiKey> __pointapi_Options::GeneratedClient<__PointApiKey> for Gateway
where
    __PointApiKey: ?__pointapi_Options::Sized,
{
    type Trait = dyn Options;
    fn api(&self) -> &__pointapi_Options::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl __pointapi_Options::ApiTrait for dyn Options {
    const ENDPOINTS: &'static [&'static __pointapi_Options::Endpoint] = <Gateway>::ENDPOINTS;
}
#[allow(
    deprecated,
    non_snake_case,
    private_interfaces,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
)]
#[diagnostic::do_not_recommend]
impl<__PointApiClient> Options for __PointApiClient
where
    __PointApiClient: __pointapi_Options::GeneratedClient<dyn Options>,
    <__PointApiClient as __pointapi_Options::GeneratedClient<
        dyn Options,
    >>::Trait: Options,
{
    fn all<'life0, 'life1, 'async_trait>(
        &'life0 self,
        tenant: &'life1 str,
    ) -> __pointapi_Options::BoxFuture<'async_trait, Result<Option<Pdf>>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        <Gateway>::__call_all(__pointapi_Options::api_of::<dyn Options, _>(self), tenant)
            .boxed()
    }
    fn keyed<'life0, 'life1, 'async_trait>(
        &'life0 self,
        tenant: &'life1 str,
    ) -> __pointapi_Options::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        <Gateway>::__call_keyed(
                __pointapi_Options::api_of::<dyn Options, _>(self),
                tenant,
            )
            .boxed()
    }
    fn token<'life0, 'life1, 'async_trait>(
        &'life0 self,
        tenant: &'life1 str,
    ) -> __pointapi_Options::BoxFuture<'async_trait, Result<Token>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        <Gateway>::__call_token(
                __pointapi_Options::api_of::<dyn Options, _>(self),
                tenant,
            )
            .boxed()
    }
    fn bearer<'life0, 'life1, 'async_trait>(
        &'life0 self,
        tenant: &'life1 str,
    ) -> __pointapi_Options::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        <Gateway>::__call_bearer(
                __pointapi_Options::api_of::<dyn Options, _>(self),
                tenant,
            )
            .boxed()
    }
}
use my::pointapi::__private as __pointapi_Options;
