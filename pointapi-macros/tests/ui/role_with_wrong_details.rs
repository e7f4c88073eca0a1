use std::sync::Arc;

use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(POST "/users")]
    async fn user(
        &self,
        #[query = "id"] id: u64,
        #[query("ids", format = cvs)] ids: &[u64],
        #[query(name = "x")] x: u64,
        #[options("a")] options: &pointapi::CallOptions,
        #[header] trace: &str,
        #[cookie("")] cookie: &str,
        #[body(jsn)] body: &str,
    ) -> Result<String>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    let _: String = users.user(1, &[], 2, &pointapi::CallOptions::new(), "a", "b", "c").await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
