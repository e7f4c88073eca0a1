/// Orders of one account.
#[allow(dead_code, clippy::too_many_arguments)]
#[::pointapi::__private::async_trait]
pub trait Orders: ::pointapi::__private::Send + ::pointapi::__private::Sync {
    /// One page of orders.
    async fn query(&self, query: &OrderQuery) -> Result<OrderPage>;
    async fn place(
        &self,
        product: &str,
        model: &str,
        order: &Order,
        trace: Option<&str>,
        page: Option<u32>,
    ) -> Result<Response<Option<OrderReport>>>;
}
/// The client of [`Orders`].
///
/// Orders of one account.
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
pub struct OrdersClient {
    api: ::pointapi::__private::Api,
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
impl OrdersClient {
    /// A client of [`Orders`] on `client`.
    #[must_use]
    pub fn new(client: ::pointapi::Client) -> Self {
        Self {
            api: ::pointapi::__private::Api::new(client),
        }
    }
    /// The same client, with `options` for each of its calls.
    #[must_use]
    pub fn with(&self, options: ::pointapi::CallOptions) -> Self {
        Self {
            api: self.api.with(options),
        }
    }
    /// The client underneath.
    #[must_use]
    pub fn client(&self) -> &::pointapi::Client {
        self.api.client()
    }
    /// One page of orders.
    pub async fn query(&self, query: &OrderQuery) -> Result<OrderPage> {
        let mut call = self.api.call(Self::ENDPOINT_QUERY);
        call.json(&query);
        ::pointapi::__private::read(
                call,
                ::pointapi::__private::reading::<Result<OrderPage>>(),
            )
            .await
    }
    pub async fn place(
        &self,
        product: &str,
        model: &str,
        order: &Order,
        trace: Option<&str>,
        page: Option<u32>,
    ) -> Result<Response<Option<OrderReport>>> {
        ::pointapi::__private::assert_maybe_absent::<
            Result<Response<Option<OrderReport>>>,
        >();
        let mut call = self.api.call(Self::ENDPOINT_PLACE);
        call.path(&product);
        call.path(&model);
        call.json(&order);
        call.header(
            const { ::pointapi::__private::HeaderName::from_static("x-trace") },
            &trace,
        );
        call.query("page", &page);
        ::pointapi::__private::read(
                call,
                ::pointapi::__private::reading::<Result<Response<Option<OrderReport>>>>(),
            )
            .await
    }
    /// Every endpoint of [`Orders`], in the order of the trait.
    pub const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = &[
        Self::ENDPOINT_QUERY,
        Self::ENDPOINT_PLACE,
    ];
    const ENDPOINT_QUERY: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
            "query",
            ::pointapi::__private::Method::POST,
            "/v1/orders/query",
            &["/v1/orders/query"],
        )
        .with_docs("One page of orders.")
        .idempotent();
    const ENDPOINT_PLACE: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
            "place",
            ::pointapi::__private::Method::POST,
            "/v1/sami/{product}/{model}",
            &["/v1/sami/", "/", ""],
        )
        .timeout_millis(300000u64)
        .absent_on(&[404u16]);
}
#[allow(deprecated)]
impl ::pointapi::__private::Clone for OrdersClient {
    fn clone(&self) -> Self {
        Self {
            api: ::pointapi::__private::Clone::clone(&self.api),
        }
    }
}
#[allow(deprecated)]
impl ::pointapi::__private::Debug for OrdersClient {
    fn fmt(
        &self,
        formatter: &mut ::pointapi::__private::fmt::Formatter<'_>,
    ) -> ::pointapi::__private::fmt::Result {
        formatter.debug_struct("OrdersClient").field("api", &self.api).finish()
    }
}
#[allow(deprecated, private_interfaces)]
impl<__PointApiKey> ::pointapi::__private::GeneratedClient<__PointApiKey>
for OrdersClient
where
    __PointApiKey: ?::pointapi::__private::Sized,
{
    type Trait = dyn Orders;
    fn of_api(state: ::pointapi::__private::Api) -> Self {
        Self { api: state }
    }
    fn api(&self) -> &::pointapi::__private::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl ::pointapi::__private::ApiTrait for dyn Orders {
    const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = <OrdersClient>::ENDPOINTS;
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
#[::pointapi::__private::async_trait]
impl<__PointApiClient> Orders for __PointApiClient
where
    __PointApiClient: ::pointapi::__private::GeneratedClient<dyn Orders>,
    <__PointApiClient as ::pointapi::__private::GeneratedClient<
        dyn Orders,
    >>::Trait: Orders,
{
    async fn query(&self, query: &OrderQuery) -> Result<OrderPage> {
        <OrdersClient>::query(
                &::pointapi::__private::client_of::<dyn Orders, _, _>(self),
                query,
            )
            .await
    }
    async fn place(
        &self,
        product: &str,
        model: &str,
        order: &Order,
        trace: Option<&str>,
        page: Option<u32>,
    ) -> Result<Response<Option<OrderReport>>> {
        <OrdersClient>::place(
                &::pointapi::__private::client_of::<dyn Orders, _, _>(self),
                product,
                model,
                order,
                trace,
                page,
            )
            .await
    }
}
