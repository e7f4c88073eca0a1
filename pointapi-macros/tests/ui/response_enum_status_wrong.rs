use pointapi::{Client, FromResponse, Result, point_api};

#[derive(serde::Deserialize)]
pub struct User {}

#[derive(FromResponse)]
pub enum Found {
    #[status(20)]
    User(User),
    #[status(9XX)]
    Created(User),
    #[status(ok)]
    Other,
    #[status(4XX)]
    Gone,
    #[status()]
    Rest,
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
