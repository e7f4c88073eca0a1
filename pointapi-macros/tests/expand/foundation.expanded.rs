/// Orders of one account.
#[allow(dead_code, clippy::too_many_arguments)]
pub trait Orders: ::pointapi::__private::Send + ::pointapi::__private::Sync {
    /// One page of orders.
    /**
 `POST /v1/orders/query`; idempotent.*/
    fn query<'life0, 'life1, 'async_trait>(
        &'life0 self,
        query: &'life1 OrderQuery,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<OrderPage>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `POST /v1/sami/{product}/{model}`; sent once; `None` on 404.
    fn place<'life0, 'life1, 'life2, 'life3, 'life4, 'async_trait>(
        &'life0 self,
        product: &'life1 str,
        model: &'life2 str,
        order: &'life3 Order,
        trace: Option<&'life4 str>,
        page: Option<u32>,
    ) -> ::pointapi::__private::BoxFuture<
        'async_trait,
        Result<Response<Option<OrderReport>>>,
    >
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        'life3: 'async_trait,
        'life4: 'async_trait,
        Self: 'async_trait;
}
/// The client of [`Orders`].
///
/// Orders of one account.
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
pub struct OrdersClient {
    api: ::pointapi::__private::Api,
}
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
    use ::pointapi::__private as __pointapi;
    impl OrdersClient {
        /// A client of [`Orders`] on `client`.
        #[must_use]
        pub fn new(client: __pointapi::Client) -> Self {
            Self {
                api: __pointapi::Api::new(client),
            }
        }
        /// The same client, with `options` for each of its calls.
        #[must_use]
        pub fn with(&self, options: __pointapi::CallOptions) -> Self {
            Self {
                api: __pointapi::Api::with(&self.api, options),
            }
        }
        /// The client underneath.
        #[must_use]
        pub fn client(&self) -> &__pointapi::Client {
            __pointapi::Api::client(&self.api)
        }
        /// One page of orders.
        /**
 `POST /v1/orders/query`; idempotent.*/
        pub fn query(
            &self,
            query: &OrderQuery,
        ) -> impl __pointapi::Future<
            Output = Result<OrderPage>,
        > + __pointapi::Send + use<'_> {
            Self::__call_query(&self.api, query).send()
        }
        fn __call_query<'__call>(
            api: &'__call __pointapi::Api,
            query: &OrderQuery,
        ) -> __pointapi::TypedCall<'__call, Result<OrderPage>> {
            let call = &mut api.call(Self::__endpoint_query);
            call.json(&query);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<OrderPage>>::SELECT.__select(),
                call,
            )
        }
        /// `POST /v1/sami/{product}/{model}`; sent once; `None` on 404.
        pub fn place(
            &self,
            product: &str,
            model: &str,
            order: &Order,
            trace: Option<&str>,
            page: Option<u32>,
        ) -> impl __pointapi::Future<
            Output = Result<Response<Option<OrderReport>>>,
        > + __pointapi::Send + use<'_> {
            Self::__call_place(&self.api, product, model, order, trace, page).send()
        }
        fn __call_place<'__call>(
            api: &'__call __pointapi::Api,
            product: &str,
            model: &str,
            order: &Order,
            trace: Option<&str>,
            page: Option<u32>,
        ) -> __pointapi::TypedCall<'__call, Result<Response<Option<OrderReport>>>> {
            let call = &mut api.call(Self::__endpoint_place);
            call.path(&product);
            call.path(&model);
            call.json(&order);
            call.header("x-trace", &trace);
            call.query("page", &page);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<Response<Option<OrderReport>>>>::SELECT
                    .absent_on_status()
                    .__select(),
                call,
            )
        }
        /// Every endpoint of [`Orders`], in the order of the trait.
        pub const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = &[
            Self::__endpoint_query,
            Self::__endpoint_place,
        ];
        const __endpoint_query: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "query",
                __pointapi::Method::POST,
                "/v1/orders/query",
                &["/v1/orders/query"],
            )
            .with_docs("One page of orders.")
            .idempotent();
        const __endpoint_place: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "place",
                __pointapi::Method::POST,
                "/v1/sami/{product}/{model}",
                &["/v1/sami/", "/", ""],
            )
            .timeout_millis(300000u64)
            .absent_on(&[404u16])
            .declared(&[("header", "X-Trace")]);
    }
    impl __pointapi::Clone for OrdersClient {
        fn clone(&self) -> Self {
            Self {
                api: __pointapi::Clone::clone(&self.api),
            }
        }
    }
    impl __pointapi::Debug for OrdersClient {
        fn fmt(
            &self,
            formatter: &mut __pointapi::fmt::Formatter<'_>,
        ) -> __pointapi::fmt::Result {
            __pointapi::fmt::DebugStruct::field(
                    &mut formatter.debug_struct("OrdersClient"),
                    "api",
                    &self.api,
                )
                .finish()
        }
    }
    impl<__PointApiKey> __pointapi::GeneratedClient<__PointApiKey> for OrdersClient
    where
        __PointApiKey: ?__pointapi::Sized,
    {
        type Trait = dyn Orders;
        fn api(&self) -> &__pointapi::Api {
            &self.api
        }
    }
    #[diagnostic::do_not_recommend]
    impl __pointapi::ApiTrait for dyn Orders {
        const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = <OrdersClient>::ENDPOINTS;
    }
    #[diagnostic::do_not_recommend]
    impl<__PointApiClient> Orders for __PointApiClient
    where
        __PointApiClient: __pointapi::GeneratedClient<dyn Orders>,
        <__PointApiClient as __pointapi::GeneratedClient<dyn Orders>>::Trait: Orders,
    {
        fn query<'life0, 'life1, 'async_trait>(
            &'life0 self,
            query: &'life1 OrderQuery,
        ) -> __pointapi::BoxFuture<'async_trait, Result<OrderPage>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <OrdersClient>::__call_query(
                    __pointapi::api_of::<dyn Orders, _>(self),
                    query,
                )
                .boxed()
        }
        fn place<'life0, 'life1, 'life2, 'life3, 'life4, 'async_trait>(
            &'life0 self,
            product: &'life1 str,
            model: &'life2 str,
            order: &'life3 Order,
            trace: Option<&'life4 str>,
            page: Option<u32>,
        ) -> __pointapi::BoxFuture<'async_trait, Result<Response<Option<OrderReport>>>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            'life2: 'async_trait,
            'life3: 'async_trait,
            'life4: 'async_trait,
            Self: 'async_trait,
        {
            <OrdersClient>::__call_place(
                    __pointapi::api_of::<dyn Orders, _>(self),
                    product,
                    model,
                    order,
                    trace,
                    page,
                )
                .boxed()
        }
    }
};
