use pointapi::{Client, Result, Typed, point_api};
use serde::Deserialize;

#[derive(Deserialize)]
struct Problem {
    code: String,
}

#[point_api(openapi)]
trait Users {
    #[point_endpoint(GET "/users/{id}")]
    async fn user(&self, id: u64) -> Result<String, Typed<Problem>>;

    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
