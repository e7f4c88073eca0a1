use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(PUT "/a", once, idempotent)]
    async fn a(&self) -> Result<()>;

    #[point_endpoint(PUT "/b", idempotency_key = "Key", once)]
    async fn b(&self) -> Result<()>;

    #[point_endpoint(PUT "/c", once, attempts = 3)]
    async fn c(&self) -> Result<()>;

    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.other().await?;
    let users: Arc<dyn Users> = Arc::new(users);
    users.other().await
}

fn main() {}
