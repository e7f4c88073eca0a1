use std::sync::Arc;

use pointapi::{Client, Result, point_api};

trait Other {}

#[point_api]
trait Users: Other {


    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: Arc<dyn Send> = Arc::new(users);
    Ok(())
}

fn main() {}
