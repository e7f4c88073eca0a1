use std::sync::Arc;

use pointapi::{Client, PathParam, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/users/{id}")]
    async fn user(&self, id: Box<dyn PathParam + Send + '_>) -> Result<String>;

    #[point_endpoint(GET "/people/{id}")]
    async fn person<'a>(&self, id: Box<dyn PathParam + Send + 'a>) -> Result<String>;

    #[point_endpoint(GET "/groups/{id}")]
    async fn group(&self, id: &(dyn PathParam + Send + Sync + '_)) -> Result<String>;
}

async fn uses(client: Client, name: String) -> Result<()> {
    let users = UsersClient::new(client);
    let _: String = users.user(Box::new(&name)).await?;
    let _: String = users.person(Box::new(&name)).await?;
    let _: String = users.group(&name).await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
