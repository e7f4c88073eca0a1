use pointapi::{Client, FromResponse, Result, point_api};

#[derive(serde::Deserialize)]
pub struct User {}

#[derive(FromResponse)]
pub struct Found {
    user: User,
}

#[point_api]
trait Users {
    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
