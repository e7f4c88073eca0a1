use pointapi::{Client, Result, point_api};
use serde::Serialize;

#[derive(Serialize)]
struct Filter {
    name: String,
}

#[point_api(server)]
trait Users {
    #[point_endpoint(GET "/users")]
    async fn users(&self, #[cookie] filter: &Filter) -> Result<String>;

    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
