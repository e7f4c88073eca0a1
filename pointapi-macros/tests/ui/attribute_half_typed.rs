use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[allow = ]
    #[point_endpoint(GET "/users")]
    async fn users(&self) -> Result<String>;

    #[]
    #[point_endpoint(GET "/people")]
    async fn people(&self) -> Result<String>;

    #[point_endpoint GET "/lost"]
    async fn lost(&self) -> Result<()>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.users().await?;
    let _: String = users.people().await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
