use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(POST "/bytes")]
    async fn bytes(&self, #[body(bytes)] body: u64) -> Result<()>;

    #[point_endpoint(POST "/text")]
    async fn text(&self, #[body(text)] body: u64) -> Result<()>;

    #[point_endpoint(POST "/stream")]
    async fn stream(&self, #[body(stream)] body: u64) -> Result<()>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    users.bytes(1).await?;
    users.text(2).await?;
    users.stream(3).await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
