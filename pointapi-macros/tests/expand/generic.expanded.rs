#[allow(dead_code, clippy::too_many_arguments)]
pub trait Crud<
    T,
    const VERSION: u8 = 1,
>: __pointapi_Crud::Send + __pointapi_Crud::Sync + 'static
where
    T: Serialize + DeserializeOwned,
{
    fn create<'life0, 'life1, 'async_trait>(
        &'life0 self,
        item: &'life1 T,
    ) -> __pointapi_Crud::BoxFuture<'async_trait, Result<T>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn get<'a, 'async_trait>(
        &'a self,
        id: &'a str,
    ) -> __pointapi_Crud::BoxFuture<'async_trait, Result<T>>
    where
        T: 'a,
        'a: 'async_trait,
        Self: 'async_trait;
}
/// The client of [`Crud`].
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
pub struct CrudClient<T, const VERSION: u8 = 1>
where
    T: Serialize + DeserializeOwned,
{
    api: __pointapi_Crud::Api,
    marker: __pointapi_Crud::PhantomData<fn() -> (__pointapi_Crud::PhantomData<T>,)>,
}
#[allow(
    dead_code,
    deprecated,
    impl_trait_redundant_captures,
    missing_docs,
    non_snake_case,
    private_bounds,
    private_interfaces,
    single_use_lifetimes,
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
)]
impl<T, const VERSION: u8> CrudClient<T, VERSION>
where
    T: Serialize + DeserializeOwned,
    T: __pointapi_Crud::Send + __pointapi_Crud::Sync + 'static,
{
    /// A client of [`Crud`] on `client`.
    #[must_use]
    pub fn new(client: __pointapi_Crud::Client) -> Self {
        Self {
            api: __pointapi_Crud::Api::new(client),
            marker: __pointapi_Crud::PhantomData,
        }
    }
    /// The same client, with `options` for each of its calls.
    #[must_use]
    pub fn with(&self, options: __pointapi_Crud::CallOptions) -> Self {
        Self {
            api: self.api.with(options),
            marker: __pointapi_Crud::PhantomData,
        }
    }
    /// The client underneath.
    #[must_use]
    pub fn client(&self) -> &__pointapi_Crud::Client {
        self.api.client()
    }
    pub fn create(
        &self,
        item: &T,
    ) -> impl __pointapi_Crud::Future<
        Output = Result<T>,
    > + __pointapi_Crud::Send + use<'_, T, VERSION> {
        Self::__create(&self.api, item).send()
    }
    fn __create<'__call>(
        api: &'__call __pointapi_Crud::Api,
        item: &T,
    ) -> __pointapi_Crud::Prepared<'__call, Result<T>> {
        let mut call = api.call(Self::ENDPOINT_CREATE);
        call.json(&item);
        __pointapi_Crud::reading!(Result < T >).of(call)
    }
    pub fn get<'a>(
        &'a self,
        id: &'a str,
    ) -> impl __pointapi_Crud::Future<
        Output = Result<T>,
    > + __pointapi_Crud::Send + use<'a, T, VERSION>
    where
        T: 'a,
    {
        Self::__get(&self.api, id).send()
    }
    fn __get<'__call, 'a>(
        api: &'__call __pointapi_Crud::Api,
        id: &'a str,
    ) -> __pointapi_Crud::Prepared<'__call, Result<T>>
    where
        T: 'a,
    {
        let mut call = api.call(Self::ENDPOINT_GET);
        call.path(&id);
        __pointapi_Crud::reading!(Result < T >).of(call)
    }
    /// Every endpoint of [`Crud`], in the order of the trait.
    pub const ENDPOINTS: &'static [&'static __pointapi_Crud::Endpoint] = &[
        Self::ENDPOINT_CREATE,
        Self::ENDPOINT_GET,
    ];
    const ENDPOINT_CREATE: &'static __pointapi_Crud::Endpoint = &__pointapi_Crud::Endpoint::new(
        "create",
        __pointapi_Crud::Method::POST,
        "/items",
        &["/items"],
    );
    const ENDPOINT_GET: &'static __pointapi_Crud::Endpoint = &__pointapi_Crud::Endpoint::new(
        "get",
        __pointapi_Crud::Method::GET,
        "/items/{id}",
        &["/items/", ""],
    );
}
#[allow(deprecated)]
impl<T, const VERSION: u8> __pointapi_Crud::Clone for CrudClient<T, VERSION>
where
    T: Serialize + DeserializeOwned,
{
    fn clone(&self) -> Self {
        Self {
            api: __pointapi_Crud::Clone::clone(&self.api),
            marker: __pointapi_Crud::PhantomData,
        }
    }
}
#[allow(deprecated)]
impl<T, const VERSION: u8> __pointapi_Crud::Debug for CrudClient<T, VERSION>
where
    T: Serialize + DeserializeOwned,
{
    fn fmt(
        &self,
        formatter: &mut __pointapi_Crud::fmt::Formatter<'_>,
    ) -> __pointapi_Crud::fmt::Result {
        formatter.debug_struct("CrudClient").field("api", &self.api).finish()
    }
}
#[allow(deprecated, private_interfaces)]
impl<T, const VERSION: u8, __PointApiKey> __pointapi_Crud::GeneratedClient<__PointApiKey>
for CrudClient<T, VERSION>
where
    T: Serialize + DeserializeOwned,
    T: __pointapi_Crud::Send + __pointapi_Crud::Sync + 'static,
    __PointApiKey: ?__pointapi_Crud::Sized,
{
    type Trait = dyn Crud<T, VERSION>;
    fn api(&self) -> &__pointapi_Crud::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl<T, const VERSION: u8> __pointapi_Crud::ApiTrait for dyn Crud<T, VERSION>
where
    T: Serialize + DeserializeOwned,
    T: __pointapi_Crud::Send + __pointapi_Crud::Sync + 'static,
{
    const ENDPOINTS: &'static [&'static __pointapi_Crud::Endpoint] = <CrudClient<
        T,
        VERSION,
    >>::ENDPOINTS;
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
impl<T, const VERSION: u8, __PointApiClient> Crud<T, VERSION> for __PointApiClient
where
    T: Serialize + DeserializeOwned,
    T: __pointapi_Crud::Send + __pointapi_Crud::Sync + 'static,
    __PointApiClient: __pointapi_Crud::GeneratedClient<dyn Crud<T, VERSION>> + 'static,
    <__PointApiClient as __pointapi_Crud::GeneratedClient<
        dyn Crud<T, VERSION>,
    >>::Trait: Crud<T, VERSION>,
{
    fn create<'life0, 'life1, 'async_trait>(
        &'life0 self,
        item: &'life1 T,
    ) -> __pointapi_Crud::BoxFuture<'async_trait, Result<T>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        <CrudClient<
            T,
            VERSION,
        >>::__create(__pointapi_Crud::api_of::<dyn Crud<T, VERSION>, _>(self), item)
            .boxed()
    }
    fn get<'a, 'async_trait>(
        &'a self,
        id: &'a str,
    ) -> __pointapi_Crud::BoxFuture<'async_trait, Result<T>>
    where
        T: 'a,
        'a: 'async_trait,
        Self: 'async_trait,
    {
        <CrudClient<
            T,
            VERSION,
        >>::__get(__pointapi_Crud::api_of::<dyn Crud<T, VERSION>, _>(self), id)
            .boxed()
    }
}
use ::pointapi::__private as __pointapi_Crud;
