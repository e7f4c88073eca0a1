#[allow(dead_code, clippy::too_many_arguments)]
#[::pointapi::__private::async_trait]
trait Helpers: ::pointapi::__private::Send + ::pointapi::__private::Sync {
    /// `GET /one`.
    fn one<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<u32>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    /// Both.
    async fn two(&self) -> Result<u32> {
        Ok(self.one().await? + self.one().await?)
    }
    fn each<F: Fn()>(&self, f: F)
    where
        Self: ::pointapi::__private::Sized,
    {
        f();
    }
    fn name() -> &'static str
    where
        Self: ::pointapi::__private::Sized,
    {
        "helpers"
    }
}
/// The client of [`Helpers`].
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
struct HelpersClient {
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
    impl HelpersClient {
        /// A client of [`Helpers`] on `client`.
        #[must_use]
        fn new(client: __pointapi::Client) -> Self {
            Self {
                api: __pointapi::Api::new(client),
            }
        }
        /// The same client, with `options` for each of its calls.
        #[must_use]
        fn with(&self, options: __pointapi::CallOptions) -> Self {
            Self {
                api: __pointapi::Api::with(&self.api, options),
            }
        }
        /// The client underneath.
        #[must_use]
        fn client(&self) -> &__pointapi::Client {
            __pointapi::Api::client(&self.api)
        }
        /// `GET /one`.
        fn one(
            &self,
        ) -> impl __pointapi::Future<Output = Result<u32>> + __pointapi::Send + use<'_> {
            Self::__call_one(&self.api).send()
        }
        fn __call_one<'__call>(
            api: &'__call __pointapi::Api,
        ) -> __pointapi::TypedCall<'__call, Result<u32>> {
            let call = &mut api.call(Self::__endpoint_one);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<u32>>::SELECT.__select(),
                call,
            )
        }
        /// Every endpoint of [`Helpers`], in the order of the trait.
        const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = &[
            Self::__endpoint_one,
        ];
        const __endpoint_one: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "one",
            __pointapi::Method::GET,
            "/one",
            &["/one"],
        );
    }
    impl __pointapi::Clone for HelpersClient {
        fn clone(&self) -> Self {
            Self {
                api: __pointapi::Clone::clone(&self.api),
            }
        }
    }
    impl __pointapi::Debug for HelpersClient {
        fn fmt(
            &self,
            formatter: &mut __pointapi::fmt::Formatter<'_>,
        ) -> __pointapi::fmt::Result {
            __pointapi::fmt::DebugStruct::field(
                    &mut formatter.debug_struct("HelpersClient"),
                    "api",
                    &self.api,
                )
                .finish()
        }
    }
    impl<__PointApiKey> __pointapi::GeneratedClient<__PointApiKey> for HelpersClient
    where
        __PointApiKey: ?__pointapi::Sized,
    {
        type Trait = dyn Helpers;
        fn api(&self) -> &__pointapi::Api {
            &self.api
        }
    }
    #[diagnostic::do_not_recommend]
    impl __pointapi::ApiTrait for dyn Helpers {
        const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = <HelpersClient>::ENDPOINTS;
    }
    #[diagnostic::do_not_recommend]
    impl<__PointApiClient> Helpers for __PointApiClient
    where
        __PointApiClient: __pointapi::GeneratedClient<dyn Helpers>,
        <__PointApiClient as __pointapi::GeneratedClient<dyn Helpers>>::Trait: Helpers,
    {
        fn one<'life0, 'async_trait>(
            &'life0 self,
        ) -> __pointapi::BoxFuture<'async_trait, Result<u32>>
        where
            'life0: 'async_trait,
            Self: 'async_trait,
        {
            <HelpersClient>::__call_one(__pointapi::api_of::<dyn Helpers, _>(self))
                .boxed()
        }
    }
};
