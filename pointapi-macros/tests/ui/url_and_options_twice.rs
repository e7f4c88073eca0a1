use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "")]
    async fn user(
        &self,
        #[url] a: &str,
        #[url] b: &str,
        #[options] c: &pointapi::CallOptions,
        #[options] d: &pointapi::CallOptions,
    ) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let options = pointapi::CallOptions::new();
    let _: String = users.user("a", "b", &options, &options).await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
