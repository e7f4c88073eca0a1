use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users: Clone + Send {
    #[point_endpoint(GET "/users")]
    async fn users(&self) -> Result<Vec<String>>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client).clone();
    let _: Vec<String> = users.users().await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
