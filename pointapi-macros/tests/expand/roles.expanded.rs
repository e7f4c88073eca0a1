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
            api: self.api.with(options),
        }
    }
    /// The client underneath.
    #[must_use]
    pub fn client(&self) -> &__pointapi_Roles::Client {
        self.api.client()
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
        Self::__search(
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
    fn __search<'__call>(
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
    ) -> __pointapi_Roles::Prepared<'__call, Result<Vec<Order>>> {
        let mut call = api.call(Self::ENDPOINT_SEARCH);
        call.path(&r#type);
        call.path(&order);
        call.query("q", &text);
        call.query_list("ids", __pointapi_Roles::ListFormat::Csv, &ids);
        call.query("filter", &filter);
        call.header("x-trace", &trace);
        call.sensitive_header("x-secret", &secret);
        call.headers(&more);
        call.cookie("session", &session);
        call.options(&options);
        call.extension(label);
        __pointapi_Roles::reading!(Result < Vec < Order > >).of(call)
    }
    pub fn text(
        &self,
        text: &str,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__text(&self.api, text).send()
    }
    fn __text<'__call>(
        api: &'__call __pointapi_Roles::Api,
        text: &str,
    ) -> __pointapi_Roles::Prepared<'__call, Result<()>> {
        let mut call = api.call(Self::ENDPOINT_TEXT);
        call.text(&text);
        __pointapi_Roles::reading!(Result < () >).of(call)
    }
    pub fn bytes(
        &self,
        bytes: Bytes,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__bytes(&self.api, bytes).send()
    }
    fn __bytes<'__call>(
        api: &'__call __pointapi_Roles::Api,
        bytes: Bytes,
    ) -> __pointapi_Roles::Prepared<'__call, Result<()>> {
        let mut call = api.call(Self::ENDPOINT_BYTES);
        call.raw_bytes(&bytes);
        __pointapi_Roles::reading!(Result < () >).of(call)
    }
    pub fn form(
        &self,
        form: &Form,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__form(&self.api, form).send()
    }
    fn __form<'__call>(
        api: &'__call __pointapi_Roles::Api,
        form: &Form,
    ) -> __pointapi_Roles::Prepared<'__call, Result<()>> {
        let mut call = api.call(Self::ENDPOINT_FORM);
        call.form(&form);
        __pointapi_Roles::reading!(Result < () >).of(call)
    }
    pub fn xml(
        &self,
        document: &Document,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__xml(&self.api, document).send()
    }
    fn __xml<'__call>(
        api: &'__call __pointapi_Roles::Api,
        document: &Document,
    ) -> __pointapi_Roles::Prepared<'__call, Result<()>> {
        let mut call = api.call(Self::ENDPOINT_XML);
        call.xml(&document);
        __pointapi_Roles::reading!(Result < () >).of(call)
    }
    pub fn stream(
        &self,
        body: Body,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__stream(&self.api, body).send()
    }
    fn __stream<'__call>(
        api: &'__call __pointapi_Roles::Api,
        body: Body,
    ) -> __pointapi_Roles::Prepared<'__call, Result<()>> {
        let mut call = api.call(Self::ENDPOINT_STREAM);
        call.stream(body);
        __pointapi_Roles::reading!(Result < () >).of(call)
    }
    pub fn codec(
        &self,
        value: &Value,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__codec(&self.api, value).send()
    }
    fn __codec<'__call>(
        api: &'__call __pointapi_Roles::Api,
        value: &Value,
    ) -> __pointapi_Roles::Prepared<'__call, Result<()>> {
        let mut call = api.call(Self::ENDPOINT_CODEC);
        call.encoded::<my::Cbor<Compact, 8>, _>(&value);
        __pointapi_Roles::reading!(Result < () >).of(call)
    }
    pub fn fields(
        &self,
        first: u32,
        second: Option<&str>,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__fields(&self.api, first, second).send()
    }
    fn __fields<'__call>(
        api: &'__call __pointapi_Roles::Api,
        first: u32,
        second: Option<&str>,
    ) -> __pointapi_Roles::Prepared<'__call, Result<()>> {
        let mut call = api.call(Self::ENDPOINT_FIELDS);
        call.form_field("a", &first);
        call.form_field("second", &second);
        __pointapi_Roles::reading!(Result < () >).of(call)
    }
    pub fn parts(
        &self,
        file: Part,
        note: &str,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<()>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__parts(&self.api, file, note).send()
    }
    fn __parts<'__call>(
        api: &'__call __pointapi_Roles::Api,
        file: Part,
        note: &str,
    ) -> __pointapi_Roles::Prepared<'__call, Result<()>> {
        let mut call = api.call(Self::ENDPOINT_PARTS);
        call.part("file", file);
        call.part("note", note);
        __pointapi_Roles::reading!(Result < () >).of(call)
    }
    pub fn by_url(
        &self,
        target: &str,
    ) -> impl __pointapi_Roles::Future<
        Output = Result<Bytes>,
    > + __pointapi_Roles::Send + use<'_> {
        Self::__by_url(&self.api, target).send()
    }
    fn __by_url<'__call>(
        api: &'__call __pointapi_Roles::Api,
        target: &str,
    ) -> __pointapi_Roles::Prepared<'__call, Result<Bytes>> {
        let mut call = api.call(Self::ENDPOINT_BY_URL);
        call.url(&target);
        __pointapi_Roles::reading!(Result < Bytes >).of(call)
    }
    /// Every endpoint of [`Roles`], in the order of the trait.
    pub const ENDPOINTS: &'static [&'static __pointapi_Roles::Endpoint] = &[
        Self::ENDPOINT_SEARCH,
        Self::ENDPOINT_TEXT,
        Self::ENDPOINT_BYTES,
        Self::ENDPOINT_FORM,
        Self::ENDPOINT_XML,
        Self::ENDPOINT_STREAM,
        Self::ENDPOINT_CODEC,
        Self::ENDPOINT_FIELDS,
        Self::ENDPOINT_PARTS,
        Self::ENDPOINT_BY_URL,
    ];
    const ENDPOINT_SEARCH: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "search",
        __pointapi_Roles::Method::GET,
        "/search/{r#type}/{id}?kind=full",
        &["/search/", "/", "?kind=full"],
    );
    const ENDPOINT_TEXT: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "text",
        __pointapi_Roles::Method::POST,
        "/text",
        &["/text"],
    );
    const ENDPOINT_BYTES: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "bytes",
        __pointapi_Roles::Method::POST,
        "/bytes",
        &["/bytes"],
    );
    const ENDPOINT_FORM: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "form",
        __pointapi_Roles::Method::POST,
        "/form",
        &["/form"],
    );
    const ENDPOINT_XML: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "xml",
        __pointapi_Roles::Method::POST,
        "/xml",
        &["/xml"],
    );
    const ENDPOINT_STREAM: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "stream",
        __pointapi_Roles::Method::POST,
        "/stream",
        &["/stream"],
    );
    const ENDPOINT_CODEC: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "codec",
        __pointapi_Roles::Method::POST,
        "/codec",
        &["/codec"],
    );
    const ENDPOINT_FIELDS: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "fields",
        __pointapi_Roles::Method::POST,
        "/fields",
        &["/fields"],
    );
    const ENDPOINT_PARTS: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
        "parts",
        __pointapi_Roles::Method::POST,
        "/parts",
        &["/parts"],
    );
    const ENDPOINT_BY_URL: &'static __pointapi_Roles::Endpoint = &__pointapi_Roles::Endpoint::new(
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
        formatter.debug_struct("RolesClient").field("api", &self.api).finish()
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
        <RolesClient>::__search(
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
        <RolesClient>::__text(__pointapi_Roles::api_of::<dyn Roles, _>(self), text)
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
        <RolesClient>::__bytes(__pointapi_Roles::api_of::<dyn Roles, _>(self), bytes)
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
        <RolesClient>::__form(__pointapi_Roles::api_of::<dyn Roles, _>(self), form)
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
        <RolesClient>::__xml(__pointapi_Roles::api_of::<dyn Roles, _>(self), document)
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
        <RolesClient>::__stream(__pointapi_Roles::api_of::<dyn Roles, _>(self), body)
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
        <RolesClient>::__codec(__pointapi_Roles::api_of::<dyn Roles, _>(self), value)
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
        <RolesClient>::__fields(
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
        <RolesClient>::__parts(
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
        <RolesClient>::__by_url(__pointapi_Roles::api_of::<dyn Roles, _>(self), target)
            .boxed()
    }
}
use ::pointapi::__private as __pointapi_Roles;
