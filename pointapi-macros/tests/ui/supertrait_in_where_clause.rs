use std::fmt::Debug;
use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users
where
    Self: Sized,
    Self: Clone + Debug,
{
    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

#[point_api]
trait Orders: ?Sized {
    #[point_endpoint(GET "/orders")]
    async fn orders(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
