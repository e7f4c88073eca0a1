use std::sync::Arc;

use pointapi::{Client, Result, point_api};

struct Filter;

#[point_api]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn user(&self, #[query] filter: &Filter) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.user(&Filter).await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
