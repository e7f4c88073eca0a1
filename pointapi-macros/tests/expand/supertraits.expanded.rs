/// All of it.
#[allow(dead_code, clippy::too_many_arguments)]
pub trait Point: __pointapi_Point::Send + __pointapi_Point::Sync + users::UserManagement + Orders<
        Order,
    > + Send + std::fmt::Debug {}
/// The client of [`Point`].
///
/// All of it.
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
pub struct PointClient {
    api: __pointapi_Point::Api,
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
impl PointClient {
    /// A client of [`Point`] on `client`.
    #[must_use]
    pub fn new(client: __pointapi_Point::Client) -> Self {
        Self {
            api: __pointapi_Point::Api::new(client),
        }
    }
    /// The same client, with `options` for each of its calls.
    #[must_use]
    pub fn with(&self, options: __pointapi_Point::CallOptions) -> Self {
        Self {
            api: __pointapi_Point::Api::with(&self.api, options),
        }
    }
    /// The client underneath.
    #[must_use]
    pub fn client(&self) -> &__pointapi_Point::Client {
        __pointapi_Point::Api::client(&self.api)
    }
    /// Every endpoint of [`Point`], in the order of the trait.
    pub const ENDPOINTS: &'static [&'static __pointapi_Point::Endpoint] = const {
        &__pointapi_Point::JoinedEndpoints::of(
            &[
                <dyn users::UserManagement as __pointapi_Point::ApiTrait>::ENDPOINTS,
                <dyn Orders<Order> as __pointapi_Point::ApiTrait>::ENDPOINTS,
                &[],
            ],
        )
    }
        .as_slice();
}
#[allow(deprecated)]
impl __pointapi_Point::Clone for PointClient {
    fn clone(&self) -> Self {
        Self {
            api: __pointapi_Point::Clone::clone(&self.api),
        }
    }
}
#[allow(deprecated)]
impl __pointapi_Point::Debug for PointClient {
    fn fmt(
        &self,
        formatter: &mut __pointapi_Point::fmt::Formatter<'_>,
    ) -> __pointapi_Point::fmt::Result {
        __pointapi_Point::fmt::DebugStruct::field(
                &mut formatter.debug_struct("PointClient"),
                "api",
                &self.api,
            )
            .finish()
    }
}
#[allow(deprecated, private_interfaces)]
impl<__PointApiKey> __pointapi_Point::GeneratedClient<__PointApiKey> for PointClient
where
    __PointApiKey: ?__pointapi_Point::Sized,
{
    type Trait = dyn Point;
    fn api(&self) -> &__pointapi_Point::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl __pointapi_Point::ApiTrait for dyn Point {
    const ENDPOINTS: &'static [&'static __pointapi_Point::Endpoint] = <PointClient>::ENDPOINTS;
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
impl<__PointApiClient> Point for __PointApiClient
where
    __PointApiClient: __pointapi_Point::GeneratedClient<dyn Point>
        + users::UserManagement + Orders<Order> + Send + std::fmt::Debug,
    <__PointApiClient as __pointapi_Point::GeneratedClient<dyn Point>>::Trait: Point,
{}
use ::pointapi::__private as __pointapi_Point;
