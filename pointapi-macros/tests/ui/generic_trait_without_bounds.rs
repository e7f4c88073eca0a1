use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users<T> {
    #[point_endpoint(POST "/users")]
    async fn create(&self, #[body] user: &T) -> Result<()>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::<u8>::new(client);
    users.good().await?;
    users.create(&1).await?;
    let _: Arc<dyn Users<u8>> = Arc::new(users);
    Ok(())
}

fn main() {}
