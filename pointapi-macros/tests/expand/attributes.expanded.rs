/// Documented.
///
/// At length.
#[cfg(feature = "api")]
#[deprecated]
#[doc(hidden)]
#[automock]
#[allow(dead_code, clippy::too_many_arguments)]
#[::pointapi::__private::async_trait]
pub trait Attributes: ::pointapi::__private::Send + ::pointapi::__private::Sync {
    /// First.
    #[doc = concat!("sec", "ond")]
    #[cfg(unix)]
    #[deprecated(note = "use `other`")]
    #[must_use = "it costs"]
    #[expect(clippy::too_many_arguments, reason = "the server wants them")]
    #[tracing::instrument]
    async fn first(
        &self,
        #[cfg(feature = "page")]
        page: u32,
        #[allow(unused)]
        other: u32,
    ) -> Result<()>;
}
/// The client of [`Attributes`].
///
/// Documented.
///
/// At length.
#[cfg(feature = "api")]
#[deprecated]
#[doc(hidden)]
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
pub struct AttributesClient {
    api: ::pointapi::__private::Api,
}
#[cfg(feature = "api")]
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
impl AttributesClient {
    /// A client of [`Attributes`] on `client`.
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
    /// First.
    #[doc = concat!("sec", "ond")]
    #[cfg(unix)]
    #[deprecated(note = "use `other`")]
    #[must_use = "it costs"]
    #[allow(clippy::too_many_arguments, reason = "the server wants them")]
    pub async fn first(
        &self,
        #[cfg(feature = "page")]
        page: u32,
        #[allow(unused)]
        other: u32,
    ) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_FIRST);
        #[cfg(feature = "page")] call.query("page", &page);
        call.query("other", &other);
        ::pointapi::__private::read(call, ::pointapi::__private::reading::<Result<()>>())
            .await
    }
    /// Every endpoint of [`Attributes`], in the order of the trait.
    pub const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = &[
        #[cfg(unix)]
        Self::ENDPOINT_FIRST,
    ];
    #[cfg(unix)]
    const ENDPOINT_FIRST: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
            "first",
            ::pointapi::__private::Method::GET,
            "/first",
            &["/first"],
        )
        .with_docs(
            ::pointapi::__private::concat!(" First.", "\n", concat!("sec", "ond")),
        );
}
#[cfg(feature = "api")]
#[allow(deprecated)]
impl ::pointapi::__private::Clone for AttributesClient {
    fn clone(&self) -> Self {
        Self {
            api: ::pointapi::__private::Clone::clone(&self.api),
        }
    }
}
#[cfg(feature = "api")]
#[allow(deprecated)]
impl ::pointapi::__private::Debug for AttributesClient {
    fn fmt(
        &self,
        formatter: &mut ::pointapi::__private::fmt::Formatter<'_>,
    ) -> ::pointapi::__private::fmt::Result {
        formatter.debug_struct("AttributesClient").field("api", &self.api).finish()
    }
}
#[cfg(feature = "api")]
#[allow(deprecated, private_interfaces)]
impl<__PointApiKey> ::pointapi::__private::GeneratedClient<__PointApiKey>
for AttributesClient
where
    __PointApiKey: ?::pointapi::__private::Sized,
{
    type Trait = dyn Attributes;
    fn of_api(state: ::pointapi::__private::Api) -> Self {
        Self { api: state }
    }
    fn api(&self) -> &::pointapi::__private::Api {
        &self.api
    }
}
#[cfg(feature = "api")]
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl ::pointapi::__private::ApiTrait for dyn Attributes {
    const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = <AttributesClient>::ENDPOINTS;
}
#[cfg(feature = "api")]
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
impl<__PointApiClient> Attributes for __PointApiClient
where
    __PointApiClient: ::pointapi::__private::GeneratedClient<dyn Attributes>,
    <__PointApiClient as ::pointapi::__private::GeneratedClient<
        dyn Attributes,
    >>::Trait: Attributes,
{
    #[cfg(unix)]
    #[allow(clippy::too_many_arguments, reason = "the server wants them")]
    async fn first(
        &self,
        #[cfg(feature = "page")]
        page: u32,
        #[allow(unused)]
        other: u32,
    ) -> Result<()> {
        <AttributesClient>::first(
                &::pointapi::__private::client_of::<dyn Attributes, _, _>(self),
                #[cfg(feature = "page")]
                page,
                other,
            )
            .await
    }
}
