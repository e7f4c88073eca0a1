use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn user(&self, #[qery] id: u64, #[cookies("a")] a: &str, #[serde(default)] b: u8) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.user(1, "a", 2).await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
