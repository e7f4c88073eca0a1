/// Orders of one account.
#[point_api(prefix = "/v1", openapi)]
pub trait Orders: Health {
    /// One order.
    #[point_endpoint(GET "/orders/{id}", none_on = [404])]
    async fn order(&self, id: u64) -> Result<Option<Order>>;

    #[deprecated(since = "2", note = "use `order`")]
    #[point_endpoint(POST "/orders/{kind}", codec = pointapi::Xml)]
    async fn place<'a>(
        &self,
        kind: &'a str,
        #[query("tag", format = csv)] /** The tags. */ tags: &[&'a str],
        #[query] page: Option<u32>,
        #[header("X-Trace")] #[sensitive] trace: Option<&str>,
        #[cfg(feature = "session")] #[cookie] session: &str,
        #[options] options: &CallOptions,
        #[body] order: &Order,
    ) -> Result<Response<Order>>;

    #[cfg(feature = "upload")]
    #[point_endpoint(PUT "/files")]
    async fn upload(&self, #[part("file")] file: Part, #[part] note: Option<&str>) -> Result<()>;

    #[point_endpoint(POST "/form")]
    async fn form(&self, #[body(form, format = deep)] form: &Form) -> Result<()>;

    #[point_endpoint(GET "")]
    async fn next(&self, #[url] next: &str) -> Result<Order>;
}
