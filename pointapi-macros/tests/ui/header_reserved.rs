use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(POST "/users", headers("Proxy-Authorization" = "x"))]
    async fn user(
        &self,
        #[header("Authorization")] token: &str,
        #[header("Host")] host: &str,
        #[header("Content-Type")] kind: &str,
        #[body] body: &str,
    ) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.user("a", "b", "c", "d").await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
