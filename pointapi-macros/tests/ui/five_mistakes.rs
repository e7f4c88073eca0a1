use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GETT "/users")]
    async fn first(&self) -> Result<String>;

    #[point_endpoint(GET "/users/{id}")]
    async fn second(&self) -> Result<String>;

    #[point_endpoint(GET "/third", timout = "5s")]
    async fn third(&self) -> Result<String>;

    #[point_endpoint(GET "/fourth")]
    async fn fourth(&self, x: u64) -> Result<String>;

    #[point_endpoint(GET "/fifth")]
    fn fifth(&self) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.first().await?;
    let _: String = users.second().await?;
    let _: String = users.third().await?;
    let _: String = users.fourth(1).await?;
    let _: String = users.fifth().await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
