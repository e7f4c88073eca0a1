#[allow(dead_code, clippy::too_many_arguments)]
#[::pointapi::__private::async_trait]
pub trait Broken: ::pointapi::__private::Send + ::pointapi::__private::Sync {
    async fn misspelt(&self, user_id: u64) -> Result<User>;
    async fn blocking(
        &self,
        argument_0: (u8, u8),
        like: impl Like + ::pointapi::__private::Send,
    ) -> ::pointapi::Result<()>
    where
        Self: ::pointapi::__private::Sized;
    async fn generic<T: Show + ::pointapi::__private::Send>(
        &self,
        value: T,
    ) -> Result<&str>
    where
        Self: ::pointapi::__private::Sized;
    async fn undeclared(&self, x: u8) -> Result<()>;
    async fn good(&self) -> Result<()>;
}
/// The client of [`Broken`].
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
pub struct BrokenClient {
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
impl BrokenClient {
    /// A client of [`Broken`] on `client`.
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
    pub async fn misspelt(&self, user_id: u64) -> Result<User> {
        ::pointapi::__private::broken()
    }
    pub async fn blocking(
        &self,
        argument_0: (u8, u8),
        like: impl Like + ::pointapi::__private::Send,
    ) -> ::pointapi::Result<()>
    where
        Self: ::pointapi::__private::Sized,
    {
        ::pointapi::__private::broken()
    }
    pub async fn generic<T: Show + ::pointapi::__private::Send>(
        &self,
        value: T,
    ) -> Result<&str>
    where
        Self: ::pointapi::__private::Sized,
    {
        ::pointapi::__private::broken()
    }
    pub async fn undeclared(&self, x: u8) -> Result<()> {
        ::pointapi::__private::broken()
    }
    pub async fn good(&self) -> Result<()> {
        let call = self.api.call(Self::ENDPOINT_GOOD);
        ::pointapi::__private::read(call, ::pointapi::__private::reading::<Result<()>>())
            .await
    }
    /// Every endpoint of [`Broken`], in the order of the trait.
    pub const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = &[
        Self::ENDPOINT_GOOD,
    ];
    const ENDPOINT_GOOD: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "good",
        ::pointapi::__private::Method::GET,
        "/good",
        &["/good"],
    );
}
#[allow(deprecated)]
impl ::pointapi::__private::Clone for BrokenClient {
    fn clone(&self) -> Self {
        Self {
            api: ::pointapi::__private::Clone::clone(&self.api),
        }
    }
}
#[allow(deprecated)]
impl ::pointapi::__private::Debug for BrokenClient {
    fn fmt(
        &self,
        formatter: &mut ::pointapi::__private::fmt::Formatter<'_>,
    ) -> ::pointapi::__private::fmt::Result {
        formatter.debug_struct("BrokenClient").field("api", &self.api).finish()
    }
}
#[allow(deprecated, private_interfaces)]
impl<__PointApiKey> ::pointapi::__private::GeneratedClient<__PointApiKey>
for BrokenClient
where
    __PointApiKey: ?::pointapi::__private::Sized,
{
    type Trait = dyn Broken;
    fn of_api(state: ::pointapi::__private::Api) -> Self {
        Self { api: state }
    }
    fn api(&self) -> &::pointapi::__private::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl ::pointapi::__private::ApiTrait for dyn Broken {
    const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = <BrokenClient>::ENDPOINTS;
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
impl<__PointApiClient> Broken for __PointApiClient
where
    __PointApiClient: ::pointapi::__private::GeneratedClient<dyn Broken>,
    <__PointApiClient as ::pointapi::__private::GeneratedClient<
        dyn Broken,
    >>::Trait: Broken,
{
    async fn misspelt(&self, user_id: u64) -> Result<User> {
        ::pointapi::__private::broken()
    }
    async fn blocking(
        &self,
        argument_0: (u8, u8),
        like: impl Like + ::pointapi::__private::Send,
    ) -> ::pointapi::Result<()>
    where
        Self: ::pointapi::__private::Sized,
    {
        ::pointapi::__private::broken()
    }
    async fn generic<T: Show + ::pointapi::__private::Send>(
        &self,
        value: T,
    ) -> Result<&str>
    where
        Self: ::pointapi::__private::Sized,
    {
        ::pointapi::__private::broken()
    }
    async fn undeclared(&self, x: u8) -> Result<()> {
        ::pointapi::__private::broken()
    }
    async fn good(&self) -> Result<()> {
        <BrokenClient>::good(&::pointapi::__private::client_of::<dyn Broken, _, _>(self))
            .await
    }
}
::core::compile_error! {
    "unknown option `prefx`; did you mean `prefix`?"
}
::core::compile_error! {
    "`{usr_id}` has no argument; did you mean `user_id`? write `{user_id}`, or `#[path(\"usr_id\")] user_id`"
}
::core::compile_error! {
    "an endpoint waits for its answer; write `async fn blocking`"
}
::core::compile_error! {
    "a client is shared; take `&self`"
}
::core::compile_error! {
    "an argument needs a name, which goes on the wire; write `name: Type`"
}
::core::compile_error! {
    "`impl Trait` would make the trait unusable as `dyn`; take a concrete type such as `&str`"
}
::core::compile_error! {
    "`blocking` can fail; add `-> Result<()>`, or the type of its answer"
}
::core::compile_error! {
    "`argument_0` is a `#[body]` already; remove one of the two"
}
::core::compile_error! {
    "what is `like`? add `#[query]`, `#[body]` or `#[header(\"X-Name\")]`, or write `{like}` in the path"
}
::core::compile_error! {
    "`T` would make the trait unusable as `dyn`; take a concrete type, or make `T` a parameter of the trait"
}
::core::compile_error! {
    "an answer outlives what it was read from; return owned data, such as `String` for `&str`"
}
::core::compile_error! {
    "unknown HTTP method `GETT`; did you mean `GET`?"
}
::core::compile_error! {
    "unknown option `timout`; did you mean `timeout`?"
}
::core::compile_error! {
    "a duration of zero never succeeds; write it as `timeout = \"30s\"`"
}
::core::compile_error! {
    "what does `undeclared` call? add `#[point_endpoint(GET \"/path\")]`, or give it a body to make it a helper"
}
