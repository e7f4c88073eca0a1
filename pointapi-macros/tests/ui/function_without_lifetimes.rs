use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn users(&self, #[extension] label: fn(&str) -> String) -> Result<String>;

    #[point_endpoint(GET "/people")]
    async fn people(&self, #[extension] label: Arc<dyn Fn(&str) + Send + Sync>) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.users(str::to_owned).await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
