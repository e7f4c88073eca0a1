#[allow(dead_code, clippy::too_many_arguments)]
pub trait Roles: __pointapi_Roles::Send + __pointapi_Roles::Sync {
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
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<Vec<Order>>>
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
    fn text<'life0, 'life1, 'async_trait>(
        &'life0 self,
        text: &'life1 str,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn bytes<'life0, 'async_trait>(
        &'life0 self,
        bytes: Bytes,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    fn form<'life0, 'life1, 'async_trait>(
        &'life0 self,
        form: &'life1 Form,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn xml<'life0, 'life1, 'async_trait>(
        &'life0 self,
        document: &'life1 Document,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn stream<'life0, 'async_trait>(
        &'life0 self,
        body: Body,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    fn codec<'life0, 'life1, 'async_trait>(
        &'life0 self,
        value: &'life1 Value,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn fields<'life0, 'life1, 'async_trait>(
        &'life0 self,
        first: u32,
        second: Option<&'life1 str>,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn parts<'life0, 'life1, 'async_trait>(
        &'life0 self,
        file: Part,
        note: &'life1 str,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn by_url<'life0, 'life1, 'async_trait>(
        &'life0 self,
        target: &'life1 str,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<Bytes>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
}
/// The client of [`Roles`].
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
pub struct RolesClient {
    api: __pointapi_Roles::Api,
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
impl RolesClient {
    /// A client of [`Roles`] on `client`.
    #[must_use]
    pub fn new(client: __pointapi_Roles::Client) -> Self {
        Self {
            api: __pointapi_Roles::Api::new(client),
        }
    }
    /// The same client, with `options` for each of its calls.
    #[must_use]
    pub fn with(&self, options: __pointapi_Roles::CallOptions) -> Self {
        Self {
            api: __pointapi_Roles::Api::with(&self.api, options),
        }
    }
    /// The client underneath.
    #[must_use]
    pub fn client(&self) -> &__pointapi_Roles::Client {
        __pointapi_Roles::Api::client(&self.api)
    }
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
    ) -> impl __pointapi_Roles::Future<
        Output = Result<Vec<Order>>,
    > + __pointapi_Roles::Send + use<'_> {
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
        api: &'__call __pointapi_Roles::Api,
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
    ) -> __pointapi_Roles::TypedCall<'__call, Result<Vec<Order>>> {
        let mut call = api.call(Self::__endpoint_search);
        let writer = &mut call;
        writer.path(&r#type);
        writer.path(&order);
        writer.query("q", &text);
        writer.query_list("ids", __pointapi_Roles::ListFormat::Csv, &ids);
        writer.query("filter", &filter);
        writer.header("x-trace", &trace);
        writer.sensitive_header("x-secret", &secret);
        writer.headers(&more);
        writer.cookie("session", &session);
        writer.options(&options);
        writer.extension(label);
        __pointapi_Roles::DecoderFor::<Result<Vec<Order>>>::SELECT
            .__select()
            .decoder::<__pointapi_Roles::DefaultCodec, Result<Vec<Order>>>()
            .of(call)
    }
    pub fn text(
        &self,
        text: &str,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__call_text(&self.api, text).send()
    }
    fn __call_text<'__call>(
        api: &'__call __pointapi_Roles::Api,
        text: &str,
    ) -> __pointapi_Roles::TypedCall<'__call, Result<()>> {
        let mut call = api.call(Self::__endpoint_text);
        let writer = &mut call;
        writer.text(&text);
        __pointapi_Roles::DecoderFor::<Result<()>>::SELECT
            .__select()
            .decoder::<__pointapi_Roles::DefaultCodec, Result<()>>()
            .of(call)
    }
    pub fn bytes(
        &self,
        bytes: Bytes,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__call_bytes(&self.api, bytes).send()
    }
    fn __call_bytes<'__call>(
        api: &'__call __pointapi_Roles::Api,
        bytes: Bytes,
    ) -> __pointapi_Roles::TypedCall<'__call, Result<()>> {
        let mut call = api.call(Self::__endpoint_bytes);
        let writer = &mut call;
        writer.raw_bytes(&bytes);
        __pointapi_Roles::DecoderFor::<Result<()>>::SELECT
            .__select()
            .decoder::<__pointapi_Roles::DefaultCodec, Result<()>>()
            .of(call)
    }
    pub fn form(
        &self,
        form: &Form,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__call_form(&self.api, form).send()
    }
    fn __call_form<'__call>(
        api: &'__call __pointapi_Roles::Api,
        form: &Form,
    ) -> __pointapi_Roles::TypedCall<'__call, Result<()>> {
        let mut call = api.call(Self::__endpoint_form);
        let writer = &mut call;
        writer.form(&form);
        __pointapi_Roles::DecoderFor::<Result<()>>::SELECT
            .__select()
            .decoder::<__pointapi_Roles::DefaultCodec, Result<()>>()
            .of(call)
    }
    pub fn xml(
        &self,
        document: &Document,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__call_xml(&self.api, document).send()
    }
    fn __call_xml<'__call>(
        api: &'__call __pointapi_Roles::Api,
        document: &Document,
    ) -> __pointapi_Roles::TypedCall<'__call, Result<()>> {
        let mut call = api.call(Self::__endpoint_xml);
        let writer = &mut call;
        writer.xml(&document);
        __pointapi_Roles::DecoderFor::<Result<()>>::SELECT
            .__select()
            .decoder::<__pointapi_Roles::DefaultCodec, Result<()>>()
            .of(call)
    }
    pub fn stream(
        &self,
        body: Body,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__call_stream(&self.api, body).send()
    }
    fn __call_stream<'__call>(
        api: &'__call __pointapi_Roles::Api,
        body: Body,
    ) -> __pointapi_Roles::TypedCall<'__call, Result<()>> {
        let mut call = api.call(Self::__endpoint_stream);
        let writer = &mut call;
        writer.stream(body);
        __pointapi_Roles::DecoderFor::<Result<()>>::SELECT
            .__select()
            .decoder::<__pointapi_Roles::DefaultCodec, Result<()>>()
            .of(call)
    }
    pub fn codec(
        &self,
        value: &Value,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__call_codec(&self.api, value).send()
    }
    fn __call_codec<'__call>(
        api: &'__call __pointapi_Roles::Api,
        value: &Value,
    ) -> __pointapi_Roles::TypedCall<'__call, Result<()>> {
        let mut call = api.call(Self::__endpoint_codec);
        let writer = &mut call;
        writer.encoded::<my::Cbor<Compact, 8>, _>(&value);
        __pointapi_Roles::DecoderFor::<Result<()>>::SELECT
            .__select()
            .decoder::<__pointapi_Roles::DefaultCodec, Result<()>>()
            .of(call)
    }
    pub fn fields(
        &self,
        first: u32,
        second: Option<&str>,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__call_fields(&self.api, first, second).send()
    }
    fn __call_fields<'__call>(
        api: &'__call __pointapi_Roles::Api,
        first: u32,
        second: Option<&str>,
    ) -> __pointapi_Roles::TypedCall<'__call, Result<()>> {
        let mut call = api.call(Self::__endpoint_fields);
        let writer = &mut call;
        writer.form_field("a", &first);
        writer.form_field("second", &second);
        __pointapi_Roles::DecoderFor::<Result<()>>::SELECT
            .__select()
            .decoder::<__pointapi_Roles::DefaultCodec, Result<()>>()
            .of(call)
    }
    pub fn parts(
        &self,
        file: Part,
        note: &str,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__call_parts(&self.api, file, note).send()
    }
    fn __call_parts<'__call>(
        api: &'__call __pointapi_Roles::Api,
        file: Part,
        note: &str,
    ) -> __pointapi_Roles::TypedCall<'__call, Result<()>> {
        let mut call = api.call(Self::__endpoint_parts);
        let writer = &mut call;
        writer.part("file", file);
        writer.part("note", note);
        __pointapi_Roles::DecoderFor::<Result<()>>::SELECT
            .__select()
            .decoder::<__pointapi_Roles::DefaultCodec, Result<()>>()
            .of(call)
    }
    pub fn by_url(
        &self,
        target: &str,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<Bytes>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__call_by_url(&self.api, target).send()
    }
    fn __call_by_url<'__call>(
        api: &'__call __pointapi_Roles::Api,
        target: &str,
    ) -> __pointapi_Roles::TypedCall<'__call, Result<Bytes>> {
        let mut call = api.call(Self::__endpoint_by_url);
        let writer = &mut call;
        writer.url(&target);
        __pointapi_Roles::DecoderFor::<Result<Bytes>>::SELECT
            .__select()
            .decoder::<__pointapi_Roles::DefaultCodec, Result<Bytes>>()
            .of(call)
    }
    /// Every endpoint of [`Roles`], in the order of the trait.
    pub const ENDPOINTS: &'static [&'static __pointapi_Roles::Endpoint] = &[
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
    const __endpoint_search: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "search",
        __pointapi_Roles::Method::GET,
        "/search/{r#type}/{id}?kind=full",
        &["/search/", "/", "?kind=full"],
    );
    const __endpoint_text: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "text",
        __pointapi_Roles::Method::POST,
        "/text",
        &["/text"],
    );
    const __endpoint_bytes: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "bytes",
        __pointapi_Roles::Method::POST,
        "/bytes",
        &["/bytes"],
    );
    const __endpoint_form: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "form",
        __pointapi_Roles::Method::POST,
        "/form",
        &["/form"],
    );
    const __endpoint_xml: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "xml",
        __pointapi_Roles::Method::POST,
        "/xml",
        &["/xml"],
    );
    const __endpoint_stream: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "stream",
        __pointapi_Roles::Method::POST,
        "/stream",
        &["/stream"],
    );
    const __endpoint_codec: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "codec",
        __pointapi_Roles::Method::POST,
        "/codec",
        &["/codec"],
    );
    const __endpoint_fields: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "fields",
        __pointapi_Roles::Method::POST,
        "/fields",
        &["/fields"],
    );
    const __endpoint_parts: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "parts",
        __pointapi_Roles::Method::POST,
        "/parts",
        &["/parts"],
    );
    const __endpoint_by_url: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "by_url",
        __pointapi_Roles::Method::GET,
        "",
        &[""],
    );
}
#[allow(deprecated)]
impl __pointapi_Roles::Clone for RolesClient {
    fn clone(&self) -> Self {
        Self {
            api: __pointapi_Roles::Clone::clone(&self.api),
        }
    }
}
#[allow(deprecated)]
impl __pointapi_Roles::Debug for RolesClient {
    fn fmt(
        &self,
        formatter: &mut __pointapi_Roles::fmt::Formatter<'_>,
    ) -> __pointapi_Roles::fmt::Result {
        __pointapi_Roles::fmt::DebugStruct::field(
                &mut formatter.debug_struct("RolesClient"),
                "api",
                &self.api,
            )
            .finish()
    }
}
#[allow(deprecated, private_interfaces)]
impl<__PointApiKey> __pointapi_Roles::GeneratedClient<__PointApiKey> for RolesClient
where
    __PointApiKey: ?__pointapi_Roles::Sized,
{
    type Trait = dyn Roles;
    fn api(&self) -> &__pointapi_Roles::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl __pointapi_Roles::ApiTrait for dyn Roles {
    const ENDPOINTS: &'static [&'static __pointapi_Roles::Endpoint] = <RolesClient>::ENDPOINTS;
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
impl<__PointApiClient> Roles for __PointApiClient
where
    __PointApiClient: __pointapi_Roles::GeneratedClient<dyn Roles>,
    <__PointApiClient as __pointapi_Roles::GeneratedClient<dyn Roles>>::Trait: Roles,
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
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<Vec<Order>>>
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
                __pointapi_Roles::api_of::<dyn Roles, _>(self),
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
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        <RolesClient>::__call_text(__pointapi_Roles::api_of::<dyn Roles, _>(self), text)
            .boxed()
    }
    fn bytes<'life0, 'async_trait>(
        &'life0 self,
        bytes: Bytes,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        <RolesClient>::__call_bytes(
                __pointapi_Roles::api_of::<dyn Roles, _>(self),
                bytes,
            )
            .boxed()
    }
    fn form<'life0, 'life1, 'async_trait>(
        &'life0 self,
        form: &'life1 Form,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        <RolesClient>::__call_form(__pointapi_Roles::api_of::<dyn Roles, _>(self), form)
            .boxed()
    }
    fn xml<'life0, 'life1, 'async_trait>(
        &'life0 self,
        document: &'life1 Document,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        <RolesClient>::__call_xml(
                __pointapi_Roles::api_of::<dyn Roles, _>(self),
                document,
            )
            .boxed()
    }
    fn stream<'life0, 'async_trait>(
        &'life0 self,
        body: Body,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        <RolesClient>::__call_stream(
                __pointapi_Roles::api_of::<dyn Roles, _>(self),
                body,
            )
            .boxed()
    }
    fn codec<'life0, 'life1, 'async_trait>(
        &'life0 self,
        value: &'life1 Value,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        <RolesClient>::__call_codec(
                __pointapi_Roles::api_of::<dyn Roles, _>(self),
                value,
            )
            .boxed()
    }
    fn fields<'life0, 'life1, 'async_trait>(
        &'life0 self,
        first: u32,
        second: Option<&'life1 str>,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        <RolesClient>::__call_fields(
                __pointapi_Roles::api_of::<dyn Roles, _>(self),
                first,
                second,
            )
            .boxed()
    }
    fn parts<'life0, 'life1, 'async_trait>(
        &'life0 self,
        file: Part,
        note: &'life1 str,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        <RolesClient>::__call_parts(
                __pointapi_Roles::api_of::<dyn Roles, _>(self),
                file,
                note,
            )
            .boxed()
    }
    fn by_url<'life0, 'life1, 'async_trait>(
        &'life0 self,
        target: &'life1 str,
    ) -> __pointapi_Roles::BoxFuture<'async_trait, Result<Bytes>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        <RolesClient>::__call_by_url(
                __pointapi_Roles::api_of::<dyn Roles, _>(self),
                target,
            )
            .boxed()
    }
}
use ::pointapi::__private as __pointapi_Roles;
