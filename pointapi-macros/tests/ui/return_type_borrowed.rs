use std::borrow::Cow;
use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/users/{id}")]
    async fn user(&self, id: &str) -> Result<&str>;

    #[point_endpoint(GET "/names/{id}")]
    async fn name(&self, id: &str) -> Result<Cow<str>>;

    #[point_endpoint(GET "/pictures/{id}")]
    async fn picture(&self, id: &str) -> Result<Option<std::borrow::Cow<[u8]>>>;

    #[point_endpoint(GET "/titles/{id}")]
    async fn title(&self, id: &str) -> Result<Cow<'static, str>>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: &str = users.user("a").await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
