#[allow(dead_code, clippy::too_many_arguments)]
pub trait Pages: ::pointapi::__private::Send + ::pointapi::__private::Sync {
    /// `GET` of the given URL.
    #[allow(unused_variables)]
    fn next<'life0, 'life1, 'async_trait>(
        &'life0 self,
        link: &'life1 str,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<Page>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        ::pointapi::__private::client_only(
            ::pointapi::__private::DecoderFor::<Result<Page>>::SELECT.__select(),
            "next",
        )
    }
    /// `POST /pages`; sent once.
    fn upload<'life0, 'life1, 'life2, 'life3, 'life4, 'async_trait>(
        &'life0 self,
        name: &'life1 str,
        tags: &'life2 [&'life3 str],
        file: Part,
        list: &'life4 [u16],
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        'life3: 'async_trait,
        'life4: 'async_trait,
        Self: 'async_trait;
}
/// The client of [`Pages`].
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
pub struct PagesClient {
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
    impl PagesClient {
        /// A client of [`Pages`] on `client`.
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
        /// `GET` of the given URL.
        pub fn next(
            &self,
            link: &str,
        ) -> impl __pointapi::Future<
            Output = Result<Page>,
        > + __pointapi::Send + use<'_> {
            Self::__call_next(&self.api, link).send()
        }
        fn __call_next<'__call>(
            api: &'__call __pointapi::Api,
            link: &str,
        ) -> __pointapi::TypedCall<'__call, Result<Page>> {
            let call = &mut api.call(Self::__endpoint_next);
            call.url(&link);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<Page>>::SELECT.__select(),
                call,
            )
        }
        /// `POST /pages`; sent once.
        pub fn upload(
            &self,
            name: &str,
            tags: &[&str],
            file: Part,
            list: &[u16],
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_upload(&self.api, name, tags, file, list).send()
        }
        fn __call_upload<'__call>(
            api: &'__call __pointapi::Api,
            name: &str,
            tags: &[&str],
            file: Part,
            list: &[u16],
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_upload);
            call.part("name", name);
            call.part("tags", tags);
            call.part("file", file);
            call.header("x-list", &list);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// Every endpoint of [`Pages`], in the order of the trait.
        pub const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = &[
            Self::__endpoint_next,
            Self::__endpoint_upload,
        ];
        const __endpoint_next: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "next",
                __pointapi::Method::GET,
                "",
                &[""],
            )
            .client_only();
        const __endpoint_upload: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "upload",
                __pointapi::Method::POST,
                "/pages",
                &["/pages"],
            )
            .declared(&[("header", "X-List")]);
    }
    impl __pointapi::Clone for PagesClient {
        fn clone(&self) -> Self {
            Self {
                api: __pointapi::Clone::clone(&self.api),
            }
        }
    }
    impl __pointapi::Debug for PagesClient {
        fn fmt(
            &self,
            formatter: &mut __pointapi::fmt::Formatter<'_>,
        ) -> __pointapi::fmt::Result {
            __pointapi::fmt::DebugStruct::field(
                    &mut formatter.debug_struct("PagesClient"),
                    "api",
                    &self.api,
                )
                .finish()
        }
    }
    impl<__PointApiKey> __pointapi::GeneratedClient<__PointApiKey> for PagesClient
    where
        __PointApiKey: ?__pointapi::Sized,
    {
        type Trait = dyn Pages;
        fn api(&self) -> &__pointapi::Api {
            &self.api
        }
    }
    #[diagnostic::do_not_recommend]
    impl __pointapi::ApiTrait for dyn Pages {
        const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = <PagesClient>::ENDPOINTS;
    }
    #[diagnostic::do_not_recommend]
    impl<__PointApiClient> Pages for __PointApiClient
    where
        __PointApiClient: __pointapi::GeneratedClient<dyn Pages>,
        <__PointApiClient as __pointapi::GeneratedClient<dyn Pages>>::Trait: Pages,
    {
        fn next<'life0, 'life1, 'async_trait>(
            &'life0 self,
            link: &'life1 str,
        ) -> __pointapi::BoxFuture<'async_trait, Result<Page>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <PagesClient>::__call_next(__pointapi::api_of::<dyn Pages, _>(self), link)
                .boxed()
        }
        fn upload<'life0, 'life1, 'life2, 'life3, 'life4, 'async_trait>(
            &'life0 self,
            name: &'life1 str,
            tags: &'life2 [&'life3 str],
            file: Part,
            list: &'life4 [u16],
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            'life2: 'async_trait,
            'life3: 'async_trait,
            'life4: 'async_trait,
            Self: 'async_trait,
        {
            <PagesClient>::__call_upload(
                    __pointapi::api_of::<dyn Pages, _>(self),
                    name,
                    tags,
                    file,
                    list,
                )
                .boxed()
        }
    }
};
::pointapi::__private::served! {
    #[doc = " Serves any implementation of [`Pages`]."] #[allow(dead_code,
    private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
    #[allow(clippy::exhaustive_structs)] pub struct PagesServer; #[allow(dead_code,
    deprecated, impl_trait_redundant_captures, non_snake_case, non_upper_case_globals,
    private_bounds, private_interfaces, single_use_lifetimes, unreachable_pub,
    clippy::all, clippy::pedantic, clippy::nursery,)] const _ : () = { use
    ::pointapi::__private as __pointapi; impl PagesServer where { #[doc =
    r" Serves `api`; without `verify` or `unprotected`, endpoints that are not `auth = none` respond 401."]
    #[allow(clippy::impl_trait_in_params)] pub fn new(api : impl Pages + 'static) ->
    __pointapi::Server { Self::shared(__pointapi::Arc::new(api)) } #[doc =
    r" As [`Self::new`], for an implementation that is used elsewhere too."] pub fn
    shared(api : __pointapi::Arc < dyn Pages >) -> __pointapi::Server {
    __pointapi::Server::of(& api) } } impl __pointapi::ServedApi for dyn Pages where { fn
    add_routes(api : & __pointapi::Arc < Self >, routes : & mut __pointapi::Routes) {
    routes.add(api, < PagesClient > ::__endpoint_upload, __pointapi::Reads::Parts(const {
    & [__pointapi::PartRole::new("name", true, false), __pointapi::PartRole::new("tags",
    false, false), __pointapi::PartRole::new("file", true, true)] }), & [], | served,
    incoming | { __pointapi::serve:: < __pointapi::DefaultCodec, Self, _, _, _, _ >
    (served, incoming, __pointapi::ReplyFor:: < Result < () > > ::SELECT.__select(), |
    incoming | __pointapi::Ok(((incoming.part:: < Part > ("file") ?,), (incoming.part:: <
    < str as __pointapi::Held > ::Held > ("name") ?, incoming.part_list:: < & str >
    ("tags") ?, incoming.header_list:: < u16 > ("x-list") ?,))), | served,
    __pointapi::Given((file,), _), (name, tags, list,) | < Self as Pages >
    ::upload(served, name, tags, file, list)) }); } #[inline] fn of_client(client :
    __pointapi::Client) -> __pointapi::Arc < Self > { __pointapi::Arc::new(< PagesClient
    > ::new(client)) } } };
}
