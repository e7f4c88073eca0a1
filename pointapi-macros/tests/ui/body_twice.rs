use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(POST "/users")]
    async fn user(&self, #[body] a: &str, #[body] b: &str) -> Result<String>;

    #[point_endpoint(POST "/people")]
    async fn people(&self, #[form("a")] a: u8, #[part("b")] b: &str) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.user("a", "b").await?;
    let _: String = users.people(1, "b").await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
