use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[get("/users/{id}")]
    async fn user(&self, id: u64) -> Result<String>;

    #[delete("/users/{id}")]
    async fn remove(&self, id: u64) -> Result<()>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.user(7).await?;
    users.remove(7).await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
