use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn users(&self, #[query] like: Self) -> Result<String>;

    #[point_endpoint(GET "/people")]
    async fn people(&self, #[query] like: &Self) -> Result<String>;

    #[point_endpoint(GET "/self")]
    async fn itself(&self) -> Result<Self>;

    #[point_endpoint(GET "/item")]
    async fn item(&self, #[query] like: Self::Item) -> Result<Self::Item>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.users(7).await?;
    let _: String = users.people(&users).await?;
    users.itself().await?;
    users.item("like").await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
