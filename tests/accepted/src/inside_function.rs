//! A trait may be declared where it is used.
#![deny(warnings)]

/// Runs what can run.
pub fn run() {
    #[derive(serde::Serialize, serde::Deserialize, pointapi::openapi::schemars::JsonSchema)]
    #[schemars(crate = "pointapi::openapi::schemars")]
    struct Order {
        id: u64,
    }

    #[pointapi::point_api(server, openapi)]
    trait Orders {
        #[pointapi::point_endpoint(GET "/orders/{id}")]
        async fn order(&self, id: u64) -> pointapi::Result<Order>;
    }

    async fn calls(client: pointapi::Client) -> pointapi::Result<u64> {
        let orders: std::sync::Arc<dyn Orders> = std::sync::Arc::new(OrdersClient::new(client));
        Ok(orders.order(1).await?.id)
    }

    let _ = calls;
}
