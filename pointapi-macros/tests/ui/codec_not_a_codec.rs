use std::sync::Arc;

use pointapi::{Client, Result, point_api};

struct NotOne;

#[point_api]
trait Users {
    #[point_endpoint(POST "/users", codec = NotOne)]
    async fn user(&self, #[body(codec = NotOne)] body: &str) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.user("a").await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
