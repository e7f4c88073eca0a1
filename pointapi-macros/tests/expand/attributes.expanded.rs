/// Documented.
///
/// At length.
#[cfg(feature = "api")]
#[deprecated]
#[doc(hidden)]
#[automock]
#[allow(dead_code, clippy::too_many_arguments)]
pub trait Attributes: __pointapi_Attributes::Send + __pointapi_Attributes::Sync {
    /// First.
    #[doc = concat!("sec", "ond")]
    #[cfg(unix)]
    #[deprecated(note = "use `other`")]
    #[must_use = "it costs"]
    #[expect(clippy::too_many_arguments, reason = "the server wants them")]
    #[tracing::instrument]
    fn first<'life0, 'async_trait>(
        &'life0 self,
        #[cfg(feature = "page")]
        page: u32,
        #[allow(unused)]
        other: u32,
    ) -> __pointapi_Attributes::BoxFuture<'async_trait, Result<()>>
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
    api: __pointapi_Attributes::Api,
}
#[cfg(feature = "api")]
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
    unused_mut,
    unused_variables
)]
impl AttributesClient {
    /// A client of [`Attributes`] on `client`.
    #[must_use]
    pub fn new(client: __pointapi_Attributes::Client) -> Self {
        Self {
            api: __pointapi_Attributes::Api::new(client),
        }
    }
    /// The same client, with `options` for each of its calls.
    #[must_use]
    pub fn with(&self, options: __pointapi_Attributes::CallOptions) -> Self {
        Self {
            api: __pointapi_Attributes::Api::with(&self.api, options),
        }
    }
    /// The client underneath.
    #[must_use]
    pub fn client(&self) -> &__pointapi_Attributes::Client {
        __pointapi_Attributes::Api::client(&self.api)
    }
    /// First.
    #[doc = concat!("sec", "ond")]
    #[cfg(unix)]
    #[deprecated(note = "use `other`")]
    #[must_use = "it costs"]
    #[allow(clippy::too_many_arguments, reason = "the server wants them")]
    pub fn first(
        &self,
        #[cfg(feature = "page")]
        page: u32,
        #[allow(unused)]
        other: u32,
    ) -> impl __pointapi_Attributes::Future<
        Output = Result<()>,
    > + __pointapi_Attributes::Send + use<'_> {
        Self::__call_first(&self.api, #[cfg(feature = "page")] page, other).send()
    }
    #[cfg(unix)]
    #[allow(clippy::too_many_arguments, reason = "the server wants them")]
    fn __call_first<'__call>(
        api: &'__call __pointapi_Attributes::Api,
        #[cfg(feature = "page")]
        page: u32,
        #[allow(unused)]
        other: u32,
    ) -> __pointapi_Attributes::TypedCall<'__call, Result<()>> {
        let mut call = api.call(Self::__endpoint_first);
        let writer = &mut call;
        #[cfg(feature = "page")] writer.query("page", &page);
        writer.query("other", &other);
        __pointapi_Attributes::DecoderFor::<Result<()>>::SELECT
            .__select()
            .decoder::<__pointapi_Attributes::DefaultCodec, Result<()>>()
            .of(call)
    }
    /// Every endpoint of [`Attributes`], in the order of the trait.
    pub const ENDPOINTS: &'static [&'static __pointapi_Attributes::Endpoint] = &[
        #[cfg(unix)]
        Self::__endpoint_first,
    ];
    #[cfg(unix)]
    const __endpoint_first: &'static __pointapi_Attributes::Endpoint = &__pointapi_Attributes::Endpoint::new(
            "first",
            __pointapi_Attributes::Method::GET,
            "/first",
            &["/first"],
        )
        .with_docs(
            __pointapi_Attributes::concat!(" First.", "\n", concat!("sec", "ond")),
        );
}
#[cfg(feature = "api")]
#[allow(deprecated)]
impl __pointapi_Attributes::Clone for AttributesClient {
    fn clone(&self) -> Self {
        Self {
            api: __pointapi_Attributes::Clone::clone(&self.api),
        }
    }
}
#[cfg(feature = "api")]
#[allow(deprecated)]
impl __pointapi_Attributes::Debug for AttributesClient {
    fn fmt(
        &self,
        formatter: &mut __pointapi_Attributes::fmt::Formatter<'_>,
    ) -> __pointapi_Attributes::fmt::Result {
        __pointapi_Attributes::fmt::DebugStruct::field(
                &mut formatter.debug_struct("AttributesClient"),
                "api",
                &self.api,
            )
            .finish()
    }
}
#[cfg(feature = "api")]
#[allow(deprecated, private_interfaces)]
impl<__PointApiKey> __pointapi_Attributes::GeneratedClient<__PointApiKey>
for AttributesClient
where
    __PointApiKey: ?__pointapi_Attributes::Sized,
{
    type Trait = dyn Attributes;
    fn api(&self) -> &__pointapi_Attributes::Api {
        &self.api
    }
}
#[cfg(feature = "api")]
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl __pointapi_Attributes::ApiTrait for dyn Attributes {
    const ENDPOINTS: &'static [&'static __pointapi_Attributes::Endpoint] = <AttributesClient>::ENDPOINTS;
}
#[cfg(feature = "api")]
#[allow(
    deprecated,
    non_snake_case,
    private_interfaces,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    unused_mut,
    unused_variables
)]
#[diagnostic::do_not_recommend]
impl<__PointApiClient> Attributes for __PointApiClient
where
    __PointApiClient: __pointapi_Attributes::GeneratedClient<dyn Attributes>,
    <__PointApiClient as __pointapi_Attributes::GeneratedClient<
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
    ) -> __pointapi_Attributes::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        <AttributesClient>::__call_first(
                __pointapi_Attributes::api_of::<dyn Attributes, _>(self),
                #[cfg(feature = "page")]
                page,
                other,
            )
            .boxed()
    }
}
#[cfg(feature = "api")]
use ::pointapi::__private as __pointapi_Attributes;
