#[allow(dead_code, clippy::too_many_arguments)]
pub trait Broken: ::pointapi::__private::Send + ::pointapi::__private::Sync {
    fn misspelt<'life0, 'async_trait>(
        &'life0 self,
        user_id: u64,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<User>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    fn not_async<'life0, 'async_trait>(
        &'life0 self,
        argument_0: (u8, u8),
        like: impl Like + ::pointapi::__private::Send,
    ) -> ::pointapi::__private::BoxFuture<
        'async_trait,
        ::pointapi::__private::Result<()>,
    >
    where
        Self: ::pointapi::__private::Sized,
        'life0: 'async_trait,
        Self: 'async_trait;
    fn generic<'life0, 'async_trait, T: Show + ::pointapi::__private::Send>(
        &'life0 self,
        value: T,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<&str>>
    where
        Self: ::pointapi::__private::Sized,
        'life0: 'async_trait,
        Self: 'async_trait;
    fn undeclared<'life0, 'async_trait>(
        &'life0 self,
        x: u8,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    /// `GET /good`.
    fn good<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
}
/// The client of [`Broken`].
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
pub struct BrokenClient {
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
    missing_docs,
    unused_variables
)]
const _: () = {
    use ::pointapi::__private as __pointapi;
    impl BrokenClient {
        /// A client of [`Broken`] on `client`.
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
        pub async fn misspelt(&self, user_id: u64) -> Result<User> {
            __pointapi::broken()
        }
        pub async fn not_async(
            &self,
            argument_0: (u8, u8),
            like: impl Like + ::pointapi::__private::Send,
        ) -> ::pointapi::__private::Result<()>
        where
            Self: ::pointapi::__private::Sized,
        {
            __pointapi::broken()
        }
        pub async fn generic<T: Show + ::pointapi::__private::Send>(
            &self,
            value: T,
        ) -> Result<&str>
        where
            Self: ::pointapi::__private::Sized,
        {
            __pointapi::broken()
        }
        pub async fn undeclared(&self, x: u8) -> Result<()> {
            __pointapi::broken()
        }
        /// `GET /good`.
        pub fn good(
            &self,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_good(&self.api).send()
        }
        fn __call_good<'__call>(
            api: &'__call __pointapi::Api,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_good);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// Every endpoint of [`Broken`], in the order of the trait.
        pub const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = &[
            Self::__endpoint_good,
        ];
        const __endpoint_good: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "good",
            __pointapi::Method::GET,
            "/good",
            &["/good"],
        );
    }
    impl __pointapi::Clone for BrokenClient {
        fn clone(&self) -> Self {
            Self {
                api: __pointapi::Clone::clone(&self.api),
            }
        }
    }
    impl __pointapi::Debug for BrokenClient {
        fn fmt(
            &self,
            formatter: &mut __pointapi::fmt::Formatter<'_>,
        ) -> __pointapi::fmt::Result {
            __pointapi::fmt::DebugStruct::field(
                    &mut formatter.debug_struct("BrokenClient"),
                    "api",
                    &self.api,
                )
                .finish()
        }
    }
    impl<__PointApiKey> __pointapi::GeneratedClient<__PointApiKey> for BrokenClient
    where
        __PointApiKey: ?__pointapi::Sized,
    {
        type Trait = dyn Broken;
        fn api(&self) -> &__pointapi::Api {
            &self.api
        }
    }
    #[diagnostic::do_not_recommend]
    impl __pointapi::ApiTrait for dyn Broken {
        const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = <BrokenClient>::ENDPOINTS;
    }
    #[diagnostic::do_not_recommend]
    impl<__PointApiClient> Broken for __PointApiClient
    where
        __PointApiClient: __pointapi::GeneratedClient<dyn Broken>,
        <__PointApiClient as __pointapi::GeneratedClient<dyn Broken>>::Trait: Broken,
    {
        fn misspelt<'life0, 'async_trait>(
            &'life0 self,
            user_id: u64,
        ) -> __pointapi::BoxFuture<'async_trait, Result<User>>
        where
            'life0: 'async_trait,
            Self: 'async_trait,
        {
            __pointapi::broken()
        }
        fn not_async<'life0, 'async_trait>(
            &'life0 self,
            argument_0: (u8, u8),
            like: impl Like + ::pointapi::__private::Send,
        ) -> __pointapi::BoxFuture<'async_trait, ::pointapi::__private::Result<()>>
        where
            Self: ::pointapi::__private::Sized,
            'life0: 'async_trait,
            Self: 'async_trait,
        {
            __pointapi::broken()
        }
        fn generic<'life0, 'async_trait, T: Show + ::pointapi::__private::Send>(
            &'life0 self,
            value: T,
        ) -> __pointapi::BoxFuture<'async_trait, Result<&str>>
        where
            Self: ::pointapi::__private::Sized,
            'life0: 'async_trait,
            Self: 'async_trait,
        {
            __pointapi::broken()
        }
        fn undeclared<'life0, 'async_trait>(
            &'life0 self,
            x: u8,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            Self: 'async_trait,
        {
            __pointapi::broken()
        }
        fn good<'life0, 'async_trait>(
            &'life0 self,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            Self: 'async_trait,
        {
            <BrokenClient>::__call_good(__pointapi::api_of::<dyn Broken, _>(self))
                .boxed()
        }
    }
};
::core::compile_error! {
    "unknown option `prefx`; did you mean `prefix`?"
}
::core::compile_error! {
    "`{usr_id}` has no argument; did you mean `user_id`? write `{user_id}`, or `#[path(\"usr_id\")] user_id`"
}
::core::compile_error! {
    "an endpoint is asynchronous; write `async fn not_async`"
}
::core::compile_error! {
    "a client is shared between tasks; take `&self`"
}
::core::compile_error! {
    "an argument needs a name, which goes on the wire; write `name: Type`"
}
::core::compile_error! {
    "`impl Trait` would make the trait unusable as `dyn`; take a concrete type such as `&str`"
}
::core::compile_error! {
    "the return type is missing; add `-> Result<()>`, or `-> Result<T>` for a response of type `T`"
}
::core::compile_error! {
    "`argument_0` already has the role `#[body]`; remove one of the two"
}
::core::compile_error! {
    "`like` has no role; add `#[query]`, `#[body]` or `#[header(\"X-Name\")]`, or write `{like}` in the path"
}
::core::compile_error! {
    "`T` would make the trait unusable as `dyn`; take a concrete type, or make `T` a parameter of the trait"
}
::core::compile_error! {
    "a response cannot be borrowed; return owned data, such as `String` for `&str`"
}
::core::compile_error! {
    "unknown HTTP method `GETT`; did you mean `GET`?"
}
::core::compile_error! {
    "unknown option `timout`; did you mean `timeout`?"
}
::core::compile_error! {
    "a timeout of zero always expires; write `timeout = \"30s\"`"
}
::core::compile_error! {
    "`undeclared` is not declared as an endpoint; add `#[point_endpoint(GET \"/path\")]`, or a body to make it a helper"
}
