#[allow(dead_code, clippy::too_many_arguments)]
pub trait Crud<
    T,
    const VERSION: u8 = 1,
>: ::pointapi::__private::Send + ::pointapi::__private::Sync + 'static
where
    T: Serialize + DeserializeOwned,
{
    /// `POST /items`; sent once.
    fn create<'life0, 'life1, 'async_trait>(
        &'life0 self,
        item: &'life1 T,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<T>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `GET /items/{id}`.
    fn get<'a, 'async_trait>(
        &'a self,
        id: &'a str,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<T>>
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
    api: ::pointapi::__private::Api,
    marker: ::pointapi::__private::PhantomData<
        fn() -> (::pointapi::__private::PhantomData<T>,),
    >,
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
    impl<T, const VERSION: u8> CrudClient<T, VERSION>
    where
        T: Serialize + DeserializeOwned,
        T: __pointapi::Send + __pointapi::Sync + 'static,
    {
        /// A client of [`Crud`] on `client`.
        #[must_use]
        pub fn new(client: __pointapi::Client) -> Self {
            Self {
                api: __pointapi::Api::new(client),
                marker: __pointapi::PhantomData,
            }
        }
        /// The same client, with `options` for each of its calls.
        #[must_use]
        pub fn with(&self, options: __pointapi::CallOptions) -> Self {
            Self {
                api: __pointapi::Api::with(&self.api, options),
                marker: __pointapi::PhantomData,
            }
        }
        /// The client underneath.
        #[must_use]
        pub fn client(&self) -> &__pointapi::Client {
            __pointapi::Api::client(&self.api)
        }
        /// `POST /items`; sent once.
        pub fn create(
            &self,
            item: &T,
        ) -> impl __pointapi::Future<
            Output = Result<T>,
        > + __pointapi::Send + use<'_, T, VERSION> {
            Self::__call_create(&self.api, item).send()
        }
        fn __call_create<'__call>(
            api: &'__call __pointapi::Api,
            item: &T,
        ) -> __pointapi::TypedCall<'__call, Result<T>> {
            let call = &mut api.call(Self::__endpoint_create);
            call.json(&item);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<T>>::SELECT.__select(),
                call,
            )
        }
        /// `GET /items/{id}`.
        pub fn get<'a>(
            &'a self,
            id: &'a str,
        ) -> impl __pointapi::Future<
            Output = Result<T>,
        > + __pointapi::Send + use<'a, T, VERSION>
        where
            T: 'a,
        {
            Self::__call_get(&self.api, id).send()
        }
        fn __call_get<'__call, 'a>(
            api: &'__call __pointapi::Api,
            id: &'a str,
        ) -> __pointapi::TypedCall<'__call, Result<T>>
        where
            T: 'a,
        {
            let call = &mut api.call(Self::__endpoint_get);
            call.path(&id);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<T>>::SELECT.__select(),
                call,
            )
        }
        /// Every endpoint of [`Crud`], in the order of the trait.
        pub const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = &[
            Self::__endpoint_create,
            Self::__endpoint_get,
        ];
        const __endpoint_create: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "create",
            __pointapi::Method::POST,
            "/items",
            &["/items"],
        );
        const __endpoint_get: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "get",
            __pointapi::Method::GET,
            "/items/{id}",
            &["/items/", ""],
        );
    }
    impl<T, const VERSION: u8> __pointapi::Clone for CrudClient<T, VERSION>
    where
        T: Serialize + DeserializeOwned,
    {
        fn clone(&self) -> Self {
            Self {
                api: __pointapi::Clone::clone(&self.api),
                marker: __pointapi::PhantomData,
            }
        }
    }
    impl<T, const VERSION: u8> __pointapi::Debug for CrudClient<T, VERSION>
    where
        T: Serialize + DeserializeOwned,
    {
        fn fmt(
            &self,
            formatter: &mut __pointapi::fmt::Formatter<'_>,
        ) -> __pointapi::fmt::Result {
            __pointapi::fmt::DebugStruct::field(
                    &mut formatter.debug_struct("CrudClient"),
                    "api",
                    &self.api,
                )
                .finish()
        }
    }
    impl<T, const VERSION: u8, __PointApiKey> __pointapi::GeneratedClient<__PointApiKey>
    for CrudClient<T, VERSION>
    where
        T: Serialize + DeserializeOwned,
        T: __pointapi::Send + __pointapi::Sync + 'static,
        __PointApiKey: ?__pointapi::Sized,
    {
        type Trait = dyn Crud<T, VERSION>;
        fn api(&self) -> &__pointapi::Api {
            &self.api
        }
    }
    #[diagnostic::do_not_recommend]
    impl<T, const VERSION: u8> __pointapi::ApiTrait for dyn Crud<T, VERSION>
    where
        T: Serialize + DeserializeOwned,
        T: __pointapi::Send + __pointapi::Sync + 'static,
    {
        const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = <CrudClient<
            T,
            VERSION,
        >>::ENDPOINTS;
    }
    #[diagnostic::do_not_recommend]
    impl<T, const VERSION: u8, __PointApiClient> Crud<T, VERSION> for __PointApiClient
    where
        T: Serialize + DeserializeOwned,
        T: __pointapi::Send + __pointapi::Sync + 'static,
        __PointApiClient: __pointapi::GeneratedClient<dyn Crud<T, VERSION>> + 'static,
        <__PointApiClient as __pointapi::GeneratedClient<
            dyn Crud<T, VERSION>,
        >>::Trait: Crud<T, VERSION>,
    {
        fn create<'life0, 'life1, 'async_trait>(
            &'life0 self,
            item: &'life1 T,
        ) -> __pointapi::BoxFuture<'async_trait, Result<T>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <CrudClient<
                T,
                VERSION,
            >>::__call_create(__pointapi::api_of::<dyn Crud<T, VERSION>, _>(self), item)
                .boxed()
        }
        fn get<'a, 'async_trait>(
            &'a self,
            id: &'a str,
        ) -> __pointapi::BoxFuture<'async_trait, Result<T>>
        where
            T: 'a,
            'a: 'async_trait,
            Self: 'async_trait,
        {
            <CrudClient<
                T,
                VERSION,
            >>::__call_get(__pointapi::api_of::<dyn Crud<T, VERSION>, _>(self), id)
                .boxed()
        }
    }
};
