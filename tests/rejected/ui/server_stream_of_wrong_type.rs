use pointapi::{Bytes, Client, Result, point_api};

#[point_api(server)]
trait Users {
    #[point_endpoint(POST "/users")]
    async fn upload(&self, #[body(stream)] body: Bytes) -> Result<String>;

    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
