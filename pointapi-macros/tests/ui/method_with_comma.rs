use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET, "/users/{id}", timeout = "5s")]
    async fn user(&self, id: u64) -> Result<String>;

    #[point_endpoint(method = GET, path = "/people")]
    async fn people(&self) -> Result<String>;

    #[point_endpoint(Method::GET "/groups", timeout = "5s")]
    async fn groups(&self) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.user(7).await?;
    let _: String = users.people().await?;
    let _: String = users.groups().await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
