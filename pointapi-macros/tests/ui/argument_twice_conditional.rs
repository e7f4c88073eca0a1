use std::sync::Arc;

use pointapi::{CallOptions, Client, Result, point_api};

#[point_api(headers("X-A" = "1"))]
trait Users {
    #[point_endpoint(GET "/query")]
    async fn query(
        &self,
        #[cfg(any())]
        #[query]
        page: u8,
        #[cfg(not(any()))]
        #[query]
        page: u16,
    ) -> Result<()>;

    #[point_endpoint(POST "/body")]
    async fn body(
        &self,
        #[cfg(any())]
        #[body]
        user: &str,
        #[cfg(not(any()))]
        #[body]
        user: u16,
    ) -> Result<()>;

    #[point_endpoint(GET "/header")]
    async fn header(
        &self,
        #[cfg(not(any()))]
        #[header("X-A")]
        a: &str,
        #[options] first: &CallOptions,
        #[cfg(any())]
        #[options]
        second: &CallOptions,
    ) -> Result<()>;

    #[point_endpoint(GET "/good")]
    async fn good(&self) -> Result<()>;
}

async fn uses(client: Client) -> Result<()> {
    let users = UsersClient::new(client);
    users.good().await?;
    users.query(1).await?;
    users.body(1).await?;
    users.header("a", &CallOptions::new()).await?;
    let _: Arc<dyn Users> = Arc::new(users);
    Ok(())
}

fn main() {}
