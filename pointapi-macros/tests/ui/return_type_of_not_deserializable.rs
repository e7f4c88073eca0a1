use std::sync::Arc;

use pointapi::{Client, Response, Result, point_api};

struct User;

#[point_api]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn user(&self) -> Result<Response<User>>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: Response<User> = users.user().await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
