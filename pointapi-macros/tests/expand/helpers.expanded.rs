#[allow(dead_code, clippy::too_many_arguments)]
#[__pointapi_Helpers::async_trait]
trait Helpers: __pointapi_Helpers::Send + __pointapi_Helpers::Sync {
    fn one<'life0, 'async_trait>(
        &'life0 self,
    ) -> __pointapi_Helpers::BoxFuture<'async_trait, Result<u32>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    /// Both.
    async fn two(&self) -> Result<u32> {
        Ok(self.one().await? + self.one().await?)
    }
    fn each<F: Fn()>(&self, f: F)
    where
        Self: __pointapi_Helpers::Sized,
    {
        f();
    }
    fn name() -> &'static str
    where
        Self: __pointapi_Helpers::Sized,
    {
        "helpers"
    }
}
/// The client of [`Helpers`].
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
struct HelpersClient {
    api: __pointapi_Helpers::Api,
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
impl HelpersClient {
    /// A client of [`Helpers`] on `client`.
    #[must_use]
    fn new(client: __pointapi_Helpers::Client) -> Self {
        Self {
            api: __pointapi_Helpers::Api::new(client),
        }
    }
    /// The same client, with `options` for each of its calls.
    #[must_use]
    fn with(&self, options: __pointapi_Helpers::CallOptions) -> Self {
        Self {
            api: __pointapi_Helpers::Api::with(&self.api, options),
        }
    }
    /// The client underneath.
    #[must_use]
    fn client(&self) -> &__pointapi_Helpers::Client {
        __pointapi_Helpers::Api::client(&self.api)
    }
    fn one(
        &self,
    ) -> impl __pointapi_Helpers::Future<
        Output = Result<u32>,
    > + __pointapi_Helpers::Send + use<'_> {
        Self::__call_one(&self.api).send()
    }
    fn __call_one<'__call>(
        api: &'__call __pointapi_Helpers::Api,
    ) -> __pointapi_Helpers::TypedCall<'__call, Result<u32>> {
        let call = api.call(Self::__endpoint_one);
        __pointapi_Helpers::DecoderFor::<Result<u32>>::SELECT
            .__select()
            .decoder::<__pointapi_Helpers::DefaultCodec, Result<u32>>()
            .of(call)
    }
    /// Every endpoint of [`Helpers`], in the order of the trait.
    const ENDPOINTS: &'static [&'static __pointapi_Helpers::Endpoint] = &[
        Self::__endpoint_one,
    ];
    const __endpoint_one: &'static __pointapi_Helpers::Endpoint = &__pointapi_Helpers::Endpoint::new(
        "one",
        __pointapi_Helpers::Method::GET,
        "/one",
        &["/one"],
    );
}
#[allow(deprecated)]
impl __pointapi_Helpers::Clone for HelpersClient {
    fn clone(&self) -> Self {
        Self {
            api: __pointapi_Helpers::Clone::clone(&self.api),
        }
    }
}
#[allow(deprecated)]
impl __pointapi_Helpers::Debug for HelpersClient {
    fn fmt(
        &self,
        formatter: &mut __pointapi_Helpers::fmt::Formatter<'_>,
    ) -> __pointapi_Helpers::fmt::Result {
        __pointapi_Helpers::fmt::DebugStruct::field(
                &mut formatter.debug_struct("HelpersClient"),
                "api",
                &self.api,
            )
            .finish()
    }
}
#[allow(deprecated, private_interfaces)]
impl<__PointApiKey> __pointapi_Helpers::GeneratedClient<__PointApiKey> for HelpersClient
where
    __PointApiKey: ?__pointapi_Helpers::Sized,
{
    type Trait = dyn Helpers;
    fn api(&self) -> &__pointapi_Helpers::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl __pointapi_Helpers::ApiTrait for dyn Helpers {
    const ENDPOINTS: &'static [&'static __pointapi_Helpers::Endpoint] = <HelpersClient>::ENDPOINTS;
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
impl<__PointApiClient> Helpers for __PointApiClient
where
    __PointApiClient: __pointapi_Helpers::GeneratedClient<dyn Helpers>,
    <__PointApiClient as __pointapi_Helpers::GeneratedClient<
        dyn Helpers,
    >>::Trait: Helpers,
{
    fn one<'life0, 'async_trait>(
        &'life0 self,
    ) -> __pointapi_Helpers::BoxFuture<'async_trait, Result<u32>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        <HelpersClient>::__call_one(__pointapi_Helpers::api_of::<dyn Helpers, _>(self))
            .boxed()
    }
}
use ::pointapi::__private as __pointapi_Helpers;
