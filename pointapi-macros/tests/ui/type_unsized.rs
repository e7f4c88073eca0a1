use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn users(&self, #[query] name: str) -> Result<String>;

    #[point_endpoint(GET "/people")]
    async fn people(&self, #[query] ids: [u64]) -> Result<[String]>;

    #[point_endpoint(GET "/text")]
    async fn text(&self) -> Result<str>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.users("Ann").await?;
    let _: Vec<String> = users.people(&[1, 2]).await?;
    let _: String = users.text().await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
