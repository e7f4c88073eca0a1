/// Documented.
///
/// At length.
#[cfg(feature = "api")]
#[deprecated]
#[doc(hidden)]
#[automock]
#[allow(dead_code, clippy::too_many_arguments)]
pub trait Attributes: ::pointapi::__private::Send + ::pointapi::__private::Sync {
    /// First.
    #[doc = concat!("sec", "ond")]
    #[cfg(unix)]
    #[deprecated(note = "use `other`")]
    #[must_use = "it costs"]
    #[expect(clippy::too_many_arguments, reason = "the server wants them")]
    #[tracing::instrument]
    /**
 `GET /first`.*/
    fn first<'life0, 'async_trait>(
        &'life0 self,
        #[cfg(feature = "page")]
        page: u32,
        #[allow(unused)]
        other: u32,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
}
/// The client of [`Attributes`].
///
/// Documented.
///
/// At length.
#[cfg(feature = "api")]
#[deprecated]
#[doc(hidden)]
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
pub struct AttributesClient {
    api: ::pointapi::__private::Api,
}
#[cfg(feature = "api")]
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
    unused_variables
)]
const _: () = {
    use ::pointapi::__private as __pointapi;
    impl AttributesClient {
        /// A client of [`Attributes`] on `client`.
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
        /// First.
        #[doc = concat!("sec", "ond")]
        #[cfg(unix)]
        #[deprecated(note = "use `other`")]
        #[must_use = "it costs"]
        #[allow(clippy::too_many_arguments, reason = "the server wants them")]
        /**
 `GET /first`.*/
        pub fn first(
            &self,
            #[cfg(feature = "page")]
            page: u32,
            #[allow(unused)]
            other: u32,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_first(&self.api, #[cfg(feature = "page")] page, other).send()
        }
        #[cfg(unix)]
        #[allow(clippy::too_many_arguments, reason = "the server wants them")]
        fn __call_first<'__call>(
            api: &'__call __pointapi::Api,
            #[cfg(feature = "page")]
            page: u32,
            #[allow(unused)]
            other: u32,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_first);
            #[cfg(feature = "page")] call.query("page", &page);
            call.query("other", &other);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// Every endpoint of [`Attributes`], in the order of the trait.
        pub const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = &[
            #[cfg(unix)]
            Self::__endpoint_first,
        ];
        #[cfg(unix)]
        const __endpoint_first: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "first",
                __pointapi::Method::GET,
                "/first",
                &["/first"],
            )
            .with_docs(__pointapi::concat!(" First.", "\n", concat!("sec", "ond")));
    }
    impl __pointapi::Clone for AttributesClient {
        fn clone(&self) -> Self {
            Self {
                api: __pointapi::Clone::clone(&self.api),
            }
        }
    }
    impl __pointapi::Debug for AttributesClient {
        fn fmt(
            &self,
            formatter: &mut __pointapi::fmt::Formatter<'_>,
        ) -> __pointapi::fmt::Result {
            __pointapi::fmt::DebugStruct::field(
                    &mut formatter.debug_struct("AttributesClient"),
                    "api",
                    &self.api,
                )
                .finish()
        }
    }
    impl<__PointApiKey> __pointapi::GeneratedClient<__PointApiKey> for AttributesClient
    where
        __PointApiKey: ?__pointapi::Sized,
    {
        type Trait = dyn Attributes;
        fn api(&self) -> &__pointapi::Api {
            &self.api
        }
    }
    #[diagnostic::do_not_recommend]
    impl __pointapi::ApiTrait for dyn Attributes {
        const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = <AttributesClient>::ENDPOINTS;
    }
    #[diagnostic::do_not_recommend]
    impl<__PointApiClient> Attributes for __PointApiClient
    where
        __PointApiClient: __pointapi::GeneratedClient<dyn Attributes>,
        <__PointApiClient as __pointapi::GeneratedClient<
            dyn Attributes,
        >>::Trait: Attributes,
    {
        #[cfg(unix)]
        #[allow(clippy::too_many_arguments, reason = "the server wants them")]
        fn first<'life0, 'async_trait>(
            &'life0 self,
            #[cfg(feature = "page")]
            page: u32,
            #[allow(unused)]
            other: u32,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            Self: 'async_trait,
        {
            <AttributesClient>::__call_first(
                    __pointapi::api_of::<dyn Attributes, _>(self),
                    #[cfg(feature = "page")]
                    page,
                    other,
                )
                .boxed()
        }
    }
};
