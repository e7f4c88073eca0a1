#[allow(dead_code, clippy::too_many_arguments)]
pub trait Roles: ::pointapi::__private::Send + ::pointapi::__private::Sync {
    /// `GET /search/{r#type}/{id}?kind=full`.
    fn search<
        'life0,
        'life1,
        'life2,
        'life3,
        'life4,
        'life5,
        'life6,
        'life7,
        'life8,
        'life9,
        'async_trait,
    >(
        &'life0 self,
        order: u64,
        r#type: &'life1 str,
        text: &'life2 str,
        ids: &'life3 [u64],
        filter: &'life4 Filter,
        trace: Option<&'life5 str>,
        secret: &'life6 str,
        more: &'life7 http::HeaderMap,
        session: Option<&'life8 str>,
        options: &'life9 CallOptions,
        label: Label,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<Vec<Order>>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        'life3: 'async_trait,
        'life4: 'async_trait,
        'life5: 'async_trait,
        'life6: 'async_trait,
        'life7: 'async_trait,
        'life8: 'async_trait,
        'life9: 'async_trait,
        Self: 'async_trait;
    /// `POST /text`; sent once.
    fn text<'life0, 'life1, 'async_trait>(
        &'life0 self,
        text: &'life1 str,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `POST /bytes`; sent once.
    fn bytes<'life0, 'async_trait>(
        &'life0 self,
        bytes: Bytes,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    /// `POST /form`; sent once.
    fn form<'life0, 'life1, 'async_trait>(
        &'life0 self,
        form: &'life1 Form,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `POST /xml`; sent once.
    fn xml<'life0, 'life1, 'async_trait>(
        &'life0 self,
        document: &'life1 Document,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `POST /stream`; sent once.
    fn stream<'life0, 'async_trait>(
        &'life0 self,
        body: Body,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    /// `POST /codec`; sent once.
    fn codec<'life0, 'life1, 'async_trait>(
        &'life0 self,
        value: &'life1 Value,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `POST /fields`; sent once.
    fn fields<'life0, 'life1, 'async_trait>(
        &'life0 self,
        first: u32,
        second: Option<&'life1 str>,
    ) -> ::pointapi::__private::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// `POST /parts`; sent once.
    fn parts<'life0, 'life1, 'async_trait>(
        &'life0 self,
        file: Part,
        note: &'life1 str,
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
/// The client of [`Roles`].
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
pub struct RolesClient {
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
    impl RolesClient {
        /// A client of [`Roles`] on `client`.
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
        /// `GET /search/{r#type}/{id}?kind=full`.
        pub fn search(
            &self,
            order: u64,
            r#type: &str,
            text: &str,
            ids: &[u64],
            filter: &Filter,
            trace: Option<&str>,
            secret: &str,
            more: &http::HeaderMap,
            session: Option<&str>,
            options: &CallOptions,
            label: Label,
        ) -> impl __pointapi::Future<
            Output = Result<Vec<Order>>,
        > + __pointapi::Send + use<'_> {
            Self::__call_search(
                    &self.api,
                    order,
                    r#type,
                    text,
                    ids,
                    filter,
                    trace,
                    secret,
                    more,
                    session,
                    options,
                    label,
                )
                .send()
        }
        fn __call_search<'__call>(
            api: &'__call __pointapi::Api,
            order: u64,
            r#type: &str,
            text: &str,
            ids: &[u64],
            filter: &Filter,
            trace: Option<&str>,
            secret: &str,
            more: &http::HeaderMap,
            session: Option<&str>,
            options: &CallOptions,
            label: Label,
        ) -> __pointapi::TypedCall<'__call, Result<Vec<Order>>> {
            let call = &mut api.call(Self::__endpoint_search);
            call.path(&r#type);
            call.path(&order);
            call.query("q", &text);
            call.query_list("ids", __pointapi::ListFormat::Csv, &ids);
            call.query("filter", &filter);
            call.header("x-trace", &trace);
            call.sensitive_header("x-secret", &secret);
            call.headers(&more);
            call.cookie("session", &session);
            call.options(&options);
            call.extension(label);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<Vec<Order>>>::SELECT.__select(),
                call,
            )
        }
        /// `POST /text`; sent once.
        pub fn text(
            &self,
            text: &str,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_text(&self.api, text).send()
        }
        fn __call_text<'__call>(
            api: &'__call __pointapi::Api,
            text: &str,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_text);
            call.text(&text);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `POST /bytes`; sent once.
        pub fn bytes(
            &self,
            bytes: Bytes,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_bytes(&self.api, bytes).send()
        }
        fn __call_bytes<'__call>(
            api: &'__call __pointapi::Api,
            bytes: Bytes,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_bytes);
            call.raw_bytes(&bytes);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `POST /form`; sent once.
        pub fn form(
            &self,
            form: &Form,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_form(&self.api, form).send()
        }
        fn __call_form<'__call>(
            api: &'__call __pointapi::Api,
            form: &Form,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_form);
            call.form(&form);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `POST /xml`; sent once.
        pub fn xml(
            &self,
            document: &Document,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_xml(&self.api, document).send()
        }
        fn __call_xml<'__call>(
            api: &'__call __pointapi::Api,
            document: &Document,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_xml);
            call.xml(&document);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `POST /stream`; sent once.
        pub fn stream(
            &self,
            body: Body,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_stream(&self.api, body).send()
        }
        fn __call_stream<'__call>(
            api: &'__call __pointapi::Api,
            body: Body,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_stream);
            call.stream(body);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `POST /codec`; sent once.
        pub fn codec(
            &self,
            value: &Value,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_codec(&self.api, value).send()
        }
        fn __call_codec<'__call>(
            api: &'__call __pointapi::Api,
            value: &Value,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_codec);
            call.encoded::<my::Cbor<Compact, 8>, _>(&value);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `POST /fields`; sent once.
        pub fn fields(
            &self,
            first: u32,
            second: Option<&str>,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_fields(&self.api, first, second).send()
        }
        fn __call_fields<'__call>(
            api: &'__call __pointapi::Api,
            first: u32,
            second: Option<&str>,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_fields);
            call.form_field("a", &first);
            call.form_field("second", &second);
            __pointapi::prepare(
                __pointapi::DecoderFor::<Result<()>>::SELECT.__select(),
                call,
            )
        }
        /// `POST /parts`; sent once.
        pub fn parts(
            &self,
            file: Part,
            note: &str,
        ) -> impl __pointapi::Future<Output = Result<()>> + __pointapi::Send + use<'_> {
            Self::__call_parts(&self.api, file, note).send()
        }
        fn __call_parts<'__call>(
            api: &'__call __pointapi::Api,
            file: Part,
            note: &str,
        ) -> __pointapi::TypedCall<'__call, Result<()>> {
            let call = &mut api.call(Self::__endpoint_parts);
            call.part("file", file);
            call.part("note", note);
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
        /// Every endpoint of [`Roles`], in the order of the trait.
        pub const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = &[
            Self::__endpoint_search,
            Self::__endpoint_text,
            Self::__endpoint_bytes,
            Self::__endpoint_form,
            Self::__endpoint_xml,
            Self::__endpoint_stream,
            Self::__endpoint_codec,
            Self::__endpoint_fields,
            Self::__endpoint_parts,
            Self::__endpoint_by_url,
        ];
        const __endpoint_search: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
                "search",
                __pointapi::Method::GET,
                "/search/{r#type}/{id}?kind=full",
                &["/search/", "/", "?kind=full"],
            )
            .declared(
                &[("header", "X-Trace"), ("header", "X-Secret"), ("cookie", "session")],
            );
        const __endpoint_text: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "text",
            __pointapi::Method::POST,
            "/text",
            &["/text"],
        );
        const __endpoint_bytes: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "bytes",
            __pointapi::Method::POST,
            "/bytes",
            &["/bytes"],
        );
        const __endpoint_form: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "form",
            __pointapi::Method::POST,
            "/form",
            &["/form"],
        );
        const __endpoint_xml: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "xml",
            __pointapi::Method::POST,
            "/xml",
            &["/xml"],
        );
        const __endpoint_stream: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "stream",
            __pointapi::Method::POST,
            "/stream",
            &["/stream"],
        );
        const __endpoint_codec: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "codec",
            __pointapi::Method::POST,
            "/codec",
            &["/codec"],
        );
        const __endpoint_fields: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "fields",
            __pointapi::Method::POST,
            "/fields",
            &["/fields"],
        );
        const __endpoint_parts: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "parts",
            __pointapi::Method::POST,
            "/parts",
            &["/parts"],
        );
        const __endpoint_by_url: &'static __pointapi::Endpoint = &__pointapi::Endpoint::new(
            "by_url",
            __pointapi::Method::GET,
            "",
            &[""],
        );
    }
    impl __pointapi::Clone for RolesClient {
        fn clone(&self) -> Self {
            Self {
                api: __pointapi::Clone::clone(&self.api),
            }
        }
    }
    impl __pointapi::Debug for RolesClient {
        fn fmt(
            &self,
            formatter: &mut __pointapi::fmt::Formatter<'_>,
        ) -> __pointapi::fmt::Result {
            __pointapi::fmt::DebugStruct::field(
                    &mut formatter.debug_struct("RolesClient"),
                    "api",
                    &self.api,
                )
                .finish()
        }
    }
    impl<__PointApiKey> __pointapi::GeneratedClient<__PointApiKey> for RolesClient
    where
        __PointApiKey: ?__pointapi::Sized,
    {
        type Trait = dyn Roles;
        fn api(&self) -> &__pointapi::Api {
            &self.api
        }
    }
    #[diagnostic::do_not_recommend]
    impl __pointapi::ApiTrait for dyn Roles {
        const ENDPOINTS: &'static [&'static __pointapi::Endpoint] = <RolesClient>::ENDPOINTS;
    }
    #[diagnostic::do_not_recommend]
    impl<__PointApiClient> Roles for __PointApiClient
    where
        __PointApiClient: __pointapi::GeneratedClient<dyn Roles>,
        <__PointApiClient as __pointapi::GeneratedClient<dyn Roles>>::Trait: Roles,
    {
        fn search<
            'life0,
            'life1,
            'life2,
            'life3,
            'life4,
            'life5,
            'life6,
            'life7,
            'life8,
            'life9,
            'async_trait,
        >(
            &'life0 self,
            order: u64,
            r#type: &'life1 str,
            text: &'life2 str,
            ids: &'life3 [u64],
            filter: &'life4 Filter,
            trace: Option<&'life5 str>,
            secret: &'life6 str,
            more: &'life7 http::HeaderMap,
            session: Option<&'life8 str>,
            options: &'life9 CallOptions,
            label: Label,
        ) -> __pointapi::BoxFuture<'async_trait, Result<Vec<Order>>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            'life2: 'async_trait,
            'life3: 'async_trait,
            'life4: 'async_trait,
            'life5: 'async_trait,
            'life6: 'async_trait,
            'life7: 'async_trait,
            'life8: 'async_trait,
            'life9: 'async_trait,
            Self: 'async_trait,
        {
            <RolesClient>::__call_search(
                    __pointapi::api_of::<dyn Roles, _>(self),
                    order,
                    r#type,
                    text,
                    ids,
                    filter,
                    trace,
                    secret,
                    more,
                    session,
                    options,
                    label,
                )
                .boxed()
        }
        fn text<'life0, 'life1, 'async_trait>(
            &'life0 self,
            text: &'life1 str,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <RolesClient>::__call_text(__pointapi::api_of::<dyn Roles, _>(self), text)
                .boxed()
        }
        fn bytes<'life0, 'async_trait>(
            &'life0 self,
            bytes: Bytes,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            Self: 'async_trait,
        {
            <RolesClient>::__call_bytes(__pointapi::api_of::<dyn Roles, _>(self), bytes)
                .boxed()
        }
        fn form<'life0, 'life1, 'async_trait>(
            &'life0 self,
            form: &'life1 Form,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <RolesClient>::__call_form(__pointapi::api_of::<dyn Roles, _>(self), form)
                .boxed()
        }
        fn xml<'life0, 'life1, 'async_trait>(
            &'life0 self,
            document: &'life1 Document,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <RolesClient>::__call_xml(__pointapi::api_of::<dyn Roles, _>(self), document)
                .boxed()
        }
        fn stream<'life0, 'async_trait>(
            &'life0 self,
            body: Body,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            Self: 'async_trait,
        {
            <RolesClient>::__call_stream(__pointapi::api_of::<dyn Roles, _>(self), body)
                .boxed()
        }
        fn codec<'life0, 'life1, 'async_trait>(
            &'life0 self,
            value: &'life1 Value,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <RolesClient>::__call_codec(__pointapi::api_of::<dyn Roles, _>(self), value)
                .boxed()
        }
        fn fields<'life0, 'life1, 'async_trait>(
            &'life0 self,
            first: u32,
            second: Option<&'life1 str>,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <RolesClient>::__call_fields(
                    __pointapi::api_of::<dyn Roles, _>(self),
                    first,
                    second,
                )
                .boxed()
        }
        fn parts<'life0, 'life1, 'async_trait>(
            &'life0 self,
            file: Part,
            note: &'life1 str,
        ) -> __pointapi::BoxFuture<'async_trait, Result<()>>
        where
            'life0: 'async_trait,
            'life1: 'async_trait,
            Self: 'async_trait,
        {
            <RolesClient>::__call_parts(
                    __pointapi::api_of::<dyn Roles, _>(self),
                    file,
                    note,
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
            <RolesClient>::__call_by_url(
                    __pointapi::api_of::<dyn Roles, _>(self),
                    target,
                )
                .boxed()
        }
    }
};
