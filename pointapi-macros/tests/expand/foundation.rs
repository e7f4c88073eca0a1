/// Orders of one account.
#[point_api(prefix = "/v1")]
pub trait Orders {
    /// One page of orders.
    #[point_endpoint(POST "/orders/query", idempotent)]
    async fn query(&self, #[body] query: &OrderQuery) -> Result<OrderPage>;

    #[point_endpoint(POST "/sami/{product}/{model}", timeout = "5m", none_on = [404])]
    async fn place(
        &self,
        product: &str,
        model: &str,
        #[body] order: &Order,
        #[header("X-Trace")] trace: Option<&str>,
        #[query] page: Option<u32>,
    ) -> Result<Response<Option<OrderReport>>>;
}
