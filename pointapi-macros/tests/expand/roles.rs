#[point_api]
pub trait Roles {
    #[point_endpoint(GET "/search/{r#type}/{id}?kind=full")]
    async fn search(
        &self,
        #[path("id")] order: u64,
        r#type: &str,
        #[query("q")] text: &str,
        #[query("ids", format = csv)] ids: &[u64],
        #[query] filter: &Filter,
        #[header("X-Trace")] trace: Option<&str>,
        #[header("X-Secret")]
        #[sensitive]
        secret: &str,
        #[headers] more: &http::HeaderMap,
        #[cookie("session")] session: Option<&str>,
        #[options] options: &CallOptions,
        #[extension] label: Label,
    ) -> Result<Vec<Order>>;

    #[point_endpoint(POST "/text")]
    async fn text(&self, #[body(text)] text: &str) -> Result<()>;

    #[point_endpoint(POST "/bytes")]
    async fn bytes(&self, #[body(bytes)] bytes: Bytes) -> Result<()>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[body(form)] form: &Form) -> Result<()>;

    #[point_endpoint(POST "/xml")]
    async fn xml(&self, #[body(xml)] document: &Document) -> Result<()>;

    #[point_endpoint(POST "/stream")]
    async fn stream(&self, #[body(stream)] body: Body) -> Result<()>;

    #[point_endpoint(POST "/codec")]
    async fn codec(&self, #[body(codec = my::Cbor<Compact, 8>)] value: &Value) -> Result<()>;

    #[point_endpoint(POST "/fields")]
    async fn fields(&self, #[form("a")] first: u32, #[form] second: Option<&str>) -> Result<()>;

    #[point_endpoint(POST "/parts")]
    async fn parts(&self, #[part("file")] file: Part, #[part] note: &str) -> Result<()>;

    #[point_endpoint(GET "")]
    async fn by_url(&self, #[url] target: &str) -> Result<Bytes>;
}
