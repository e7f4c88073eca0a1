/// All of it.
#[allow(dead_code, clippy::too_many_arguments)]
#[::pointapi::__private::async_trait]
pub trait Point: ::pointapi::__private::Send + ::pointapi::__private::Sync + users::UserManagement + Orders<
        Order,
    > + Send + std::fmt::Debug {}
/// The client of [`Point`].
///
/// All of it.
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
pub struct PointClient {
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
impl PointClient {
    /// A client of [`Point`] on `client`.
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
    /// Every endpoint of [`Point`], in the order of the trait.
    pub const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = const {
        &::pointapi::__private::JoinedEndpoints::of(
            &[
                <dyn users::UserManagement as ::pointapi::__private::ApiTrait>::ENDPOINTS,
                <dyn Orders<Order> as ::pointapi::__private::ApiTrait>::ENDPOINTS,
                &[],
            ],
        )
    }
        .as_slice();
}
#[allow(deprecated)]
impl ::pointapi::__private::Clone for PointClient {
    fn clone(&self) -> Self {
        Self {
            api: ::pointapi::__private::Clone::clone(&self.api),
        }
    }
}
#[allow(deprecated)]
impl ::pointapi::__private::Debug for PointClient {
    fn fmt(
        &self,
        formatter: &mut ::pointapi::__private::fmt::Formatter<'_>,
    ) -> ::pointapi::__private::fmt::Result {
        formatter.debug_struct("PointClient").field("api", &self.api).finish()
    }
}
#[allow(deprecated, private_interfaces)]
impl<__PointApiKey> ::pointapi::__private::GeneratedClient<__PointApiKey> for PointClient
where
    __PointApiKey: ?::pointapi::__private::Sized,
{
    type Trait = dyn Point;
    fn of_api(state: ::pointapi::__private::Api) -> Self {
        Self { api: state }
    }
    fn api(&self) -> &::pointapi::__private::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl ::pointapi::__private::ApiTrait for dyn Point {
    const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = <PointClient>::ENDPOINTS;
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
impl<__PointApiClient> Point for __PointApiClient
where
    __PointApiClient: ::pointapi::__private::GeneratedClient<dyn Point>
        + users::UserManagement + Orders<Order> + Send + std::fmt::Debug,
    <__PointApiClient as ::pointapi::__private::GeneratedClient<
        dyn Point,
    >>::Trait: Point,
{}
