/// Orders of one account.
#[allow(dead_code, clippy::too_many_arguments)]
pub trait Orders: __pointapi_Orders::Send + __pointapi_Orders::Sync {
    /// One page of orders.
    fn query<'life0, 'life1, 'async_trait>(
        &'life0 self,
        query: &'life1 OrderQuery,
    ) -> __pointapi_Orders::BoxFuture<'async_trait, Result<OrderPage>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn place<'life0, 'life1, 'life2, 'life3, 'life4, 'async_trait>(
        &'life0 self,
        product: &'life1 str,
        model: &'life2 str,
        order: &'life3 Order,
        trace: Option<&'life4 str>,
        page: Option<u32>,
    ) -> __pointapi_Orders::BoxFuture<
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
    api: __pointapi_Orders::Api,
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
impl OrdersClient {
    /// A client of [`Orders`] on `client`.
    #[must_use]
    pub fn new(client: __pointapi_Orders::Client) -> Self {
        Self {
            api: __pointapi_Orders::Api::new(client),
        }
    }
    /// The same client, with `options` for each of its calls.
    #[must_use]
    pub fn with(&self, options: __pointapi_Orders::CallOptions) -> Self {
        Self {
            api: __pointapi_Orders::Api::with(&self.api, options),
        }
    }
    /// The client underneath.
    #[must_use]
    pub fn client(&self) -> &__pointapi_Orders::Client {
        __pointapi_Orders::Api::client(&self.api)
    }
    /// One page of orders.
    pub fn query(
        &self,
        query: &OrderQuery,
    ) -> impl __pointapi_Orders::Future<
        Output = Result<OrderPage>,
    > + __pointapi_Orders::Send + use<'_> {
        Self::__call_query(&self.api, query).send()
    }
    fn __call_query<'__call>(
        api: &'__call __pointapi_Orders::Api,
        query: &OrderQuery,
    ) -> __pointapi_Orders::TypedCall<'__call, Result<OrderPage>> {
        let mut call = api.call(Self::__endpoint_query);
        let writer = &mut call;
        writer.json(&query);
        __pointapi_Orders::DecoderFor::<Result<OrderPage>>::SELECT
            .__select()
            .decoder::<__pointapi_Orders::DefaultCodec, Result<OrderPage>>()
            .of(call)
    }
    pub fn place(
        &self,
        product: &str,
        model: &str,
        order: &Order,
        trace: Option<&str>,
        page: Option<u32>,
    ) -> impl __pointapi_Orders::Future<
        Output = Result<Response<Option<OrderReport>>>,
    > + __pointapi_Orders::Send + use<'_> {
        Self::__call_place(&self.api, product, model, order, trace, page).send()
    }
    fn __call_place<'__call>(
        api: &'__call __pointapi_Orders::Api,
        product: &str,
        model: &str,
        order: &Order,
        trace: Option<&str>,
        page: Option<u32>,
    ) -> __pointapi_Orders::TypedCall<'__call, Result<Response<Option<OrderReport>>>> {
        __pointapi_Orders::assert_maybe_absent::<
            Result<Response<Option<OrderReport>>>,
        >();
        let mut call = api.call(Self::__endpoint_place);
        let writer = &mut call;
        writer.path(&product);
        writer.path(&model);
        writer.json(&order);
        writer.header("x-trace", &trace);
        writer.query("page", &page);
        __pointapi_Orders::DecoderFor::<Result<Response<Option<OrderReport>>>>::SELECT
            .__select()
            .decoder::<
                __pointapi_Orders::DefaultCodec,
                Result<Response<Option<OrderReport>>>,
            >()
            .of(call)
    }
    /// Every endpoint of [`Orders`], in the order of the trait.
    pub const ENDPOINTS: &'static [&'static __pointapi_Orders::Endpoint] = &[
        Self::__endpoint_query,
        Self::__endpoint_place,
    ];
    const __endpoint_query: &'static __pointapi_Orders::Endpoint = &__pointapi_Orders::Endpoint::new(
            "query",
            __pointapi_Orders::Method::POST,
            "/v1/orders/query",
            &["/v1/orders/query"],
        )
        .with_docs("One page of orders.")
        .idempotent();
    const __endpoint_place: &'static __pointapi_Orders::Endpoint = &__pointapi_Orders::Endpoint::new(
            "place",
            __pointapi_Orders::Method::POST,
            "/v1/sami/{product}/{model}",
            &["/v1/sami/", "/", ""],
        )
        .timeout_millis(300000u64)
        .absent_on(&[404u16]);
}
#[allow(deprecated)]
impl __pointapi_Orders::Clone for OrdersClient {
    fn clone(&self) -> Self {
        Self {
            api: __pointapi_Orders::Clone::clone(&self.api),
        }
    }
}
#[allow(deprecated)]
impl __pointapi_Orders::Debug for OrdersClient {
    fn fmt(
        &self,
        formatter: &mut __pointapi_Orders::fmt::Formatter<'_>,
    ) -> __pointapi_Orders::fmt::Result {
        __pointapi_Orders::fmt::DebugStruct::field(
                &mut formatter.debug_struct("OrdersClient"),
                "api",
                &self.api,
            )
            .finish()
    }
}
#[allow(deprecated, private_interfaces)]
impl<__PointApiKey> __pointapi_Orders::GeneratedClient<__PointApiKey> for OrdersClient
where
    __PointApiKey: ?__pointapi_Orders::Sized,
{
    type Trait = dyn Orders;
    fn api(&self) -> &__pointapi_Orders::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl __pointapi_Orders::ApiTrait for dyn Orders {
    const ENDPOINTS: &'static [&'static __pointapi_Orders::Endpoint] = <OrdersClient>::ENDPOINTS;
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
impl<__PointApiClient> Orders for __PointApiClient
where
    __PointApiClient: __pointapi_Orders::GeneratedClient<dyn Orders>,
    <__PointApiClient as __pointapi_Orders::GeneratedClient<dyn Orders>>::Trait: Orders,
{
    fn query<'life0, 'life1, 'async_trait>(
        &'life0 self,
        query: &'life1 OrderQuery,
    ) -> __pointapi_Orders::BoxFuture<'async_trait, Result<OrderPage>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        <OrdersClient>::__call_query(
                __pointapi_Orders::api_of::<dyn Orders, _>(self),
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
    ) -> __pointapi_Orders::BoxFuture<
        'async_trait,
        Result<Response<Option<OrderReport>>>,
    >
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        'life3: 'async_trait,
        'life4: 'async_trait,
        Self: 'async_trait,
    {
        <OrdersClient>::__call_place(
                __pointapi_Orders::api_of::<dyn Orders, _>(self),
                product,
                model,
                order,
                trace,
                page,
            )
            .boxed()
    }
}
use ::pointapi::__private as __pointapi_Orders;
