use std::sync::Arc;

use pointapi::{Client, Result, point_api};

const TRACE: &str = "X-Trace";

#[point_api]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn user(&self, #[header(TRACE)] trace: &str) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.user("a").await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
