use pointapi::http::HeaderMap;
use pointapi::{CallOptions, Client, Result, point_api};

#[point_api(server, openapi)]
trait Users {
    #[point_endpoint(GET "/users/{id}")]
    async fn user(&self, id: Option<u64>) -> Result<String>;

    #[point_endpoint(GET "/people")]
    async fn people(
        &self,
        #[headers] headers: Option<&HeaderMap>,
        #[options] options: Option<&CallOptions>,
    ) -> Result<String>;
}

async fn run(client: Client) -> Result<String> {
    UsersClient::new(client.clone()).user(None).await?;
    UsersClient::new(client).people(None, None).await
}

fn main() {}
