use pointapi::{Client, Result, point_api};

#[point_api(server)]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn users(&self) -> Result<String>
    where
        Self: Sized;

    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
