#[point_api(prefix = "/v1", server)]
pub trait Orders: Health {
    #[point_endpoint(GET "/orders/{id}", none_on = [404])]
    async fn order(&self, id: u64) -> Result<Option<Order>>;

    #[point_endpoint(POST "/orders/{kind}/{id}.json")]
    async fn place<'a>(
        &self,
        id: u64,
        kind: &'a str,
        #[query("tag", format = csv)] tags: &[&'a str],
        #[query] page: Option<u32>,
        #[header("X-Trace")] trace: Option<&str>,
        #[options] options: &CallOptions,
        #[extension] caller: Caller,
        #[body] order: &Order,
    ) -> Result<Response<Order>>;

    #[point_endpoint(PUT "/files/{path*}")]
    async fn upload(&self, path: &str, #[cfg(feature = "page")] #[query] page: u32, #[body(stream)] body: Body) -> Result<()>;

    #[point_endpoint(POST "/form", codec = pointapi::Xml)]
    async fn form(&self, #[body(form, format = deep)] form: &Form) -> Result<()>;
}
