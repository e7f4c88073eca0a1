#[allow(dead_code, clippy::too_many_arguments)]
#[__pointapi_Roles::async_trait]
pub trait Roles: __pointapi_Roles::Send + __pointapi_Roles::Sync {
    async fn search(
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
    ) -> Result<Vec<Order>>;
    async fn text(&self, text: &str) -> Result<()>;
    async fn bytes(&self, bytes: Bytes) -> Result<()>;
    async fn form(&self, form: &Form) -> Result<()>;
    async fn xml(&self, document: &Document) -> Result<()>;
    async fn stream(&self, body: Body) -> Result<()>;
    async fn codec(&self, value: &Value) -> Result<()>;
    async fn fields(&self, first: u32, second: Option<&str>) -> Result<()>;
    async fn parts(&self, file: Part, note: &str) -> Result<()>;
    async fn by_url(&self, target: &str) -> Result<Bytes>;
}
/// The client of [`Roles`].
#[allow(dead_code, private_bounds, unreachable_pub, clippy::pedantic, clippy::nursery)]
pub struct RolesClient {
    api: __pointapi_Roles::Api,
}
#[allow(
    dead_code,
    deprecated,
    missing_docs,
    non_snake_case,
    private_bounds,
    private_interfaces,
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
    pub async fn search(
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
    ) -> Result<Vec<Order>> {
        let mut call = self.api.call(Self::ENDPOINT_SEARCH);
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
        let reading = __pointapi_Roles::reading!(Result < Vec < Order > >);
        reading.read(call.send(reading.wish()).await)
    }
    pub async fn text(&self, text: &str) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_TEXT);
        call.text(&text);
        let reading = __pointapi_Roles::reading!(Result < () >);
        reading.read(call.send(reading.wish()).await)
    }
    pub async fn bytes(&self, bytes: Bytes) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_BYTES);
        call.raw_bytes(&bytes);
        let reading = __pointapi_Roles::reading!(Result < () >);
        reading.read(call.send(reading.wish()).await)
    }
    pub async fn form(&self, form: &Form) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_FORM);
        call.form(&form);
        let reading = __pointapi_Roles::reading!(Result < () >);
        reading.read(call.send(reading.wish()).await)
    }
    pub async fn xml(&self, document: &Document) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_XML);
        call.xml(&document);
        let reading = __pointapi_Roles::reading!(Result < () >);
        reading.read(call.send(reading.wish()).await)
    }
    pub async fn stream(&self, body: Body) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_STREAM);
        call.stream(body);
        let reading = __pointapi_Roles::reading!(Result < () >);
        reading.read(call.send(reading.wish()).await)
    }
    pub async fn codec(&self, value: &Value) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_CODEC);
        call.encoded::<my::Cbor<Compact, 8>, _>(&value);
        let reading = __pointapi_Roles::reading!(Result < () >);
        reading.read(call.send(reading.wish()).await)
    }
    pub async fn fields(&self, first: u32, second: Option<&str>) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_FIELDS);
        call.form_field("a", &first);
        call.form_field("second", &second);
        let reading = __pointapi_Roles::reading!(Result < () >);
        reading.read(call.send(reading.wish()).await)
    }
    pub async fn parts(&self, file: Part, note: &str) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_PARTS);
        call.part("file", file);
        call.part("note", note);
        let reading = __pointapi_Roles::reading!(Result < () >);
        reading.read(call.send(reading.wish()).await)
    }
    pub async fn by_url(&self, target: &str) -> Result<Bytes> {
        let mut call = self.api.call(Self::ENDPOINT_BY_URL);
        call.url(&target);
        let reading = __pointapi_Roles::reading!(Result < Bytes >);
        reading.read(call.send(reading.wish()).await)
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
    fn of_api(state: __pointapi_Roles::Api) -> Self {
        Self { api: state }
    }
    fn api(&self) -> &__pointapi_Roles::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl __pointapi_Roles::ApiTrait for dyn Roles {
    const ENDPOINTS: &'static [&'static __pointapi_Roles::Endpoint] = <RolesClient>::ENDPOINTS;
}
#[allow(deprecated, non_snake_case, private_interfaces, clippy::all, clippy::pedantic)]
#[diagnostic::do_not_recommend]
#[__pointapi_Roles::async_trait]
impl<__PointApiClient> Roles for __PointApiClient
where
    __PointApiClient: __pointapi_Roles::GeneratedClient<dyn Roles>,
    <__PointApiClient as __pointapi_Roles::GeneratedClient<dyn Roles>>::Trait: Roles,
{
    async fn search(
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
    ) -> Result<Vec<Order>> {
        <RolesClient>::search(
                &__pointapi_Roles::client_of::<dyn Roles, _, _>(self),
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
            .await
    }
    async fn text(&self, text: &str) -> Result<()> {
        <RolesClient>::text(&__pointapi_Roles::client_of::<dyn Roles, _, _>(self), text)
            .await
    }
    async fn bytes(&self, bytes: Bytes) -> Result<()> {
        <RolesClient>::bytes(
                &__pointapi_Roles::client_of::<dyn Roles, _, _>(self),
                bytes,
            )
            .await
    }
    async fn form(&self, form: &Form) -> Result<()> {
        <RolesClient>::form(&__pointapi_Roles::client_of::<dyn Roles, _, _>(self), form)
            .await
    }
    async fn xml(&self, document: &Document) -> Result<()> {
        <RolesClient>::xml(
                &__pointapi_Roles::client_of::<dyn Roles, _, _>(self),
                document,
            )
            .await
    }
    async fn stream(&self, body: Body) -> Result<()> {
        <RolesClient>::stream(
                &__pointapi_Roles::client_of::<dyn Roles, _, _>(self),
                body,
            )
            .await
    }
    async fn codec(&self, value: &Value) -> Result<()> {
        <RolesClient>::codec(
                &__pointapi_Roles::client_of::<dyn Roles, _, _>(self),
                value,
            )
            .await
    }
    async fn fields(&self, first: u32, second: Option<&str>) -> Result<()> {
        <RolesClient>::fields(
                &__pointapi_Roles::client_of::<dyn Roles, _, _>(self),
                first,
                second,
            )
            .await
    }
    async fn parts(&self, file: Part, note: &str) -> Result<()> {
        <RolesClient>::parts(
                &__pointapi_Roles::client_of::<dyn Roles, _, _>(self),
                file,
                note,
            )
            .await
    }
    async fn by_url(&self, target: &str) -> Result<Bytes> {
        <RolesClient>::by_url(
                &__pointapi_Roles::client_of::<dyn Roles, _, _>(self),
                target,
            )
            .await
    }
}
use ::pointapi::__private as __pointapi_Roles;
