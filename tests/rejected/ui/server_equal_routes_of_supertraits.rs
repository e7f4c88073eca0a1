use pointapi::{Client, Result, point_api};

#[point_api(server)]
trait Names {
    #[point_endpoint(GET "/names/{id}")]
    async fn name(&self, id: u64) -> Result<String>;
}

#[point_api(server)]
trait Titles {
    #[point_endpoint(GET "/names/{title}")]
    async fn title(&self, title: &str) -> Result<String>;
}

#[point_api(server)]
trait Users: Names + Titles {
    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
