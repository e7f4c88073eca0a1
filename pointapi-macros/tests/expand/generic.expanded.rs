#[allow(dead_code, clippy::too_many_arguments)]
#[::pointapi::__private::async_trait]
pub trait Crud<
    T,
    const VERSION: u8 = 1,
>: ::pointapi::__private::Send + ::pointapi::__private::Sync + 'static
where
    T: Serialize + DeserializeOwned,
{
    async fn create(&self, item: &T) -> Result<T>;
    async fn get<'a>(&'a self, id: &'a str) -> Result<T>
    where
        T: 'a;
}
/// The client of [`Crud`].
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
pub struct CrudClient<T, const VERSION: u8 = 1>
where
    T: Serialize + DeserializeOwned,
{
    api: ::pointapi::__private::Api,
    marker: ::pointapi::__private::PhantomData<
        fn() -> (::pointapi::__private::PhantomData<T>,),
    >,
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
impl<T, const VERSION: u8> CrudClient<T, VERSION>
where
    T: Serialize + DeserializeOwned,
    T: ::pointapi::__private::Send + ::pointapi::__private::Sync + 'static,
{
    /// A client of [`Crud`] on `client`.
    #[must_use]
    pub fn new(client: ::pointapi::Client) -> Self {
        Self {
            api: ::pointapi::__private::Api::new(client),
            marker: ::pointapi::__private::PhantomData,
        }
    }
    /// The same client, with `options` for each of its calls.
    #[must_use]
    pub fn with(&self, options: ::pointapi::CallOptions) -> Self {
        Self {
            api: self.api.with(options),
            marker: ::pointapi::__private::PhantomData,
        }
    }
    /// The client underneath.
    #[must_use]
    pub fn client(&self) -> &::pointapi::Client {
        self.api.client()
    }
    pub async fn create(&self, item: &T) -> Result<T> {
        let mut call = self.api.call(Self::ENDPOINT_CREATE);
        call.json(&item);
        ::pointapi::__private::read(call, ::pointapi::__private::reading::<Result<T>>())
            .await
    }
    pub async fn get<'a>(&'a self, id: &'a str) -> Result<T>
    where
        T: 'a,
    {
        let mut call = self.api.call(Self::ENDPOINT_GET);
        call.path(&id);
        ::pointapi::__private::read(call, ::pointapi::__private::reading::<Result<T>>())
            .await
    }
    /// Every endpoint of [`Crud`], in the order of the trait.
    pub const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = &[
        Self::ENDPOINT_CREATE,
        Self::ENDPOINT_GET,
    ];
    const ENDPOINT_CREATE: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "create",
        ::pointapi::__private::Method::POST,
        "/items",
        &["/items"],
    );
    const ENDPOINT_GET: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "get",
        ::pointapi::__private::Method::GET,
        "/items/{id}",
        &["/items/", ""],
    );
}
#[allow(deprecated)]
impl<T, const VERSION: u8> ::pointapi::__private::Clone for CrudClient<T, VERSION>
where
    T: Serialize + DeserializeOwned,
{
    fn clone(&self) -> Self {
        Self {
            api: ::pointapi::__private::Clone::clone(&self.api),
            marker: ::pointapi::__private::PhantomData,
        }
    }
}
#[allow(deprecated)]
impl<T, const VERSION: u8> ::pointapi::__private::Debug for CrudClient<T, VERSION>
where
    T: Serialize + DeserializeOwned,
{
    fn fmt(
        &self,
        formatter: &mut ::pointapi::__private::fmt::Formatter<'_>,
    ) -> ::pointapi::__private::fmt::Result {
        formatter.debug_struct("CrudClient").field("api", &self.api).finish()
    }
}
#[allow(deprecated, private_interfaces)]
impl<
    T,
    const VERSION: u8,
    __PointApiKey,
> ::pointapi::__private::GeneratedClient<__PointApiKey> for CrudClient<T, VERSION>
where
    T: Serialize + DeserializeOwned,
    T: ::pointapi::__private::Send + ::pointapi::__private::Sync + 'static,
    __PointApiKey: ?::pointapi::__private::Sized,
{
    type Trait = dyn Crud<T, VERSION>;
    fn of_api(state: ::pointapi::__private::Api) -> Self {
        Self {
            api: state,
            marker: ::pointapi::__private::PhantomData,
        }
    }
    fn api(&self) -> &::pointapi::__private::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl<T, const VERSION: u8> ::pointapi::__private::ApiTrait for dyn Crud<T, VERSION>
where
    T: Serialize + DeserializeOwned,
    T: ::pointapi::__private::Send + ::pointapi::__private::Sync + 'static,
{
    const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = <CrudClient<
        T,
        VERSION,
    >>::ENDPOINTS;
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
impl<T, const VERSION: u8, __PointApiClient> Crud<T, VERSION> for __PointApiClient
where
    T: Serialize + DeserializeOwned,
    T: ::pointapi::__private::Send + ::pointapi::__private::Sync + 'static,
    __PointApiClient: ::pointapi::__private::GeneratedClient<dyn Crud<T, VERSION>>
        + 'static,
    <__PointApiClient as ::pointapi::__private::GeneratedClient<
        dyn Crud<T, VERSION>,
    >>::Trait: Crud<T, VERSION>,
{
    async fn create(&self, item: &T) -> Result<T> {
        <CrudClient<
            T,
            VERSION,
        >>::create(
                &::pointapi::__private::client_of::<dyn Crud<T, VERSION>, _, _>(self),
                item,
            )
            .await
    }
    async fn get<'a>(&'a self, id: &'a str) -> Result<T>
    where
        T: 'a,
    {
        <CrudClient<
            T,
            VERSION,
        >>::get(
                &::pointapi::__private::client_of::<dyn Crud<T, VERSION>, _, _>(self),
                id,
            )
            .await
    }
}
