use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/users/{id}/{part}")]
    async fn user(&self, id: u64, part: &str, #[path("whole")] x: u64) -> Result<String>;

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
