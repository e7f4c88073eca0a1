use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/users/{ids}")]
    async fn user(&self, ids: Vec<std::time::Duration>) -> Result<String>;

    #[point_endpoint(GET "/maybe/{id}")]
    async fn maybe(&self, id: Option<u64>) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.user(Vec::new()).await?;
    let _: String = users.maybe(None).await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
