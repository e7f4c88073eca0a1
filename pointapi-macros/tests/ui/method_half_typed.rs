use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/first")]
    async fn first(&self) -> Result<String>;

    #[point_endpoint(GET "/second/{id}", timeout = )]
    async fn second(&self, id: u64) -> Result<String>;

    #[point_endpoint(GET "/third")]
    async fn third(&self) -> Result<String>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    let _: String = users.first().await?;
    let _: String = users.second(1).await?;
    let _: String = users.third().await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
