use pointapi::{Client, Result, point_api};

#[point_api(client = UsersServer, server)]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn users(&self) -> Result<()>;
}

#[point_api(client = OrdersBlocking)]
trait Orders {
    #[point_endpoint(GET "/orders")]
    async fn orders(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client.clone()).users().await?;
    OrdersClient::new(client).orders().await
}

fn main() {}
