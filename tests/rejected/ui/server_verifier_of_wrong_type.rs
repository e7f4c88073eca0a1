use pointapi::{Client, Result, point_api};

#[point_api(server)]
trait Users {
    #[point_endpoint(GET "/other")]
    async fn other(&self) -> Result<()>;
}

struct Program;

#[pointapi::async_trait]
impl Users for Program {
    async fn other(&self) -> Result<()> {
        Ok(())
    }
}

struct Tokens;

fn router() -> pointapi::server::Server {
    UsersServer::new(Program).verify(Tokens)
}

async fn run(client: Client) -> Result<()> {
    UsersClient::new(client).other().await
}

fn main() {}
