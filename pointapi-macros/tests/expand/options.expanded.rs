#[allow(dead_code, clippy::too_many_arguments)]
pub(crate) trait Options: __pointapi_Options::Send + __pointapi_Options::Sync {
    /// `GET /v1/{tenant}/all`; `None` on 404, 410.
    fn all<'life0, 'life1, 'async_trait>(
        &'life0 self,
        tenant: &'life1 str,
    ) -> __pointapi_Options::BoxFuture<'async_trait, Result<Option<Pdf>>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `POST /v1/{tenant}/keyed`; idempotent by `Idempotency-Key`.
    fn keyed<'life0, 'life1, 'async_trait>(
        &'life0 self,
        tenant: &'life1 str,
    ) -> __pointapi_Options::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `POST /v1/{tenant}/own`; idempotent by `X-Version`.
    fn own_headers<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        tenant: &'life1 str,
        app: &'life2 str,
    ) -> __pointapi_Options::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait;
    /// `POST /v1/{tenant}/token`; idempotent.
    fn token<'life0, 'life1, 'async_trait>(
        &'life0 self,
        tenant: &'life1 str,
    ) -> __pointapi_Options::BoxFuture<'async_trait, Result<Token>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `HEAD /v1/{tenant}/bearer`.
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
use my::pointapi::__private as __pointapi_Options;
#[allow(
    dead_code,
    deprecated,
    impl_trait_redundant_captures,
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
const _: () = {
    use __pointapi_Options as __pointapi;
    impl Gateway {
        /// A client of [`Options`] on `client`.
        #[must_use]
        pub(crate) fn new(client: __pointapi::Client) -> Self {
            Self {
                api: __pointapi::Api::new(client),
            }
        }
        /// The same client, with `options` for each of its calls.
        #[must_use]
        pub(crate) fn with(&self, options: __pointapi::CallOptions) -> Self {
            Self {
                api: __pointapi::Api::with(&self.api, options),
            }
        }
        /// The client underneath.
        #[must_use]
        pub(crate) fn client(&self) -> &__pointapi::Client {
            __pointapi::Api::client(&self.api)
        }
        /// `GET /v1/{tenant}/all`; `None` on 404, 410.
        pub(crate) fn all(
            &self,
            tenant: &str,
        ) -> impl __pointapi::Future<
            Output = Result<Option<Pdf>>,
        > + __pointapi::Send + use<'_> {
            Self::__call_all(&self.api, tenant).send()
        }
        fn __call_all<'__call>(
            api: &'__call __pointapi::Api,
            tenant: &str,
        ) -> __pointapi::TypedCall<'__call, Result<Option<Pdf>>> {
            let call = &mut api.call(Self::__endpoint_all);
            call.path(&tenant);
            __pointapi::prepare_with::<
                my::Pdf,
                _,
                _,
            >(
                __pointapi::DecoderFor::<Result<Option<Pdf>>>::SELECT
                    .absent_on_status()
                    .__select(),
                call,
            )
        }
        /// `POST /v1/{tenant}/keyed`; idempotent by `Idempotency-Key`.
        pub(crate) fn keyed(
            &self,
            tenant: &str,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_keyed(&self.api, tenant).send()
        }
        fn __call_keyed<'__call>(
            api: &'__call __pointapi::Api,
            tenant: &str,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_keyed);
            call.path(&tenant);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `POST /v1/{tenant}/own`; idempotent by `X-Version`.
        pub(crate) fn own_headers(
            &self,
            tenant: &str,
            app: &str,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_own_headers(&self.api, tenant, app).send()
        }
        fn __call_own_headers<'__call>(
            api: &'__call __pointapi::Api,
            tenant: &str,
            app: &str,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_own_headers);
            call.path(&tenant);
            call.header("x-app", &app);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `POST /v1/{tenant}/token`; idempotent.
        pub(crate) fn token(
            &self,
            tenant: &str,
        ) -> impl __pointapi::Future<
            Output = Result<Token>,
        > + __pointapi::Send + use<'_> {
            Self::__call_token(&self.api, tenant).send()
        }
        fn __call_token<'__call>(
            api: &'__call __pointapi::Api,
            tenant: &str,
        ) -> __pointapi::TypedCall<'__call, Result<Token>> {
            let call = &mut api.call(Self::__endpoint_token);
            call.path(&tenant);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<Token>>::SELECT.__select(),
                call,
            )
        }
        /// `HEAD /v1/{tenant}/bearer`.
        pub(crate) fn bearer(
            &self,
            tenant: &str,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_bearer(&self.api, tenant).send()
        }
        fn __call_bearer<'__call>(
            api: &'__call __pointapi::Api,
            tenant: &str,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_bearer);
            call.path(&tenant);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.without_body().__select(),
                call,
            )
        }
        /// Every endpoint of [`Options`], in the order of the trait.
        pub(crate) const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = &[
            Self::__endpoint_all,
            Self::__endpoint_keyed,
            Self::__endpoint_own_headers,
            Self::__endpoint_token,
            Self::__endpoint_bearer,
        ];
        const __endpoint_all: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "everything",
                __pointapi::Method::GET,
                "/v1/{tenant}/all",
                &["/v1/", "/all"],
            )
            .auth(__pointapi::AuthScheme::None)
            .timeout_millis(120000u64)
            .attempts(5u32)
            .accept("application/pdf")
            .headers(&[("x-app", "shop"), ("x-version", "2")])
            .attempt_timeout_millis(500u64)
            .retry_on_throttle()
            .absent_on(&[404u16, 410u16])
            .max_response(67108864u64)
            .fresh_connection();
        const __endpoint_keyed: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "keyed",
                __pointapi::Method::POST,
                "/v1/{tenant}/keyed",
                &["/v1/", "/keyed"],
            )
            .auth(__pointapi::AuthScheme::Custom(&my::ApiKey))
            .timeout_millis(30000u64)
            .attempts(2u32)
            .accept("application/json")
            .headers(&[("x-app", "shop"), ("x-version", "1")])
            .idempotency_key("idempotency-key");
        const __endpoint_own_headers: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "own_headers",
                __pointapi::Method::POST,
                "/v1/{tenant}/own",
                &["/v1/", "/own"],
            )
            .auth(__pointapi::AuthScheme::Custom(&my::ApiKey))
            .timeout_millis(30000u64)
            .attempts(2u32)
            .accept("application/json")
            .idempotency_key("x-version")
            .declared(&[("header", "x-app")]);
        const __endpoint_token: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "token",
                __pointapi::Method::POST,
                "/v1/{tenant}/token",
                &["/v1/", "/token"],
            )
            .auth(__pointapi::AuthScheme::None)
            .timeout_millis(30000u64)
            .attempts(2u32)
            .accept("application/json")
            .headers(&[("x-app", "shop"), ("x-version", "1")])
            .idempotent()
            .token_endpoint();
        const __endpoint_bearer: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "bearer",
                __pointapi::Method::HEAD,
                "/v1/{tenant}/bearer",
                &["/v1/", "/bearer"],
            )
            .auth(__pointapi::AuthScheme::Bearer)
            .timeout_millis(30000u64)
            .attempts(2u32)
            .accept("application/json")
            .headers(&[("x-app", "shop"), ("x-version", "1")]);
    }
    impl __pointapi::Clone for Gateway {
        fn clone(&self) -> Self {
            Self {
                api: __pointapi::Clone::clone(&self.api),
            }
        }
    }
    impl __pointapi::Debug for Gateway {
        fn fmt(
            &self,
            formatter: &mut __pointapi::fmt::Formatter<'_>,
        ) -> __pointapi::fmt::Result {
            __pointapi::fmt::DebugStruct::field(
                    &mut formatter.debug_struct("Gateway"),
                    "api",
                    &self.api,
                )
                .finish()
        }
    }
    impl<__PointApiKey> __pointapi::GeneratedClient<__PointApiKey> for Gateway
    where
        __PointApiKey: ?__pointapi::Sized,
    {
        type Trait = dyn Options;
        fn api(&self) -> &__pointapi::Api {
            &self.api
        }
    }
    #[diagnostic::do_not_recommend]
    impl __pointapi::ApiTrait for dyn Options {
        const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = <Gateway>::ENDPOINTS;
    }
    #[diagnostic::do_not_recommend]
    impl<__PointApiClient> Options for __PointApiClient
    where
        __PointApiClient: __pointapi::GeneratedClient<dyn Options>,
        <__PointApiClient as __pointapi::GeneratedClient<dyn Options>>::Trait: Options,
    {
        fn all<'life0, 'life1, 'async_trait>(
            &'life0 self,
            tenant: &'life1 str,
        ) -> __pointapi::BoxFuture<'async_trait, Result<Option<Pdf>>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <Gateway>::__call_all(__pointapi::api_of::<dyn Options, _>(self), tenant)
                .boxed()
        }
        fn keyed<'life0, 'life1, 'async_trait>(
            &'life0 self,
            tenant: &'life1 str,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <Gateway>::__call_keyed(__pointapi::api_of::<dyn Options, _>(self), tenant)
                .boxed()
        }
        fn own_headers<'life0, 'life1, 'life2, 'async_trait>(
            &'life0 self,
            tenant: &'life1 str,
            app: &'life2 str,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            'life2: 'async_trait,
            Self: 'async_trait,
        {
            <Gateway>::__call_own_headers(
                    __pointapi::api_of::<dyn Options, _>(self),
                    tenant,
                    app,
                )
                .boxed()
        }
        fn token<'life0, 'life1, 'async_trait>(
            &'life0 self,
            tenant: &'life1 str,
        ) -> __pointapi::BoxFuture<'async_trait, Result<Token>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <Gateway>::__call_token(__pointapi::api_of::<dyn Options, _>(self), tenant)
                .boxed()
        }
        fn bearer<'life0, 'life1, 'async_trait>(
            &'life0 self,
            tenant: &'life1 str,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <Gateway>::__call_bearer(__pointapi::api_of::<dyn Options, _>(self), tenant)
                .boxed()
        }
    }
};
