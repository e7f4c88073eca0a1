use pointapi::{Client, Result, openapi, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

fn document() -> impl Sized {
    openapi::document::<dyn Users>(openapi::Info::new("Users", "1.0.0"))
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
