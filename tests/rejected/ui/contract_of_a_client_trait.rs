use pointapi::{Client, Result, point_api};

#[point_api]
trait Users {
    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn check() -> Result<()> {
    pointapi::contract::check::<dyn Users>().await?;
    Ok(())
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
