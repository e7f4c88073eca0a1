use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users<'a> {
    #[point_endpoint(GET "/users")]
    async fn user(&self, #[query] id: &'a str) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: Arc<dyn Users<'static>> = Arc::new(users);
    Ok(())
}

fn main() {}
