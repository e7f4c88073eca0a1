#[point_api(prefix = "/v2", query("api-version" = "2024-01-01"))]
pub trait Vocabulary {
    #[point_endpoint(GET "")]
    async fn root(&self) -> Result<()>;

    #[point_endpoint(GET "/{name*}/manifests/{reference}")]
    async fn manifest(&self, name: &str, reference: &str) -> Result<Manifest>;

    #[point_endpoint(SEARCH "/users", idempotent, unauthorized = response)]
    async fn search(&self, #[query("filter", format = deep)] filter: &Filter) -> Result<Vec<User>>;

    #[point_endpoint(VERSION-CONTROL "/users")]
    async fn version_control(&self, #[form("ids", format = brackets)] ids: &[u64]) -> Result<()>;

    #[point_endpoint(PATCH "/users/{id}")]
    async fn merge(&self, id: u64, #[body(json, "application/merge-patch+json")] change: &Change) -> Result<User>;

    #[point_endpoint(POST "/nested")]
    #[cfg_attr(docsrs, doc(cfg(feature = "nested")))]
    async fn nested(&self, #[body(form, format = deep)] form: &Form) -> Result<()>;

    #[point_endpoint(GET "")]
    async fn by_url(&self, #[url] target: &str) -> Result<Bytes>;
}
