#[allow(dead_code, clippy::too_many_arguments)]
pub trait Vocabulary: ::pointapi::__private::Send + ::pointapi::__private::Sync {
    /// `GET /v2`.
    fn root<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    /// `GET /v2/{name*}/manifests/{reference}`.
    fn manifest<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        name: &'life1 str,
        reference: &'life2 str,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<Manifest>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait;
    /// `SEARCH /v2/users`; idempotent.
    fn search<'life0, 'life1, 'async_trait>(
        &'life0 self,
        filter: &'life1 Filter,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<Vec<User>>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `VERSION-CONTROL /v2/users`; sent once.
    fn version_control<'life0, 'life1, 'async_trait>(
        &'life0 self,
        ids: &'life1 [u64],
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `PATCH /v2/users/{id}`; sent once.
    fn merge<'life0, 'life1, 'async_trait>(
        &'life0 self,
        id: u64,
        change: &'life1 Change,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<User>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    #[cfg_attr(docsrs, doc(cfg(feature = "nested")))]
    /// `POST /v2/nested`; sent once.
    fn nested<'life0, 'life1, 'async_trait>(
        &'life0 self,
        form: &'life1 Form,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `GET` of the given URL.
    fn by_url<'life0, 'life1, 'async_trait>(
        &'life0 self,
        target: &'life1 str,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<Bytes>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
}
/// The client of [`Vocabulary`].
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
pub struct VocabularyClient {
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
    impl VocabularyClient {
        /// A client of [`Vocabulary`] on `client`.
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
        /// `GET /v2`.
        pub fn root(
            &self,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_root(&self.api).send()
        }
        fn __call_root<'__call>(
            api: &'__call __pointapi::Api,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_root);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `GET /v2/{name*}/manifests/{reference}`.
        pub fn manifest(
            &self,
            name: &str,
            reference: &str,
        ) -> impl __pointapi::Future<
            Output = Result<Manifest>,
        > + __pointapi::Send + use<'_> {
            Self::__call_manifest(&self.api, name, reference).send()
        }
        fn __call_manifest<'__call>(
            api: &'__call __pointapi::Api,
            name: &str,
            reference: &str,
        ) -> __pointapi::TypedCall<'__call, Result<Manifest>> {
            let call = &mut api.call(Self::__endpoint_manifest);
            call.path_segments(&name);
            call.path(&reference);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<Manifest>>::SELECT.__select(),
                call,
            )
        }
        /// `SEARCH /v2/users`; idempotent.
        pub fn search(
            &self,
            filter: &Filter,
        ) -> impl __pointapi::Future<
            Output = Result<Vec<User>>,
        > + __pointapi::Send + use<'_> {
            Self::__call_search(&self.api, filter).send()
        }
        fn __call_search<'__call>(
            api: &'__call __pointapi::Api,
            filter: &Filter,
        ) -> __pointapi::TypedCall<'__call, Result<Vec<User>>> {
            let call = &mut api.call(Self::__endpoint_search);
            call.query_list("filter", __pointapi::ListFormat::Deep, &filter);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<Vec<User>>>::SELECT.__select(),
                call,
            )
        }
        /// `VERSION-CONTROL /v2/users`; sent once.
        pub fn version_control(
            &self,
            ids: &[u64],
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_version_control(&self.api, ids).send()
        }
        fn __call_version_control<'__call>(
            api: &'__call __pointapi::Api,
            ids: &[u64],
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_version_control);
            call.form_list("ids", __pointapi::ListFormat::Brackets, &ids);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `PATCH /v2/users/{id}`; sent once.
        pub fn merge(
            &self,
            id: u64,
            change: &Change,
        ) -> impl __pointapi::Future<
            Output = Result<User>,
        > + __pointapi::Send + use<'_> {
            Self::__call_merge(&self.api, id, change).send()
        }
        fn __call_merge<'__call>(
            api: &'__call __pointapi::Api,
            id: u64,
            change: &Change,
        ) -> __pointapi::TypedCall<'__call, Result<User>> {
            let call = &mut api.call(Self::__endpoint_merge);
            call.path(&id);
            call.json_as("application/merge-patch+json", &change);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<User>>::SELECT.__select(),
                call,
            )
        }
        #[cfg_attr(docsrs, doc(cfg(feature = "nested")))]
        /// `POST /v2/nested`; sent once.
        pub fn nested(
            &self,
            form: &Form,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_nested(&self.api, form).send()
        }
        fn __call_nested<'__call>(
            api: &'__call __pointapi::Api,
            form: &Form,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_nested);
            call.form_list("", __pointapi::ListFormat::Deep, &form);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `GET` of the given URL.
        pub fn by_url(
            &self,
            target: &str,
        ) -> impl __pointapi::Future<
            Output = Result<Bytes>,
        > + __pointapi::Send + use<'_> {
            Self::__call_by_url(&self.api, target).send()
        }
        fn __call_by_url<'__call>(
            api: &'__call __pointapi::Api,
            target: &str,
        ) -> __pointapi::TypedCall<'__call, Result<Bytes>> {
            let call = &mut api.call(Self::__endpoint_by_url);
            call.url(&target);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<Bytes>>::SELECT.__select(),
                call,
            )
        }
        /// Every endpoint of [`Vocabulary`], in the order of the trait.
        pub const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = &[
            Self::__endpoint_root,
            Self::__endpoint_manifest,
            Self::__endpoint_search,
            Self::__endpoint_version_control,
            Self::__endpoint_merge,
            Self::__endpoint_nested,
            Self::__endpoint_by_url,
        ];
        const __endpoint_root: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "root",
            __pointapi::Method::GET,
            "/v2",
            &["/v2?api-version=2024-01-01"],
        );
        const __endpoint_manifest: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "manifest",
            __pointapi::Method::GET,
            "/v2/{name*}/manifests/{reference}",
            &["/v2/", "/manifests/", "?api-version=2024-01-01"],
        );
        const __endpoint_search: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "search",
                __pointapi::Method::POST,
                "/v2/users",
                &["/v2/users?api-version=2024-01-01"],
            )
            .extension_method(|| {
                static METHOD: __pointapi::ExtensionMethod = __pointapi::ExtensionMethod::new(
                    "SEARCH",
                );
                METHOD.get()
            })
            .idempotent()
            .own_unauthorized();
        const __endpoint_version_control: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "version_control",
                __pointapi::Method::POST,
                "/v2/users",
                &["/v2/users?api-version=2024-01-01"],
            )
            .extension_method(|| {
                static METHOD: __pointapi::ExtensionMethod = __pointapi::ExtensionMethod::new(
                    "VERSION-CONTROL",
                );
                METHOD.get()
            });
        const __endpoint_merge: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "merge",
            __pointapi::Method::PATCH,
            "/v2/users/{id}",
            &["/v2/users/", "?api-version=2024-01-01"],
        );
        const __endpoint_nested: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "nested",
            __pointapi::Method::POST,
            "/v2/nested",
            &["/v2/nested?api-version=2024-01-01"],
        );
        const __endpoint_by_url: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "by_url",
            __pointapi::Method::GET,
            "",
            &["/v2?api-version=2024-01-01"],
        );
    }
    impl __pointapi::Clone for VocabularyClient {
        fn clone(&self) -> Self {
            Self {
                api: __pointapi::Clone::clone(&self.api),
            }
        }
    }
    impl __pointapi::Debug for VocabularyClient {
        fn fmt(
            &self,
            formatter: &mut __pointapi::fmt::Formatter<'_>,
        ) -> __pointapi::fmt::Result {
            __pointapi::fmt::DebugStruct::field(
                    &mut formatter.debug_struct("VocabularyClient"),
                    "api",
                    &self.api,
                )
                .finish()
        }
    }
    impl<__PointApiKey> __pointapi::GeneratedClient<__PointApiKey> for VocabularyClient
    where
        __PointApiKey: ?__pointapi::Sized,
    {
        type Trait = dyn Vocabulary;
        fn api(&self) -> &__pointapi::Api {
            &self.api
        }
    }
    #[diagnostic::do_not_recommend]
    impl __pointapi::ApiTrait for dyn Vocabulary {
        const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = <VocabularyClient>::ENDPOINTS;
    }
    #[diagnostic::do_not_recommend]
    impl<__PointApiClient> Vocabulary for __PointApiClient
    where
        __PointApiClient: __pointapi::GeneratedClient<dyn Vocabulary>,
        <__PointApiClient as __pointapi::GeneratedClient<
            dyn Vocabulary,
        >>::Trait: Vocabulary,
    {
        fn root<'life0, 'async_trait>(
            &'life0 self,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            Self: 'async_trait,
        {
            <VocabularyClient>::__call_root(
                    __pointapi::api_of::<dyn Vocabulary, _>(self),
                )
                .boxed()
        }
        fn manifest<'life0, 'life1, 'life2, 'async_trait>(
            &'life0 self,
            name: &'life1 str,
            reference: &'life2 str,
        ) -> __pointapi::BoxFuture<'async_trait, Result<Manifest>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            'life2: 'async_trait,
            Self: 'async_trait,
        {
            <VocabularyClient>::__call_manifest(
                    __pointapi::api_of::<dyn Vocabulary, _>(self),
                    name,
                    reference,
                )
                .boxed()
        }
        fn search<'life0, 'life1, 'async_trait>(
            &'life0 self,
            filter: &'life1 Filter,
        ) -> __pointapi::BoxFuture<'async_trait, Result<Vec<User>>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <VocabularyClient>::__call_search(
                    __pointapi::api_of::<dyn Vocabulary, _>(self),
                    filter,
                )
                .boxed()
        }
        fn version_control<'life0, 'life1, 'async_trait>(
            &'life0 self,
            ids: &'life1 [u64],
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <VocabularyClient>::__call_version_control(
                    __pointapi::api_of::<dyn Vocabulary, _>(self),
                    ids,
                )
                .boxed()
        }
        fn merge<'life0, 'life1, 'async_trait>(
            &'life0 self,
            id: u64,
            change: &'life1 Change,
        ) -> __pointapi::BoxFuture<'async_trait, Result<User>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <VocabularyClient>::__call_merge(
                    __pointapi::api_of::<dyn Vocabulary, _>(self),
                    id,
                    change,
                )
                .boxed()
        }
        fn nested<'life0, 'life1, 'async_trait>(
            &'life0 self,
            form: &'life1 Form,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <VocabularyClient>::__call_nested(
                    __pointapi::api_of::<dyn Vocabulary, _>(self),
                    form,
                )
                .boxed()
        }
        fn by_url<'life0, 'life1, 'async_trait>(
            &'life0 self,
            target: &'life1 str,
        ) -> __pointapi::BoxFuture<'async_trait, Result<Bytes>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <VocabularyClient>::__call_by_url(
                    __pointapi::api_of::<dyn Vocabulary, _>(self),
                    target,
                )
                .boxed()
        }
    }
};
