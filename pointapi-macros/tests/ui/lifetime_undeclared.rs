use std::borrow::Cow;
use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn users(&self, #[query] name: &'y str, #[query] cow: Cow<'z, str>) -> Result<String>;

    #[point_endpoint(GET "/response")]
    async fn response(&self) -> Result<Cow<'y, str>>;

    #[point_endpoint(GET "/receiver")]
    async fn receiver(&'y self) -> Result<String>;

    #[point_endpoint(GET "/static")]
    async fn of_static(&'static self) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good<'a>(&'a self, #[query] name: &'a str) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good("Ann").await?;
    let _: String = users.users("Ann", "Bob".into()).await?;
    let _: String = users.receiver().await?;
    let _: String = users.of_static().await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
