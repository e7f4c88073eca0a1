use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(POST "/users")]
    async fn users(
        &self,
        #[query(name = "p")] page: u64,
        #[query(csv)] ids: &[u64],
        #[query("a", "b")] sort: &str,
        #[form(rename = "n")] name: &str,
    ) -> Result<String>;

    #[point_endpoint(POST "/people")]
    async fn people(&self, #[body(format = json)] name: &str) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.users(1, &[2], "a", "Ann").await?;
    let _: String = users.people("Ann").await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
