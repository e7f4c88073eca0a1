use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Orders {
    #[point_endpoint(GET "/orders/{order-id}/{item.id}")]
    async fn order(&self, order_id: &str, #[path("item.id")] item: u8) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let orders = OrdersClient::new(client);
    orders.good().await?;
    let _: String = orders.order("7", 8).await?;
    let _: Arc<dyn Orders> = Arc::new(orders);
    Ok(())
}

fn main() {}
