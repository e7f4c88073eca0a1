use std::sync::Arc;

use pointapi::{Client, Result, point_api};

type BoxFuture<T> = std::pin::Pin<Box<dyn std::future::Future<Output = T> + Send>>;

#[point_api]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn user(&self) -> BoxFuture<Result<()>>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _ = users.user().await;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
