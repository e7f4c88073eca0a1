use std::collections::BTreeMap;
use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(POST "/users")]
    async fn users(&self, #[body(form)] rows: &[BTreeMap<String, String>]) -> Result<()>;

    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.other().await?;
    let users: Arc<dyn Users> = Arc::new(users);
    users.other().await
}

fn main() {}
