use pointapi::{Client, Result, point_api};

#[point_api(server, openapi)]
trait Users<'a> {
    #[point_endpoint(GET "/users")]
    async fn users(&self, #[query] name: &'a str) -> Result<String>;
}

async fn run(client: Client) -> Result<String> {
    UsersClient::new(client).users("Ann").await
}

fn main() {}
