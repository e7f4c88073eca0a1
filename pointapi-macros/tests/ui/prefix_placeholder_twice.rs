use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api(prefix = "/v1/{tenant}")]
trait Users {
    #[point_endpoint(GET "/users/{tenant}")]
    async fn user(&self, tenant: &str) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self, tenant: &str) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good("a").await?;
    let _: String = users.user("a").await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
