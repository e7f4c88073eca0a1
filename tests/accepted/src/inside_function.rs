//! A trait may be declared where it is used.
#![deny(warnings)]

/// Runs what can run.
pub fn run() {
    #[derive(serde::Deserialize)]
    struct Order {
        id: u64,
    }

    #[pointapi::point_api]
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
