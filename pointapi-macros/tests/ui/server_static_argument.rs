use pointapi::{Client, Result, point_api};

#[point_api(server)]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn users(&self, #[query] name: Option<&'static str>, #[query] tags: &[&'static str]) -> Result<()>;

    #[point_endpoint(GET "", client_only)]
    async fn next(&self, #[url] link: &'static str) -> Result<()>;

    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
