/// All of it.
#[allow(dead_code, clippy::too_many_arguments)]
pub trait Point: ::pointapi::__private::Send + ::pointapi::__private::Sync + users::UserManagement + Orders<
        Order,
    > + Send + std::fmt::Debug {}
/// The client of [`Point`].
///
/// All of it.
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
pub struct PointClient {
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
    impl PointClient {
        /// A client of [`Point`] on `client`.
        #[must_use]
        pub fn new(client: __pointapi::Client) -> Self {
            Self {
                api: __pointapi::Api::new(client),
            }
        }
        /// The same client, with `options` for each of its calls.
        #[must_use]
        pub fn with(&self, options: __pointapi::CallOptions) -> Self {
            Self {
                api: __pointapi::Api::with(&self.api, options),
            }
        }
        /// The client underneath.
        #[must_use]
        pub fn client(&self) -> &__pointapi::Client {
            __pointapi::Api::client(&self.api)
        }
        /// Every endpoint of [`Point`], in the order of the trait.
        pub const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = const {
            &__pointapi::JoinedEndpoints::of(
                &[
                    <dyn users::UserManagement as __pointapi::ApiTrait>::ENDPOINTS,
                    <dyn Orders<Order> as __pointapi::ApiTrait>::ENDPOINTS,
                    &[],
                ],
            )
        }
            .as_slice();
    }
    impl __pointapi::Clone for PointClient {
        fn clone(&self) -> Self {
            Self {
                api: __pointapi::Clone::clone(&self.api),
            }
        }
    }
    impl __pointapi::Debug for PointClient {
        fn fmt(
            &self,
            formatter: &mut __pointapi::fmt::Formatter<'_>,
        ) -> __pointapi::fmt::Result {
            __pointapi::fmt::DebugStruct::field(
                    &mut formatter.debug_struct("PointClient"),
                    "api",
                    &self.api,
                )
                .finish()
        }
    }
    impl<__PointApiKey> __pointapi::GeneratedClient<__PointApiKey> for PointClient
    where
        __PointApiKey: ?__pointapi::Sized,
    {
        type Trait = dyn Point;
        fn api(&self) -> &__pointapi::Api {
            &self.api
        }
    }
    #[diagnostic::do_not_recommend]
    impl __pointapi::ApiTrait for dyn Point {
        const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = <PointClient>::ENDPOINTS;
    }
    #[diagnostic::do_not_recommend]
    impl<__PointApiClient> Point for __PointApiClient
    where
        __PointApiClient: __pointapi::GeneratedClient<dyn Point> + users::UserManagement
            + Orders<Order> + Send + std::fmt::Debug,
        <__PointApiClient as __pointapi::GeneratedClient<dyn Point>>::Trait: Point,
    {}
};
