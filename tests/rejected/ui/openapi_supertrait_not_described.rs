use pointapi::{Client, Result, point_api};

#[point_api]
trait Names {
    #[point_endpoint(GET "/names")]
    async fn names(&self) -> Result<Vec<String>>;
}

#[point_api(openapi)]
trait Users: Names {
    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
