#[allow(dead_code, clippy::too_many_arguments)]
#[::pointapi::__private::async_trait]
pub trait Roles: ::pointapi::__private::Send + ::pointapi::__private::Sync {
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
pub struct RolesClient {
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
impl RolesClient {
    /// A client of [`Roles`] on `client`.
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
        call.query_list("ids", ::pointapi::__private::ListFormat::Csv, &ids);
        call.query("filter", &filter);
        call.header(
            const { ::pointapi::__private::HeaderName::from_static("x-trace") },
            &trace,
        );
        call.sensitive_header(
            const { ::pointapi::__private::HeaderName::from_static("x-secret") },
            &secret,
        );
        call.headers(&more);
        call.cookie("session", &session);
        call.options(&options);
        call.extension(label);
        ::pointapi::__private::read(
                call,
                ::pointapi::__private::reading::<Result<Vec<Order>>>(),
            )
            .await
    }
    pub async fn text(&self, text: &str) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_TEXT);
        call.text(&text);
        ::pointapi::__private::read(call, ::pointapi::__private::reading::<Result<()>>())
            .await
    }
    pub async fn bytes(&self, bytes: Bytes) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_BYTES);
        call.raw_bytes(&bytes);
        ::pointapi::__private::read(call, ::pointapi::__private::reading::<Result<()>>())
            .await
    }
    pub async fn form(&self, form: &Form) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_FORM);
        call.form(&form);
        ::pointapi::__private::read(call, ::pointapi::__private::reading::<Result<()>>())
            .await
    }
    pub async fn xml(&self, document: &Document) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_XML);
        call.xml(&document);
        ::pointapi::__private::read(call, ::pointapi::__private::reading::<Result<()>>())
            .await
    }
    pub async fn stream(&self, body: Body) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_STREAM);
        call.stream(body);
        ::pointapi::__private::read(call, ::pointapi::__private::reading::<Result<()>>())
            .await
    }
    pub async fn codec(&self, value: &Value) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_CODEC);
        call.encoded::<my::Cbor<Compact, 8>, _>(&value);
        ::pointapi::__private::read(call, ::pointapi::__private::reading::<Result<()>>())
            .await
    }
    pub async fn fields(&self, first: u32, second: Option<&str>) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_FIELDS);
        call.form_field("a", &first);
        call.form_field("second", &second);
        ::pointapi::__private::read(call, ::pointapi::__private::reading::<Result<()>>())
            .await
    }
    pub async fn parts(&self, file: Part, note: &str) -> Result<()> {
        let mut call = self.api.call(Self::ENDPOINT_PARTS);
        call.part("file", file);
        call.part("note", note);
        ::pointapi::__private::read(call, ::pointapi::__private::reading::<Result<()>>())
            .await
    }
    pub async fn by_url(&self, target: &str) -> Result<Bytes> {
        let mut call = self.api.call(Self::ENDPOINT_BY_URL);
        call.url(&target);
        ::pointapi::__private::read(
                call,
                ::pointapi::__private::reading::<Result<Bytes>>(),
            )
            .await
    }
    /// Every endpoint of [`Roles`], in the order of the trait.
    pub const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = &[
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
    const ENDPOINT_SEARCH: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "search",
        ::pointapi::__private::Method::GET,
        "/search/{r#type}/{id}?kind=full",
        &["/search/", "/", "?kind=full"],
    );
    const ENDPOINT_TEXT: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "text",
        ::pointapi::__private::Method::POST,
        "/text",
        &["/text"],
    );
    const ENDPOINT_BYTES: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "bytes",
        ::pointapi::__private::Method::POST,
        "/bytes",
        &["/bytes"],
    );
    const ENDPOINT_FORM: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "form",
        ::pointapi::__private::Method::POST,
        "/form",
        &["/form"],
    );
    const ENDPOINT_XML: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "xml",
        ::pointapi::__private::Method::POST,
        "/xml",
        &["/xml"],
    );
    const ENDPOINT_STREAM: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "stream",
        ::pointapi::__private::Method::POST,
        "/stream",
        &["/stream"],
    );
    const ENDPOINT_CODEC: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "codec",
        ::pointapi::__private::Method::POST,
        "/codec",
        &["/codec"],
    );
    const ENDPOINT_FIELDS: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "fields",
        ::pointapi::__private::Method::POST,
        "/fields",
        &["/fields"],
    );
    const ENDPOINT_PARTS: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "parts",
        ::pointapi::__private::Method::POST,
        "/parts",
        &["/parts"],
    );
    const ENDPOINT_BY_URL: &'static ::pointapi::Endpoint = &::pointapi::Endpoint::new(
        "by_url",
        ::pointapi::__private::Method::GET,
        "",
        &[""],
    );
}
#[allow(deprecated)]
impl ::pointapi::__private::Clone for RolesClient {
    fn clone(&self) -> Self {
        Self {
            api: ::pointapi::__private::Clone::clone(&self.api),
        }
    }
}
#[allow(deprecated)]
impl ::pointapi::__private::Debug for RolesClient {
    fn fmt(
        &self,
        formatter: &mut ::pointapi::__private::fmt::Formatter<'_>,
    ) -> ::pointapi::__private::fmt::Result {
        formatter.debug_struct("RolesClient").field("api", &self.api).finish()
    }
}
#[allow(deprecated, private_interfaces)]
impl<__PointApiKey> ::pointapi::__private::GeneratedClient<__PointApiKey> for RolesClient
where
    __PointApiKey: ?::pointapi::__private::Sized,
{
    type Trait = dyn Roles;
    fn of_api(state: ::pointapi::__private::Api) -> Self {
        Self { api: state }
    }
    fn api(&self) -> &::pointapi::__private::Api {
        &self.api
    }
}
#[allow(deprecated, private_interfaces)]
#[diagnostic::do_not_recommend]
impl ::pointapi::__private::ApiTrait for dyn Roles {
    const ENDPOINTS: &'static [&'static ::pointapi::Endpoint] = <RolesClient>::ENDPOINTS;
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
impl<__PointApiClient> Roles for __PointApiClient
where
    __PointApiClient: ::pointapi::__private::GeneratedClient<dyn Roles>,
    <__PointApiClient as ::pointapi::__private::GeneratedClient<
        dyn Roles,
    >>::Trait: Roles,
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
                &::pointapi::__private::client_of::<dyn Roles, _, _>(self),
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
        <RolesClient>::text(
                &::pointapi::__private::client_of::<dyn Roles, _, _>(self),
                text,
            )
            .await
    }
    async fn bytes(&self, bytes: Bytes) -> Result<()> {
        <RolesClient>::bytes(
                &::pointapi::__private::client_of::<dyn Roles, _, _>(self),
                bytes,
            )
            .await
    }
    async fn form(&self, form: &Form) -> Result<()> {
        <RolesClient>::form(
                &::pointapi::__private::client_of::<dyn Roles, _, _>(self),
                form,
            )
            .await
    }
    async fn xml(&self, document: &Document) -> Result<()> {
        <RolesClient>::xml(
                &::pointapi::__private::client_of::<dyn Roles, _, _>(self),
                document,
            )
            .await
    }
    async fn stream(&self, body: Body) -> Result<()> {
        <RolesClient>::stream(
                &::pointapi::__private::client_of::<dyn Roles, _, _>(self),
                body,
            )
            .await
    }
    async fn codec(&self, value: &Value) -> Result<()> {
        <RolesClient>::codec(
                &::pointapi::__private::client_of::<dyn Roles, _, _>(self),
                value,
            )
            .await
    }
    async fn fields(&self, first: u32, second: Option<&str>) -> Result<()> {
        <RolesClient>::fields(
                &::pointapi::__private::client_of::<dyn Roles, _, _>(self),
                first,
                second,
            )
            .await
    }
    async fn parts(&self, file: Part, note: &str) -> Result<()> {
        <RolesClient>::parts(
                &::pointapi::__private::client_of::<dyn Roles, _, _>(self),
                file,
                note,
            )
            .await
    }
    async fn by_url(&self, target: &str) -> Result<Bytes> {
        <RolesClient>::by_url(
                &::pointapi::__private::client_of::<dyn Roles, _, _>(self),
                target,
            )
            .await
    }
}
