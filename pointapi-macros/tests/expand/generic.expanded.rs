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
    non_upper_case_globals,
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
            api: __pointapi_Crud::Api::with(&self.api, options),
            marker: __pointapi_Crud::PhantomData,
        }
    }
    /// The client underneath.
    #[must_use]
    pub fn client(&self) -> &__pointapi_Crud::Client {
        __pointapi_Crud::Api::client(&self.api)
    }
    pub fn create(
        &self,
        item: &T,
    ) -> impl __pointapi_Crud::Future<
        Output = Result<T>,
    > + __pointapi_Crud::Send + use<'_, T, VERSION> {
        Self::__call_create(&self.api, item).send()
    }
    fn __call_create<'__call>(
        api: &'__call __pointapi_Crud::Api,
        item: &T,
    ) -> __pointapi_Crud::TypedCall<'__call, Result<T>> {
        let mut call = api.call(Self::__endpoint_create);
        let writer = &mut call;
        writer.json(&item);
        __pointapi_Crud::DecoderFor::<Result<T>>::SELECT
            .__select()
            .decoder::<__pointapi_Crud::DefaultCodec, Result<T>>()
            .of(call)
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
        Self::__call_get(&self.api, id).send()
    }
    fn __call_get<'__call, 'a>(
        api: &'__call __pointapi_Crud::Api,
        id: &'a str,
    ) -> __pointapi_Crud::TypedCall<'__call, Result<T>>
    where
        T: 'a,
    {
        let mut call = api.call(Self::__endpoint_get);
        let writer = &mut call;
        writer.path(&id);
        __pointapi_Crud::DecoderFor::<Result<T>>::SELECT
            .__select()
            .decoder::<__pointapi_Crud::DefaultCodec, Result<T>>()
            .of(call)
    }
    /// Every endpoint of [`Crud`], in the order of the trait.
    pub const ENDPOINTS: &'static [&'static __pointapi_Crud::Endpoint] = &[
        Self::__endpoint_create,
        Self::__endpoint_get,
    ];
    const __endpoint_create: &'static __pointapi_Crud::Endpoint = &__pointapi_Crud::Endpoint::new(
        "create",
        __pointapi_Crud::Method::POST,
        "/items",
        &["/items"],
    );
    const __endpoint_get: &'static __pointapi_Crud::Endpoint = &__pointapi_Crud::Endpoint::new(
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
        __pointapi_Crud::fmt::DebugStruct::field(
                &mut formatter.debug_struct("CrudClient"),
                "api",
                &self.api,
            )
            .finish()
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
        >>::__call_create(__pointapi_Crud::api_of::<dyn Crud<T, VERSION>, _>(self), item)
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
        >>::__call_get(__pointapi_Crud::api_of::<dyn Crud<T, VERSION>, _>(self), id)
            .boxed()
    }
}
use ::pointapi::__private as __pointapi_Crud;
