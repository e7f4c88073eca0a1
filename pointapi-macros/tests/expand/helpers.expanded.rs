#[allow(dead_code, clippy::too_many_arguments)]
#[::pointapi::__private::async_trait]
trait Helpers: ::pointapi::__private::Send + ::pointapi::__private::Sync {
    async fn one(&self) -> Result<u32>;
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
struct HelpersClient {
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
impl HelpersClient {
    /// A client of [`Helpers`] on `client`.
    #[must_use]
    fn new(client: ::pointapi::Client) -> Self {
        Self {
            api: ::pointapi::__private::Api::new(client),
        }
    }
    /// The same client, with `options` for each of its calls.
    #[must_use]
    fn with(&self, options: ::pointapi::CallOptions) -> Self {
        Self {
            api: self.api.with(options),
        }
    }
    /// The client underneath.
    #[must_use]
    fn client(&self) -> &::pointapi::Client {
        self.api.client()
    }
    async fn one(&self) -> Result<u32> {
        let call = self.api.call(Self::ENDPOINT_ONE);
        ::pointapi::__private::read(
                call,
                ::pointapi::__private::reading::<Result<u32>>(),
            )
            .await
    }
    /// Every endpoint of [`Helpers`], in the order of the trait.
    const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = &[Self::ENDPOINT_ONE];
    const ENDPOINT_ONE: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "one",
        ::pointapi::__private::Method::GET,
        "/one",
        &["/one"],
    );
}
#[allow(deprecated)]
impl ::pointapi::__private::Clone for HelpersClient {
    fn clone(&self) -> Self {
        Self {
            api: ::pointapi::__private::Clone::clone(&self.api),
        }
    }
}
#[allow(deprecated)]
impl ::pointapi::__private::Debug for HelpersClient {
    fn fmt(
        &self,
        formatter: &mut ::pointapi::__private::fmt::Formatter<'_>,
    ) -> ::pointapi::__private::fmt::Result {
        formatter.debug_struct("HelpersClient").field("api", &self.api).finish()
    }
}
#[allow(deprecated, private_interfaces)]
impl<__PointApiKey> ::pointapi::__private::GeneratedClient<__PointApiKey>
for HelpersClient
where
    __PointApiKey: ?::pointapi::__private::Sized,
{
    type Trait = dyn Helpers;
    fn of_api(state: ::pointapi::__private::Api) -> Self {
        Self { api: state }
    }
    fn api(&self) -> &::pointapi::__private::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl ::pointapi::__private::ApiTrait for dyn Helpers {
    const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = <HelpersClient>::ENDPOINTS;
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
impl<__PointApiClient> Helpers for __PointApiClient
where
    __PointApiClient: ::pointapi::__private::GeneratedClient<dyn Helpers>,
    <__PointApiClient as ::pointapi::__private::GeneratedClient<
        dyn Helpers,
    >>::Trait: Helpers,
{
    async fn one(&self) -> Result<u32> {
        <HelpersClient>::one(
                &::pointapi::__private::client_of::<dyn Helpers, _, _>(self),
            )
            .await
    }
}
