use pointapi::{Client, Result, point_api};

#[point_api(server, openapi)]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn users(&self, #[query] name: str, #[query] like: Self) -> Result<String>;

    #[point_endpoint(GET "/people")]
    async fn people(&self) -> Result<[String]>;
}

async fn run(client: Client) -> Result<Vec<String>> {
    UsersClient::new(client).people().await
}

fn main() {}
