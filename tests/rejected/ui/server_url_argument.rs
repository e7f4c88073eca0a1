use pointapi::{Client, Result, point_api};

#[point_api(server)]
trait Users {
    #[point_endpoint(GET "")]
    async fn next(&self, #[url] link: &str) -> Result<String>;

    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
