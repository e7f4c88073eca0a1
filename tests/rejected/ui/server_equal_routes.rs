use pointapi::{Client, Result, point_api};

#[point_api(server)]
trait Users {
    #[point_endpoint(GET "/users/{id}")]
    async fn user(&self, id: u64) -> Result<String>;

    #[point_endpoint(GET "/users/{name}")]
    async fn user_by_name(&self, name: &str) -> Result<String>;

    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
