use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/mutable")]
    async fn mutable(&mut self) -> Result<String>;

    #[point_endpoint(GET "/value")]
    async fn value(self) -> Result<String>;

    #[point_endpoint(GET "/arc")]
    async fn arc(self: Arc<Self>) -> Result<String>;

    #[point_endpoint(GET "/none/{id}")]
    async fn none(id: u64) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.mutable().await?;
    let _: String = users.value().await?;
    let _: String = users.arc().await?;
    let _: String = users.none(1).await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
